//! The Federation Admin API. Source: <https://element-hq.github.io/synapse/latest/usage/administration/admin_api/federation.html>

mod list_destinations;

pub use list_destinations::{Destination, DestinationOrder, DestinationsPage, ListDestinations};
