//! Rooms: the list and one room.

mod columns;
mod filters;
mod list;
mod room;

pub use columns::room_name;
pub use list::RoomsPage;
pub use room::RoomPage;
