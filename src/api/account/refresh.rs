//! `POST /_matrix/client/v3/refresh`: a new access token for a refresh token.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#post_matrixclientv3refresh>.
//! Synapse keeps the old refresh token usable until the new access token was used, so a lost answer loses nothing.

use serde_json::{Value, json};

use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::secret::Secret;

/// Refreshes. 401 `M_UNKNOWN_TOKEN` when the refresh token is no longer good.
#[derive(Clone, Debug)]
pub struct Refresh {
    /// The refresh token.
    pub refresh_token: Secret,
}

/// The new tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refreshed {
    /// Access token.
    pub access_token: Secret,
    /// The next refresh token; without one the old stays good.
    pub refresh_token: Option<Secret>,
    /// How long the access token lives, in ms.
    pub expires_in_ms: Option<u64>,
}

impl Endpoint for Refresh {
    type Response = Refreshed;
    const METHOD: Method = Method::Post;
    const AUTH: Auth = Auth::Open;
    const TIMEOUT_MS: u32 = 30_000;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/refresh")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "refresh_token": self.refresh_token.reveal() }))
    }

    fn decode(&self, body: &Value) -> Result<Refreshed, Odd> {
        let fields = Fields::of(body)?;
        Ok(Refreshed {
            access_token: Secret::new(&fields.text("access_token")?),
            refresh_token: fields.maybe_text("refresh_token")?.as_deref().map(Secret::new),
            expires_in_ms: fields.ms("expires_in_ms").known(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Refresh;
    use crate::api::Endpoint as _;
    use crate::model::secret::Secret;
    use serde_json::json;

    #[test]
    fn decodes() {
        let refresh = Refresh { refresh_token: Secret::new("old") };
        let answer =
            refresh.decode(&json!({"access_token": "a", "refresh_token": "b", "expires_in_ms": 300_000})).unwrap();
        assert_eq!(answer.refresh_token, Some(Secret::new("b")));
    }
}
