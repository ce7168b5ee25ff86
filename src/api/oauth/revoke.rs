//! `POST <revocation_endpoint>`: ends a token.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#token-revocation>

use serde_json::{Value, json};

use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::secret::Secret;

/// Revokes. Unknown tokens are no error: they are as good as revoked.
#[derive(Clone, Debug)]
pub struct Revoke {
    /// `revocation_endpoint`.
    pub endpoint: String,
    /// Who asks.
    pub client_id: String,
    /// The token.
    pub token: Secret,
    /// Which kind it is.
    pub is_refresh_token: bool,
}

impl Revoke {
    fn form(&self, token: &str) -> Value {
        let hint = if self.is_refresh_token { "refresh_token" } else { "access_token" };
        json!({ "token": token, "token_type_hint": hint, "client_id": self.client_id })
    }
}

impl Endpoint for Revoke {
    type Response = ();
    const METHOD: Method = Method::Post;
    const AUTH: Auth = Auth::Open;
    const FORM: bool = true;
    const TIMEOUT_MS: u32 = 15_000;

    fn path(&self) -> Path {
        Path::elsewhere(&self.endpoint)
    }

    fn body(&self) -> Option<Value> {
        Some(self.form(self.token.reveal()))
    }

    fn body_for_show(&self) -> Option<Value> {
        Some(self.form("THE TOKEN"))
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Revoke;
    use crate::api::Endpoint as _;
    use crate::model::secret::Secret;
    use serde_json::json;

    #[test]
    fn says_which_token() {
        let revoke = Revoke {
            endpoint: "https://auth.example/oauth2/revoke".to_owned(),
            client_id: "01JX".to_owned(),
            token: Secret::new("mat_a"),
            is_refresh_token: false,
        };
        let body = json!({"token": "mat_a", "token_type_hint": "access_token", "client_id": "01JX"});
        assert_eq!(revoke.body(), Some(body));
        assert!(!revoke.body_for_show().unwrap().to_string().contains("mat_a"));
    }
}
