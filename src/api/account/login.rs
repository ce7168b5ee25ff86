//! `POST /_matrix/client/v3/login` with a password.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#post_matrixclientv3login>

use serde_json::{Value, json};

use super::Refreshed;
use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::id::UserId;
use crate::model::secret::Secret;

/// Signs in. 403 `M_FORBIDDEN` for a wrong password and for deactivated accounts, 401 `M_USER_LOCKED` for locked ones,
/// 429 after few tries; that is shown, not waited for.
#[derive(Clone, Debug)]
pub struct Login {
    /// Localpart or MXID.
    pub user: String,
    /// Password.
    pub password: Secret,
    /// What the new device is called in the user's device list.
    pub device_name: String,
}

/// A new session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginAnswer {
    /// MXID.
    pub user_id: UserId,
    /// Access token.
    pub access_token: Secret,
    /// Only when the server hands out refresh tokens.
    pub refresh_token: Option<Secret>,
    /// How long the access token lives, in ms.
    pub expires_in_ms: Option<u64>,
}

impl LoginAnswer {
    pub(super) fn decode(body: &Value) -> Result<Self, Odd> {
        let fields = Fields::of(body)?;
        Ok(Self {
            user_id: fields.text("user_id")?.into(),
            access_token: Secret::new(&fields.text("access_token")?),
            refresh_token: fields.maybe_text("refresh_token")?.as_deref().map(Secret::new),
            expires_in_ms: fields.ms("expires_in_ms").known(),
        })
    }
}

impl From<LoginAnswer> for Refreshed {
    fn from(answer: LoginAnswer) -> Self {
        let LoginAnswer { access_token, refresh_token, expires_in_ms, .. } = answer;
        Self { access_token, refresh_token, expires_in_ms }
    }
}

impl Endpoint for Login {
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
            "type": "m.login.password",
            "identifier": { "type": "m.id.user", "user": self.user },
            "password": self.password.reveal(),
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
    use super::Login;
    use crate::api::Endpoint as _;
    use crate::model::secret::Secret;
    use serde_json::json;

    #[test]
    fn asks_for_a_refresh_token() {
        let login = Login { user: "admin".to_owned(), password: Secret::exact("pw"), device_name: "Glia".to_owned() };
        assert_eq!(
            login.body().unwrap(),
            json!({"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "admin"}, "password": "pw",
                "initial_device_display_name": "Glia", "refresh_token": true})
        );
        let body = json!({"user_id": "@admin:hs1.example", "access_token": "syt_a", "home_server": "hs1.example",
            "device_id": "D", "expires_in_ms": 300_000, "refresh_token": "syr_a"});
        let answer = login.decode(&body).unwrap();
        assert_eq!((answer.user_id.as_str(), answer.expires_in_ms), ("@admin:hs1.example", Some(300_000)));
        assert_eq!(answer.refresh_token, Some(Secret::new("syr_a")));
    }
}
