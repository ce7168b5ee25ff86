//! `GET /_synapse/admin/v1/rooms/<room_id>/members`: the joined members of a room, counted by their servers.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html#room-members-api>.
//! All members in one answer: 100,000 of them are 3.3 MB, so they are counted while they are decoded, and not copied.
//! Of a room that this server is still joining ("partial state") Synapse knows only some. Of a room that it has left
//! Synapse keeps no state, so the list is empty.

use serde_json::{Value, json};

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::RoomId;
use crate::model::servers::{ServerCount, Tally, tally};

/// Asks for the members of one room. 404 `M_NOT_FOUND` for rooms this server does not know.
#[derive(Clone, Debug)]
pub struct MembersByServer {
    /// Room id.
    pub room_id: RoomId,
}

impl Endpoint for MembersByServer {
    type Response = Tally;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/rooms").id(self.room_id.as_str()).then("members")
    }

    fn decode(&self, body: &Value) -> Result<Tally, Odd> {
        let members = Fields::of(body)?.list("members")?;
        // What is no text names no server either, and is counted with those.
        Ok(tally(members.iter().map(|member| member.as_str().unwrap_or_default())))
    }
}

/// The servers of a room as JSON, largest first.
#[must_use]
pub fn servers_as_json(room_id: &RoomId, tally: &Tally) -> Value {
    let row = |count: &ServerCount| json!({ "server": count.server, "members": count.members });
    let servers: Vec<Value> = tally.servers.iter().map(row).collect();
    json!({ "room_id": room_id.as_str(), "servers": servers, "total": tally.servers.len(), "members": tally.members })
}

#[cfg(test)]
mod tests {
    use super::{MembersByServer, servers_as_json};
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn asks() {
        let get = MembersByServer { room_id: "!a/b?#%:hs".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/rooms/!a%2Fb%3F%23%25%3Ahs/members");
    }

    /// As Synapse 1.163.2 sent it for a room of two servers, plus an odd entry.
    #[test]
    fn decodes() {
        let body =
            json!({"members": ["@admin:hs1.example", "@bob:hs1.example", "@u2:srv00002.iris.example", 7], "total": 4});
        let found = MembersByServer { room_id: "".into() }.decode(&body).unwrap();
        assert_eq!((found.servers.len(), found.members, found.odd), (2, 3, 1));
        assert_eq!(found.members_of("hs1.example"), 2);
        assert_eq!(
            servers_as_json(&"!r".into(), &found).to_string(),
            r#"{"members":3,"room_id":"!r","servers":[{"members":2,"server":"hs1.example"},{"members":1,"server":"srv00002.iris.example"}],"total":2}"#
        );
        assert!(MembersByServer { room_id: "".into() }.decode(&json!({"total": 0})).is_err());
    }
}
