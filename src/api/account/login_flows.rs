//! `GET /_matrix/client/v3/login`: the ways to sign in that a server offers.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3login>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Path};

/// Asks for the login flows. Absent (404 `M_UNRECOGNIZED`) with Matrix Authentication Service.
#[derive(Clone, Copy, Debug)]
pub struct LoginFlows;

/// The flows that Glia can tell apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// `m.login.password`.
    pub password: bool,
    /// `m.login.sso`.
    pub sso: bool,
}

impl Endpoint for LoginFlows {
    type Response = Flows;
    const METHOD: Method = Method::Get;
    const AUTH: Auth = Auth::Open;
    const TIMEOUT_MS: u32 = 15_000;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/login")
    }

    fn decode(&self, body: &Value) -> Result<Flows, String> {
        let flows = Fields::of(body)?.list("flows")?;
        let has = |kind: &str| flows.iter().any(|flow| flow.get("type").and_then(Value::as_str) == Some(kind));
        Ok(Flows { password: has("m.login.password"), sso: has("m.login.sso") })
    }
}

#[cfg(test)]
mod tests {
    use super::{Flows, LoginFlows};
    use crate::api::Endpoint as _;
    use serde_json::json;

    /// As Synapse 1.163.2 answers without SSO.
    #[test]
    fn decodes() {
        let body = json!({"flows": [{"type": "m.login.password"}, {"type": "m.login.application_service"}]});
        assert_eq!(LoginFlows.decode(&body), Ok(Flows { password: true, sso: false }));
    }
}
