//! `PUT /_synapse/admin/v1/users/<user_id>/admin`: makes somebody a server admin, or ends it.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#change-whether-a-user-is-a-server-administrator-or-not>

use serde_json::{Value, json};

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;

/// Sets the admin flag. Refused with 400 for oneself (demotion) and remote users; 404 `M_UNKNOWN` for unknown ones.
/// Absent (404 `M_UNRECOGNIZED`) with Matrix Authentication Service.
#[derive(Clone, Debug)]
pub struct SetAdmin {
    /// MXID.
    pub user_id: UserId,
    /// Admin from now on?
    pub admin: bool,
}

impl Endpoint for SetAdmin {
    type Response = ();
    const METHOD: Method = Method::Put;
    const DELEGATED: bool = true;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("admin")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "admin": self.admin }))
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::SetAdmin;
    use crate::api::endpoint::line;

    #[test]
    fn sends() {
        let set = SetAdmin { user_id: "@bob:hs.example".into(), admin: true };
        assert_eq!(line(&set), "PUT /_synapse/admin/v1/users/%40bob%3Ahs.example/admin {\"admin\":true}");
    }
}
