//! `GET /_synapse/admin/v1/users/<user_id>/media`: what an account has uploaded.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-media-uploaded-by-a-user>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::UserId;

/// Asks how many files an account has uploaded. Absent (404 `M_UNRECOGNIZED`) without a media repository.
#[derive(Clone, Debug)]
pub struct CountMedia {
    /// MXID.
    pub user_id: UserId,
}

impl Endpoint for CountMedia {
    type Response = Number;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("media")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        vec![("limit", "1".to_owned())]
    }

    fn decode(&self, body: &Value) -> Result<Number, Odd> {
        Fields::of(body)?.only_number("total")
    }
}

#[cfg(test)]
mod tests {
    use super::CountMedia;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    /// As Synapse 1.163.2 sent it (shortened).
    #[test]
    fn asks_and_reads() {
        let get = CountMedia { user_id: "@a/b:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs.example/media?limit=1");
        assert_eq!(get.decode(&json!({"media": [{"media_id": "abc"}], "total": 3, "next_token": 1})), Ok(3.into()));
    }
}
