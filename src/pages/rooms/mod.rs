//! Rooms: the list and one room.

mod list;
mod room;

pub use list::RoomsPage;
pub use room::RoomPage;
