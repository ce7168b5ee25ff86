//! `GET /.well-known/matrix/client`: where the client API of a server name is.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#getwell-knownmatrixclient>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::odd::Kind;
use crate::api::{Auth, Endpoint, Method, Odd, Path};

/// Asks a server name's web host. The answer is the base URL as written there, perhaps with a slash at its end.
#[derive(Clone, Copy, Debug)]
pub struct WellKnownClient;

impl Endpoint for WellKnownClient {
    type Response = String;
    const METHOD: Method = Method::Get;
    const AUTH: Auth = Auth::Open;
    const RETRY_WHEN_LIMITED: bool = false;

    fn path(&self) -> Path {
        Path::new("/.well-known/matrix/client")
    }

    fn decode(&self, body: &Value) -> Result<String, Odd> {
        let homeserver = body.get("m.homeserver").ok_or_else(|| Odd::field("m.homeserver", Kind::Object, None))?;
        Fields::of(homeserver)?.text("base_url")
    }
}

#[cfg(test)]
mod tests {
    use super::WellKnownClient;
    use crate::api::Endpoint as _;
    use serde_json::json;

    #[test]
    fn decodes() {
        let body = json!({"m.homeserver": {"base_url": "https://matrix.hs.example/"}});
        assert_eq!(WellKnownClient.decode(&body), Ok("https://matrix.hs.example/".to_owned()));
        assert!(WellKnownClient.decode(&json!({})).is_err());
    }
}
