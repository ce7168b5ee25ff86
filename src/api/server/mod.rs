//! The server itself: is it a Matrix server, which Synapse, where is its API.

mod server_version;
mod versions;
mod well_known;

pub use server_version::ServerVersion;
pub use versions::Versions;
pub use well_known::WellKnownClient;
