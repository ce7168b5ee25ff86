//! `GET /_matrix/client/v3/rooms/<room_id>/aliases`: the aliases of a room on this server.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3roomsroomidaliases>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::{RoomAlias, RoomId};

/// Lists a room's local aliases. A server admin may ask about any room.
#[derive(Clone, Debug)]
pub struct LocalAliases {
    /// Room id.
    pub room_id: RoomId,
}

impl Endpoint for LocalAliases {
    type Response = Vec<RoomAlias>;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/rooms").id(self.room_id.as_str()).then("aliases")
    }

    fn decode(&self, body: &Value) -> Result<Vec<RoomAlias>, Odd> {
        Ok(Fields::of(body)?.list("aliases")?.iter().filter_map(Value::as_str).map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::LocalAliases;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn asks_and_reads() {
        let get = LocalAliases { room_id: "!a/b:hs".into() };
        assert_eq!(line(&get), "GET /_matrix/client/v3/rooms/!a%2Fb%3Ahs/aliases");
        assert_eq!(get.decode(&json!({"aliases": ["#x:hs"]})), Ok(vec!["#x:hs".into()]));
    }
}
