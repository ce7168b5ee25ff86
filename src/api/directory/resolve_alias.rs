//! `GET /_matrix/client/v3/directory/room/<alias>`: the room behind an alias.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3directoryroomroomalias>

use serde_json::Value;

use super::alias_path;
use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::{RoomAlias, RoomId, ServerName};

/// Resolves an alias. 404 `M_NOT_FOUND` when nothing has it; aliases of other servers are asked there.
#[derive(Clone, Debug)]
pub struct ResolveAlias {
    /// A whole alias.
    pub alias: RoomAlias,
}

/// The room behind an alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedAlias {
    /// Room id.
    pub room_id: RoomId,
    /// Servers that are in the room, as far as known.
    pub servers: Vec<ServerName>,
}

impl Endpoint for ResolveAlias {
    type Response = ResolvedAlias;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        alias_path(&self.alias)
    }

    fn decode(&self, body: &Value) -> Result<ResolvedAlias, Odd> {
        let fields = Fields::of(body)?;
        let servers = fields.maybe_list("servers")?.iter().filter_map(Value::as_str).map(Into::into).collect();
        Ok(ResolvedAlias { room_id: fields.text("room_id")?.into(), servers })
    }
}

#[cfg(test)]
mod tests {
    use super::ResolveAlias;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn encodes_everything_an_alias_may_hold() {
        let get = ResolveAlias { alias: "#a/b#c%25\"'\\🦊:hs.example".into() };
        assert_eq!(
            line(&get),
            "GET /_matrix/client/v3/directory/room/%23a%2Fb%23c%2525%22'%5C%F0%9F%A6%8A%3Ahs.example"
        );
    }

    #[test]
    fn decodes() {
        let body = json!({"room_id": "!hGJ", "servers": ["hs1.example", 3]});
        let found = ResolveAlias { alias: "".into() }.decode(&body).unwrap();
        assert_eq!((found.room_id.as_str(), found.servers.as_slice()), ("!hGJ", &["hs1.example".into()][..]));
    }
}
