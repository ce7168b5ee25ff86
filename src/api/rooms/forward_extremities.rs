//! `/_synapse/admin/v1/rooms/<room_id>/forward_extremities`: the ends of a room's history that nothing follows yet.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html#forward-extremities-admin-api>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::RoomId;

/// Counts them (`GET`). More than ten make every event of the room expensive.
#[derive(Clone, Debug)]
pub struct CountExtremities {
    /// Room id.
    pub room_id: RoomId,
}

/// Deletes all but the newest (`DELETE`). Glia only shows it: the server forgets that branches of the room exist.
#[derive(Clone, Debug)]
pub struct DeleteExtremities {
    /// Room id.
    pub room_id: RoomId,
}

fn path(room_id: &RoomId) -> Path {
    Path::new("/_synapse/admin/v1/rooms").id(room_id.as_str()).then("forward_extremities")
}

impl Endpoint for CountExtremities {
    type Response = Number;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        path(&self.room_id)
    }

    fn decode(&self, body: &Value) -> Result<Number, Odd> {
        Fields::of(body)?.only_number("count")
    }
}

impl Endpoint for DeleteExtremities {
    type Response = Number;
    const METHOD: Method = Method::Delete;

    fn path(&self) -> Path {
        path(&self.room_id)
    }

    fn decode(&self, body: &Value) -> Result<Number, Odd> {
        Fields::of(body)?.only_number("deleted")
    }
}

#[cfg(test)]
mod tests {
    use super::{CountExtremities, DeleteExtremities, RoomId};
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn asks() {
        let room_id = RoomId::from("!a/b:hs");
        let path = "/_synapse/admin/v1/rooms/!a%2Fb%3Ahs/forward_extremities";
        assert_eq!(line(&CountExtremities { room_id: room_id.clone() }), format!("GET {path}"));
        assert_eq!(line(&DeleteExtremities { room_id }), format!("DELETE {path}"));
    }

    /// As Synapse 1.163.2 sent it.
    #[test]
    fn decodes() {
        let body = json!({"count": 1, "results": [{"event_id": "$EulqVqzcQdnBNV7AZ-ebUamGJryEN1xbYZLNyCsd28E",
            "state_group": 2038, "depth": 1518, "received_ts": 1_795_617_347_178_u64}]});
        let room_id = RoomId::from("");
        assert_eq!(CountExtremities { room_id: room_id.clone() }.decode(&body), Ok(1.into()));
        assert_eq!(DeleteExtremities { room_id }.decode(&json!({"deleted": 3})), Ok(3.into()));
    }
}
