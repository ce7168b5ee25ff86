//! `GET /_matrix/client/versions`: the sign of a Matrix server.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientversions>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};

/// Asks for the supported versions of the specification; only that there are some matters.
#[derive(Clone, Copy, Debug)]
pub struct Versions;

impl Endpoint for Versions {
    type Response = ();
    const METHOD: Method = Method::Get;
    const AUTH: Auth = Auth::Open;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/versions")
    }

    fn decode(&self, body: &Value) -> Result<(), Odd> {
        Fields::of(body)?.list("versions").map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::Versions;
    use crate::api::Endpoint as _;
    use serde_json::json;

    #[test]
    fn tells_a_matrix_server() {
        assert_eq!(Versions.decode(&json!({"versions": ["v1.15"], "unstable_features": {}})), Ok(()));
        assert!(Versions.decode(&json!({"version": "1"})).is_err());
    }
}
