//! `GET /_synapse/admin/v1/server_version`: which Synapse this is. Needs no token, so it tells before sign-in
//! whether the admin API can be reached at all.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/version_api.html>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};

/// Asks for the version, e.g. `1.163.2`.
#[derive(Clone, Copy, Debug)]
pub struct ServerVersion;

impl Endpoint for ServerVersion {
    type Response = String;
    const METHOD: Method = Method::Get;
    const AUTH: Auth = Auth::Open;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/server_version")
    }

    fn decode(&self, body: &Value) -> Result<String, Odd> {
        Fields::of(body)?.text("server_version")
    }
}

#[cfg(test)]
mod tests {
    use super::ServerVersion;
    use crate::api::Endpoint as _;
    use serde_json::json;

    #[test]
    fn decodes() {
        assert_eq!(ServerVersion.decode(&json!({"server_version": "1.163.2"})), Ok("1.163.2".to_owned()));
        let old = json!({"server_version": "1.93.0", "python_version": "3.11"});
        assert_eq!(ServerVersion.decode(&old), Ok("1.93.0".to_owned()));
    }
}
