//! `PUT /_matrix/client/v3/directory/room/<alias>`: points an alias at a room.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3directoryroomroomalias>

use serde_json::{Value, json};

use super::alias_path;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::{RoomAlias, RoomId};

/// Creates an alias of the own server. A server admin need not be in the room. 409 when the alias is taken.
#[derive(Clone, Debug)]
pub struct PutAlias {
    /// A whole alias.
    pub alias: RoomAlias,
    /// The room it shall name.
    pub room_id: RoomId,
}

impl Endpoint for PutAlias {
    type Response = ();
    const METHOD: Method = Method::Put;

    fn path(&self) -> Path {
        alias_path(&self.alias)
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "room_id": self.room_id.as_str() }))
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::PutAlias;
    use crate::api::endpoint::line;

    #[test]
    fn sends() {
        let put = PutAlias { alias: "#lobby:hs.example".into(), room_id: "!abc".into() };
        assert_eq!(line(&put), "PUT /_matrix/client/v3/directory/room/%23lobby%3Ahs.example {\"room_id\":\"!abc\"}");
    }
}
