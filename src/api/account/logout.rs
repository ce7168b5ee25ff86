//! `POST /_matrix/client/v3/logout`: revokes the session's token and deletes its device.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#post_matrixclientv3logout>

use serde_json::{Value, json};

use crate::api::fields::nothing;
use crate::api::{Endpoint, Method, Odd, Path};

/// Signs out.
#[derive(Clone, Copy, Debug)]
pub struct Logout;

impl Endpoint for Logout {
    type Response = ();
    const METHOD: Method = Method::Post;
    const DELEGATED: bool = true;
    const TIMEOUT_MS: u32 = 15_000;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/logout")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({}))
    }

    fn decode(&self, body: &Value) -> Result<(), Odd> {
        nothing(body)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Logout;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;

    #[test]
    fn sends() {
        assert_eq!(Logout.decode(&json!({})), Ok(()));
        assert!(Logout.decode(&json!({"status": "login required"})).is_err(), "the token may live on");
        assert_eq!(line(&Logout), "POST /_matrix/client/v3/logout {}");
    }
}
