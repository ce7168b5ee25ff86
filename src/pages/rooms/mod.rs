//! Rooms: the list and one room.

mod aliases;
mod facts;
mod list;
mod room;

pub use list::RoomsPage;
pub use room::RoomPage;
