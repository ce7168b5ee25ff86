//! `GET /_synapse/admin/v1/users/<user_id>/admin`: is this account a server admin?
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#get-whether-a-user-is-a-server-administrator-or-not>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;

/// Reads the admin flag. Asked about oneself it is the probe for "am I an admin?": 403 `M_FORBIDDEN` when not.
/// Absent (404 `M_UNRECOGNIZED`) with Matrix Authentication Service.
#[derive(Clone, Debug)]
pub struct GetAdmin {
    /// MXID.
    pub user_id: UserId,
}

impl Endpoint for GetAdmin {
    type Response = bool;
    const METHOD: Method = Method::Get;
    const DELEGATED: bool = true;
    const TIMEOUT_MS: u32 = 20_000;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("admin")
    }

    fn decode(&self, body: &Value) -> Result<bool, Odd> {
        Fields::of(body)?.flag("admin")
    }
}

#[cfg(test)]
mod tests {
    use super::GetAdmin;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn asks_and_reads() {
        let get = GetAdmin { user_id: "@bob:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/users/%40bob%3Ahs.example/admin");
        assert_eq!(get.decode(&json!({"admin": true})), Ok(true));
    }
}
