//! `GET /_synapse/admin/v1/federation/destinations/<destination>/rooms`: the rooms through which this server sends to
//! another one.
//!
//! Source: <https://element-hq.github.io/synapse/latest/usage/administration/admin_api/federation.html#destination-rooms>.
//! The rows of the table `destination_rooms`: what was sent, not who is a member.
//!
//! From 1.52 until 1.105 Synapse forgot to filter: the rooms of **all** destinations came, with the total of the one
//! (<https://github.com/element-hq/synapse/issues/16883>).

use serde_json::Value;

use super::destination_path;
use crate::api::fields::Fields;
use crate::api::rows::{Row, first, rows};
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::{RoomId, ServerName};
use crate::model::version::Version;

/// The first Synapse that answers with the rooms of this destination alone.
const FILTERED_SINCE: Version = Version::new(1, 105, 0);

/// Asks for one page of the rooms of a destination, by room id. 404 `M_NOT_FOUND` for unknown destinations.
#[derive(Clone, Debug)]
pub struct DestinationRooms {
    /// Server name.
    pub destination: ServerName,
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page; there is no upper bound.
    pub limit: u64,
}

/// One page of rooms.
#[derive(Clone, Debug, PartialEq)]
pub struct DestinationRoomsPage {
    /// The rooms, by id.
    pub rooms: Vec<Row<DestinationRoom>>,
    /// All rooms, on all pages.
    pub total: Number,
}

/// One room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestinationRoom {
    /// Room id.
    pub room_id: RoomId,
    /// The position in the event stream of the last event of this room that was meant for the server.
    pub stream_ordering: Number,
}

impl DestinationRoomsPage {
    /// Whether these are the rooms of the destination that was asked about, as far as can be told. A Synapse of unknown
    /// version shows that they are not by naming a room twice, or more rooms than it counts.
    #[must_use]
    pub fn is_filtered(&self, version: Option<Version>) -> bool {
        if let Some(version) = version {
            return version >= FILTERED_SINCE;
        }
        let count = u64::try_from(self.rooms.len()).unwrap_or(u64::MAX);
        // They come sorted, so that equal ones stand side by side.
        let twice = self.rooms.iter().zip(self.rooms.iter().skip(1)).any(|(one, next)| one == next);
        self.total.known().is_none_or(|total| count <= total) && !twice
    }
}

impl Endpoint for DestinationRooms {
    type Response = DestinationRoomsPage;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        destination_path(&self.destination).then("rooms")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        vec![("from", self.from.to_string()), ("limit", self.limit.max(1).to_string())]
    }

    fn decode(&self, body: &Value) -> Result<DestinationRoomsPage, Odd> {
        let fields = Fields::of(body)?;
        let room = |fields: &Fields| {
            Ok(DestinationRoom {
                room_id: fields.text("room_id")?.into(),
                stream_ordering: fields.number("stream_ordering"),
            })
        };
        Ok(DestinationRoomsPage {
            rooms: rows(first(fields.list("rooms")?, self.limit), room),
            total: fields.number("total"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{DestinationRoom, DestinationRooms};
    use crate::api::endpoint::line;
    use crate::api::{Endpoint as _, Row};
    use crate::model::version::Version;
    use serde_json::json;

    #[test]
    fn asks() {
        let list = DestinationRooms { destination: "hs:8448".into(), from: 0, limit: 100 };
        assert_eq!(line(&list), "GET /_synapse/admin/v1/federation/destinations/hs%3A8448/rooms?from=0&limit=100");
    }

    /// As Synapse 1.98.0 sends it for a server with three rooms, asked for five.
    #[test]
    fn knows_when_synapse_does_not_filter() {
        let body = json!({"rooms": [
            {"room_id": "!Wm:oldest.example", "stream_ordering": 2540}, {"room_id": "!Wm:oldest.example", "stream_ordering": 2540},
            {"room_id": "!iS:oldest.example", "stream_ordering": 2548}
        ], "total": 3});
        let list = DestinationRooms { destination: "".into(), from: 0, limit: 3 };
        let page = list.decode(&body).unwrap();
        assert!(!page.is_filtered(None) && !page.is_filtered(Version::parse("1.98.0")));
        let other = json!({"rooms": [{"room_id": "!a", "stream_ordering": 1}], "total": 1});
        let page = list.decode(&other).unwrap();
        assert!(page.is_filtered(None) && page.is_filtered(Version::parse("1.105.0")));
        assert!(!page.is_filtered(Version::parse("1.104.0")));
        let more = json!({"rooms": [{"room_id": "!a", "stream_ordering": 1}], "total": 0});
        assert!(!list.decode(&more).unwrap().is_filtered(None));
    }

    /// As Synapse 1.163.2 sends it.
    #[test]
    fn decodes() {
        let body = json!({"rooms": [{"room_id": "!OGEhHVWSdvArJzumhm:hs", "stream_ordering": 8326}], "total": 1});
        let list = DestinationRooms { destination: "".into(), from: 0, limit: 1 };
        let page = list.decode(&body).unwrap();
        let room = DestinationRoom { room_id: "!OGEhHVWSdvArJzumhm:hs".into(), stream_ordering: 8326.into() };
        assert_eq!((page.rooms, page.total), (vec![Row::Good(room)], 1.into()));
    }
}
