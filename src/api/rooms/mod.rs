//! The Room Admin API. Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html>

pub mod empty;
mod federation;
mod forward_extremities;
mod get_room;
mod list_rooms;
mod members_by_server;

pub use federation::{Federation, Never, Sent};
pub use forward_extremities::{CountExtremities, DeleteExtremities};
pub use get_room::{GetRoom, RoomDetails};
pub use list_rooms::{ListRooms, RoomOrder, RoomSummary, RoomsPage};
pub use members_by_server::{MembersByServer, servers_as_json};
