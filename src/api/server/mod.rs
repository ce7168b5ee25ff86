//! The server itself: is it a Matrix server, which Synapse, where is its API.

mod background_updates;
mod database_rooms;
mod server_version;
mod versions;

pub use background_updates::{BackgroundUpdates, RunningUpdate, UpdatesStatus};
pub use database_rooms::{DatabaseRooms, RoomSize, failed_inside, needs_postgres};
pub use server_version::ServerVersion;
pub use versions::Versions;
