//! `POST <token_endpoint>`: tokens for a code, and new tokens for a refresh token.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#login-flow>,
//! <https://spec.matrix.org/latest/client-server-api/#token-refresh-flow>

use serde_json::{Value, json};

use crate::api::account::Refreshed;
use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::secret::Secret;

/// Redeems a code. 400 `invalid_grant` when it is used, late, or somebody else's.
#[derive(Clone, Debug)]
pub struct ExchangeCode {
    /// `token_endpoint`.
    pub endpoint: String,
    /// Who asks.
    pub client_id: String,
    /// The code that came back with the user.
    pub code: Secret,
    /// The address it came back to.
    pub redirect_uri: String,
    /// The secret half of the challenge that went along.
    pub verifier: Secret,
}

/// Renews tokens; the old refresh token is used up. 400 `invalid_grant` when the sign-in is over.
#[derive(Clone, Debug)]
pub struct RefreshGrant {
    /// `token_endpoint`.
    pub endpoint: String,
    /// Who asks.
    pub client_id: String,
    /// The refresh token.
    pub refresh_token: Secret,
}

/// Tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenAnswer {
    /// The tokens.
    pub tokens: Refreshed,
    /// What they may do, when that is not what was asked for.
    pub scope: Option<String>,
}

fn decode(body: &Value) -> Result<TokenAnswer, Odd> {
    let fields = Fields::of(body)?;
    Ok(TokenAnswer {
        tokens: Refreshed {
            access_token: Secret::new(&fields.text("access_token")?),
            refresh_token: fields.maybe_text("refresh_token")?.as_deref().map(Secret::new),
            expires_in_ms: fields.seconds("expires_in").known(),
        },
        scope: fields.maybe_text("scope")?,
    })
}

impl Endpoint for ExchangeCode {
    type Response = TokenAnswer;
    const METHOD: Method = Method::Post;
    const AUTH: Auth = Auth::Open;
    const FORM: bool = true;
    const TIMEOUT_MS: u32 = 30_000;

    fn path(&self) -> Path {
        Path::elsewhere(&self.endpoint)
    }

    fn body(&self) -> Option<Value> {
        Some(json!({
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "code": self.code.reveal(),
            "redirect_uri": self.redirect_uri,
            "code_verifier": self.verifier.reveal(),
        }))
    }

    fn decode(&self, body: &Value) -> Result<TokenAnswer, Odd> {
        decode(body)
    }
}

impl Endpoint for RefreshGrant {
    type Response = TokenAnswer;
    const METHOD: Method = Method::Post;
    const AUTH: Auth = Auth::Open;
    const FORM: bool = true;
    const TIMEOUT_MS: u32 = 30_000;

    fn path(&self) -> Path {
        Path::elsewhere(&self.endpoint)
    }

    fn body(&self) -> Option<Value> {
        Some(json!({
            "grant_type": "refresh_token",
            "client_id": self.client_id,
            "refresh_token": self.refresh_token.reveal(),
        }))
    }

    fn decode(&self, body: &Value) -> Result<TokenAnswer, Odd> {
        decode(body)
    }
}

#[cfg(test)]
mod tests {
    use super::{ExchangeCode, RefreshGrant};
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use crate::model::secret::Secret;
    use serde_json::json;

    /// As an oidc-provider 9 answers, and MAS with the same fields.
    #[test]
    fn counts_in_seconds() {
        let refresh = RefreshGrant {
            endpoint: "https://auth.example/oauth2/token".to_owned(),
            client_id: "01JX".to_owned(),
            refresh_token: Secret::new("mcr_a"),
        };
        assert!(line(&refresh).starts_with("POST https://auth.example/oauth2/token {"));
        let body = json!({"access_token": "mat_a", "expires_in": 300, "refresh_token": "mcr_b",
            "scope": "urn:matrix:client:api:*", "token_type": "Bearer"});
        let answer = refresh.decode(&body).unwrap();
        assert_eq!(answer.tokens.expires_in_ms, Some(300_000));
        assert_eq!(answer.tokens.refresh_token, Some(Secret::new("mcr_b")));
        assert_eq!(answer.scope.as_deref(), Some("urn:matrix:client:api:*"));
    }

    #[test]
    fn proves_that_it_began_the_sign_in() {
        let exchange = ExchangeCode {
            endpoint: "https://auth.example/oauth2/token".to_owned(),
            client_id: "01JX".to_owned(),
            code: Secret::new("c"),
            redirect_uri: "https://glia.example/".to_owned(),
            verifier: Secret::new("v"),
        };
        let body = exchange.body().unwrap();
        assert_eq!((&body["code_verifier"], &body["grant_type"]), (&json!("v"), &json!("authorization_code")));
        assert!(exchange.request().form);
    }
}
