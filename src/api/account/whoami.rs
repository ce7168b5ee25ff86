//! `GET /_matrix/client/v3/account/whoami`: whose token is this?
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3accountwhoami>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;

/// Checks a token.
#[derive(Clone, Copy, Debug)]
pub struct WhoAmI;

/// The owner of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoAmIAnswer {
    /// MXID.
    pub user_id: UserId,
}

impl Endpoint for WhoAmI {
    type Response = WhoAmIAnswer;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/account/whoami")
    }

    fn decode(&self, body: &Value) -> Result<WhoAmIAnswer, Odd> {
        Ok(WhoAmIAnswer { user_id: Fields::of(body)?.text("user_id")?.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::WhoAmI;
    use crate::api::Endpoint as _;
    use serde_json::json;

    #[test]
    fn decodes() {
        let body = json!({"user_id": "@admin:hs1.example", "is_guest": false});
        assert_eq!(WhoAmI.decode(&body).unwrap().user_id, "@admin:hs1.example");
    }
}
