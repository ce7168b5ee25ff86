//! `POST /_synapse/admin/v1/federation/destinations/<destination>/reset_connection`: forgets that a server failed, and
//! tries it again.
//!
//! Source: <https://element-hq.github.io/synapse/latest/usage/administration/admin_api/federation.html#reset-connection-timeout>

use serde_json::{Value, json};

use super::destination_path;
use crate::api::{ApiError, Endpoint, Method, Odd, Path};
use crate::model::id::ServerName;

/// Resets the waiting time of one destination. 404 `M_NOT_FOUND` for unknown destinations; 400 `M_UNKNOWN` when it was
/// never tried in vain ("The retry timing does not need to be reset for this destination."). Synapse answers 200 even
/// when its own write failed, so what came of it must be read back.
#[derive(Clone, Debug)]
pub struct ResetConnection {
    /// Server name.
    pub destination: ServerName,
}

impl Endpoint for ResetConnection {
    type Response = ();
    const METHOD: Method = Method::Post;

    fn path(&self) -> Path {
        destination_path(&self.destination).then("reset_connection")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({}))
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

impl ResetConnection {
    /// The refusal of a destination that is not waiting for another try. Synapse has no errcode for it, so its words
    /// decide.
    #[must_use]
    pub fn is_not_needed(error: &ApiError) -> bool {
        error.matrix().is_some_and(|matrix| matrix.status == 400 && matrix.error.contains("does not need to be reset"))
    }
}

#[cfg(test)]
mod tests {
    use super::ResetConnection;
    use crate::api::endpoint::line;
    use crate::api::{ApiError, ErrorKind, MatrixError};
    use serde_json::json;

    /// As Synapse 1.163.2 sends it.
    #[test]
    fn knows_the_refusal() {
        let error = |status, words: &str| {
            let body = json!({"errcode": "M_UNKNOWN", "error": words});
            let kind = ErrorKind::Matrix(MatrixError::read(status, &body).unwrap());
            ApiError { request: String::new(), kind }
        };
        let words = "The retry timing does not need to be reset for this destination.";
        assert!(ResetConnection::is_not_needed(&error(400, words)));
        assert!(!ResetConnection::is_not_needed(&error(400, "Something else")));
        assert!(!ResetConnection::is_not_needed(&error(500, words)));
    }

    #[test]
    fn sends() {
        let reset = ResetConnection { destination: "[::1]:8448".into() };
        assert_eq!(
            line(&reset),
            "POST /_synapse/admin/v1/federation/destinations/%5B%3A%3A1%5D%3A8448/reset_connection {}"
        );
    }
}
