//! `POST /_matrix/client/v3/login` with the token that came back from SSO.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#token-based-user-login>

use serde_json::{Value, json};

use super::LoginAnswer;
use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::secret::Secret;

/// Signs in. 403 `M_FORBIDDEN` for a token that was used before, or is older than two minutes.
#[derive(Clone, Debug)]
pub struct LoginWithToken {
    /// `loginToken`.
    pub token: Secret,
    /// What the new device is called in the user's device list.
    pub device_name: String,
}

impl Endpoint for LoginWithToken {
    type Response = LoginAnswer;
    const METHOD: Method = Method::Post;
    const DELEGATED: bool = true;
    const AUTH: Auth = Auth::Open;
    const RETRY_WHEN_LIMITED: bool = false;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/login")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({
            "type": "m.login.token",
            "token": self.token.reveal(),
            "initial_device_display_name": self.device_name,
            "refresh_token": true,
        }))
    }

    fn decode(&self, body: &Value) -> Result<LoginAnswer, Odd> {
        LoginAnswer::decode(body)
    }
}

#[cfg(test)]
mod tests {
    use super::LoginWithToken;
    use crate::api::Endpoint as _;
    use crate::model::secret::Secret;
    use serde_json::json;

    #[test]
    fn asks_for_a_refresh_token() {
        let login = LoginWithToken { token: Secret::new("syl_a"), device_name: "Glia".to_owned() };
        let body = json!({"type": "m.login.token", "token": "syl_a", "initial_device_display_name": "Glia",
            "refresh_token": true});
        assert_eq!(login.body(), Some(body));
        let answer = json!({"user_id": "@a:hs.example", "access_token": "syt_a", "device_id": "D"});
        assert_eq!(login.decode(&answer).unwrap().user_id, "@a:hs.example");
    }
}
