//! `GET /_matrix/client/v3/admin/whois/<user_id>`: sessions of a user; here only a probe for the admin right.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3adminwhoisuserid>.
//! It lives under `/_matrix`, so it answers even where a reverse proxy hides `/_synapse/admin`, and with Matrix
//! Authentication Service too. Asked about anybody but oneself it needs the admin right; the user need not exist.

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;

/// Asks about a user. 403 `M_FORBIDDEN` for others than server admins.
#[derive(Clone, Debug)]
pub struct WhoIs {
    /// MXID of a local user.
    pub user_id: UserId,
}

impl Endpoint for WhoIs {
    type Response = ();
    const METHOD: Method = Method::Get;
    const TIMEOUT_MS: u32 = 20_000;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/admin/whois").id(self.user_id.as_str())
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::WhoIs;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        assert_eq!(line(&WhoIs { user_id: "@x:hs".into() }), "GET /_matrix/client/v3/admin/whois/%40x%3Ahs");
    }
}
