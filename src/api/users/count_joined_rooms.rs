//! `GET /_synapse/admin/v1/users/<user_id>/joined_rooms`: the rooms that somebody is in.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-joined-rooms-of-a-user>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::UserId;

/// Asks how many rooms a user is in. An unknown user is in none: no error.
#[derive(Clone, Debug)]
pub struct CountJoinedRooms {
    /// MXID.
    pub user_id: UserId,
}

impl Endpoint for CountJoinedRooms {
    type Response = Number;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("joined_rooms")
    }

    fn decode(&self, body: &Value) -> Result<Number, Odd> {
        Fields::of(body)?.only_number("total")
    }
}

#[cfg(test)]
mod tests {
    use super::CountJoinedRooms;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    /// As Synapse 1.163.2 sent it.
    #[test]
    fn asks_and_reads() {
        let get = CountJoinedRooms { user_id: "@a/b:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs.example/joined_rooms");
        assert_eq!(get.decode(&json!({"joined_rooms": ["!a", "!b:hs"], "total": 2})), Ok(2.into()));
    }
}
