//! Which database the server runs on, and its largest rooms: one endpoint tells both.

use crate::api::server::{DatabaseRooms, RoomSize, failed_inside, needs_postgres};
use crate::api::{ApiError, Row};
use crate::state::api::Api;

/// What the endpoint tells, also by refusing.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pages::answers) enum Database {
    /// PostgreSQL, with the largest rooms.
    Postgres(Vec<Row<RoomSize>>),
    /// SQLite, where Synapse estimates no sizes.
    Sqlite,
    /// The endpoint failed inside Synapse: on PostgreSQL without column statistics.
    NoStatistics,
    /// This server does not have the endpoint.
    NotOffered,
}

/// Asks. The error is one that tells nothing about the database.
pub(in crate::pages::answers) async fn read_database(api: Api) -> Result<Database, ApiError> {
    match api.call(DatabaseRooms).await {
        Ok(rooms) => Ok(Database::Postgres(rooms)),
        Err(error) if needs_postgres(&error) => Ok(Database::Sqlite),
        Err(error) if failed_inside(&error) => Ok(Database::NoStatistics),
        Err(error) if error.is_unrecognized() => Ok(Database::NotOffered),
        Err(error) => Err(error),
    }
}
