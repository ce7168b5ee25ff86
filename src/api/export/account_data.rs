//! `GET /_synapse/admin/v1/users/<user_id>/accountdata`: what clients keep in an account, of the account and of its rooms.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#account-data>.
//! Push rules and tags are kept elsewhere and are not in it.

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;

/// Asks for all account data of a local user.
#[derive(Clone, Debug)]
pub struct AccountData {
    /// MXID.
    pub user_id: UserId,
}

impl Endpoint for AccountData {
    type Response = ();
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("accountdata")
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::AccountData;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let get = AccountData { user_id: "@a/b:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs.example/accountdata");
    }
}
