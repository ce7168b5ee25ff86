//! Rooms: the list and one room.

mod columns;
mod filters;
mod list;
mod room;

pub use list::RoomsPage;
pub use room::RoomPage;
