//! `GET /_synapse/admin/v1/statistics/database/rooms`: the ten rooms that take most of the database, estimated.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/statistics.html#get-largest-rooms-by-size-in-database>.
//! Synapse multiplies the size of seven large tables by the share of each room among PostgreSQL's own column statistics.
//! It fails with 500 while a table has none: when it is empty, or was never analysed.

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::rows::{Row, first, rows};
use crate::api::{ApiError, Endpoint, Method, Needs, Number, Odd, Path};
use crate::model::id::RoomId;

/// How many Synapse tells.
const MOST: u64 = 10;

/// Asks for the largest rooms. PostgreSQL only, see [`needs_postgres`].
#[derive(Clone, Copy, Debug)]
pub struct DatabaseRooms;

/// One of the largest rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSize {
    /// Room id.
    pub room_id: RoomId,
    /// Estimated size with indexes, in bytes.
    pub estimated_size: Number,
}

impl Endpoint for DatabaseRooms {
    type Response = Vec<Row<RoomSize>>;
    const METHOD: Method = Method::Get;
    const NEEDS: Needs = Needs::Postgres;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/statistics/database/rooms")
    }

    fn decode(&self, body: &Value) -> Result<Self::Response, Odd> {
        let list = Fields::of(body)?.list("rooms")?;
        Ok(rows(first(list, MOST), |row| {
            Ok(RoomSize { room_id: row.text("room_id")?.into(), estimated_size: row.number("estimated_size") })
        }))
    }
}

/// Whether an error says that the server runs on SQLite. It has no errcode of its own, so Synapse's words decide.
#[must_use]
pub fn needs_postgres(error: &ApiError) -> bool {
    error.matrix().is_some_and(|error| error.status == 400 && error.error.contains("requires using PostgreSQL"))
}

/// Whether an error is Synapse's own failure, as without column statistics.
#[must_use]
pub fn failed_inside(error: &ApiError) -> bool {
    error.matrix().is_some_and(|error| error.status == 500)
}

#[cfg(test)]
mod tests {
    use super::{DatabaseRooms, RoomSize, failed_inside, needs_postgres};
    use crate::api::endpoint::line;
    use crate::api::{ApiError, Endpoint as _, ErrorKind, MatrixError, Row};
    use serde_json::json;

    #[test]
    fn asks() {
        assert_eq!(line(&DatabaseRooms), "GET /_synapse/admin/v1/statistics/database/rooms");
    }

    /// The shape of Synapse 1.163.2, plus an odd row.
    #[test]
    fn decodes() {
        let body = json!({"rooms": [{"room_id": "!a", "estimated_size": 47_325_184}, {"room_id": null}]});
        let rows = DatabaseRooms.decode(&body).unwrap();
        let [Row::Good(room), Row::Odd(_)] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!(*room, RoomSize { room_id: "!a".into(), estimated_size: 47_325_184.into() });
    }

    /// As Synapse 1.98.0 and 1.163.2 say it on SQLite.
    #[test]
    fn tells_sqlite_from_other_errors() {
        let error = |status, words: &str| {
            let body = json!({"errcode": "M_UNKNOWN", "error": words});
            let kind = ErrorKind::Matrix(MatrixError::read(status, &body).unwrap());
            ApiError { request: String::new(), kind }
        };
        let sqlite = error(400, "Endpoint requires using PostgreSQL");
        assert!(needs_postgres(&sqlite) && !failed_inside(&sqlite));
        let inside = error(500, "Internal server error");
        assert!(!needs_postgres(&inside) && failed_inside(&inside));
        assert!(!needs_postgres(&error(400, "Something else")));
    }
}
