//! `POST /_synapse/admin/v1/users/<user_id>/login`: a token that acts as a user, for a while.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#login-as-a-user>. It creates no device
//! and does not count as the user's being there. It ends at the moment named, or by `logout`, which ends nothing else.
//! Absent with Matrix Authentication Service. Refused for oneself; given for locked users, but of no use.

use serde_json::{Value, json};

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;
use crate::model::secret::Secret;

/// Asks for a token.
#[derive(Clone, Debug)]
pub struct LoginAsUser {
    /// MXID of a local user.
    pub user_id: UserId,
    /// Until when, in ms since 1970 by the server's clock.
    pub valid_until_ms: u64,
}

impl Endpoint for LoginAsUser {
    type Response = Secret;
    const METHOD: Method = Method::Post;
    const DELEGATED: bool = true;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("login")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"valid_until_ms": self.valid_until_ms}))
    }

    fn decode(&self, body: &Value) -> Result<Secret, Odd> {
        Ok(Secret::new(&Fields::of(body)?.text("access_token")?))
    }
}

#[cfg(test)]
mod tests {
    use super::LoginAsUser;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    /// The answer is one of Synapse 1.163.2.
    #[test]
    fn asks_and_reads() {
        let post = LoginAsUser { user_id: "@a/b:hs".into(), valid_until_ms: 1_795_405_513_000 };
        let path = "POST /_synapse/admin/v1/users/%40a%2Fb%3Ahs/login";
        assert_eq!(line(&post), format!("{path} {{\"valid_until_ms\":1795405513000}}"));
        let token = post.decode(&json!({"access_token": "syt_YWxpY2U_x"})).unwrap();
        assert_eq!(token.reveal(), "syt_YWxpY2U_x");
        assert!(post.decode(&json!({})).is_err());
    }
}
