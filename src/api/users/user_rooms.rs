//! `GET /_synapse/admin/v1/users/<user_id>/joined_rooms`: the rooms that somebody is in, by their ids.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-joined-rooms-of-a-user>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::rows::{Row, texts};
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::{RoomId, UserId};

/// Asks which rooms a user is in; there are no pages. An unknown user is in none: no error.
#[derive(Clone, Debug)]
pub struct UserRooms {
    /// MXID.
    pub user_id: UserId,
}

impl Endpoint for UserRooms {
    type Response = Vec<Row<RoomId>>;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("joined_rooms")
    }

    fn decode(&self, body: &Value) -> Result<Vec<Row<RoomId>>, Odd> {
        Ok(texts(Fields::of(body)?.list("joined_rooms")?))
    }
}

#[cfg(test)]
mod tests {
    use super::UserRooms;
    use crate::api::endpoint::line;
    use crate::api::odd::{Kind, Odd};
    use crate::api::{Endpoint as _, Row};
    use serde_json::json;

    /// Ids with and without a domain, and an odd row beside them.
    #[test]
    fn asks_and_reads() {
        let get = UserRooms { user_id: "@a/b:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs.example/joined_rooms");
        let rows = get.decode(&json!({"joined_rooms": ["!a", "!b:hs", 7], "total": 3})).unwrap();
        assert_eq!(rows[..2], [Row::Good("!a".into()), Row::Good("!b:hs".into())]);
        assert!(matches!(&rows[2], Row::Odd(odd) if odd.json == "7"));
        assert_eq!(get.decode(&json!({"total": 0})), Err(Odd::field("joined_rooms", Kind::List, None)));
    }
}
