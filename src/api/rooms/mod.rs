//! The Room Admin API. Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html>

mod federation;
mod get_room;
mod list_rooms;

pub use federation::Federation;
pub use get_room::{GetRoom, RoomDetails};
pub use list_rooms::{ListRooms, RoomOrder, RoomSummary, RoomsPage};
