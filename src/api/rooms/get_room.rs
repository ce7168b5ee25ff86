//! `GET /_synapse/admin/v1/rooms/<room_id>`: the facts about one room.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html#room-details-api>

use serde_json::Value;

use super::list_rooms::RoomSummary;
use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::{Mxc, RoomId};

/// Asks for one room. Answers 404 `M_NOT_FOUND` for rooms this server does not know.
#[derive(Clone, Debug)]
pub struct GetRoom {
    /// Room id.
    pub room_id: RoomId,
}

/// One room in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomDetails {
    /// What the list tells too.
    pub summary: RoomSummary,
    /// Topic.
    pub topic: Option<String>,
    /// Address of the avatar, when set.
    pub avatar: Option<Mxc>,
    /// Devices of the local members.
    pub joined_local_devices: Number,
    /// All local members have forgotten it (about 1.97+).
    pub forgotten: Option<bool>,
    /// Upgraded to another room (1.153+).
    pub tombstoned: Option<bool>,
    /// The room it was upgraded to (1.153+).
    pub replacement_room: Option<RoomId>,
}

impl Endpoint for GetRoom {
    type Response = RoomDetails;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/rooms").id(self.room_id.as_str())
    }

    fn decode(&self, body: &Value) -> Result<RoomDetails, Odd> {
        let fields = Fields::of(body)?;
        Ok(RoomDetails {
            summary: RoomSummary::decode(&fields)?,
            topic: fields.shown("topic"),
            avatar: fields.shown("avatar").map(Into::into),
            joined_local_devices: fields.number("joined_local_devices"),
            forgotten: fields.maybe_flag("forgotten")?,
            tombstoned: fields.maybe_flag("tombstoned")?,
            replacement_room: fields.shown("replacement_room").map(Into::into),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::GetRoom;
    use crate::api::endpoint::line;
    use crate::api::{Endpoint as _, Number};
    use serde_json::json;

    #[test]
    fn a_version_12_id_has_no_domain() {
        let get = GetRoom { room_id: "!hGJIdtiQlBCSHbp7OZknhIzCKCQIcpCqmz41pRE9trE".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/rooms/!hGJIdtiQlBCSHbp7OZknhIzCKCQIcpCqmz41pRE9trE");
    }

    /// A room whose statistics are all missing: Synapse joins them from the left and sends null.
    #[test]
    fn decodes_nulls() {
        let body = json!({"room_id": "!a:hs", "name": null, "topic": null, "avatar": null, "joined_members": null, "state_events": null,
            "public": false, "federatable": false, "forgotten": false, "tombstoned": true, "replacement_room": "!b:hs"});
        let room = GetRoom { room_id: "".into() }.decode(&body).unwrap();
        assert_eq!(room.summary.joined_members, Number::Missing);
        assert_eq!((room.tombstoned, room.replacement_room), (Some(true), Some("!b:hs".into())));
        assert_eq!((room.joined_local_devices, room.avatar), (Number::Missing, None));
        let with_avatar = json!({"room_id": "!a:hs", "avatar": "mxc://hs/a"});
        assert_eq!(GetRoom { room_id: "".into() }.decode(&with_avatar).unwrap().avatar, Some("mxc://hs/a".into()));
    }
}
