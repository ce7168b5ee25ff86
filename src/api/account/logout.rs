//! `POST /_matrix/client/v3/logout`: revokes the session's token and deletes its device.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#post_matrixclientv3logout>

use serde_json::{Value, json};

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

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Logout;
    use crate::api::endpoint::line;

    #[test]
    fn sends() {
        assert_eq!(line(&Logout), "POST /_matrix/client/v3/logout {}");
    }
}
