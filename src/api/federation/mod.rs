//! The Federation Admin API. Source: <https://element-hq.github.io/synapse/latest/usage/administration/admin_api/federation.html>

mod destination_rooms;
mod get_destination;
mod list_destinations;
pub mod overview;
mod reset_connection;
pub mod sample;

pub use destination_rooms::{DestinationRoom, DestinationRooms, DestinationRoomsPage};
pub use get_destination::GetDestination;
pub use list_destinations::{Destination, DestinationOrder, DestinationsPage, ListDestinations};
pub use reset_connection::ResetConnection;

use super::Path;
use crate::model::id::ServerName;

/// Where one destination lives.
fn destination_path(destination: &ServerName) -> Path {
    Path::new("/_synapse/admin/v1/federation/destinations").id(destination.as_str())
}
