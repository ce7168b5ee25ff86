//! `GET /_synapse/admin/v2/users/<user_id>/devices`: the devices of an account.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-all-devices>

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};

/// Asks for all devices of a local user.
#[derive(Clone, Debug)]
pub struct ListDevices {
    /// MXID.
    pub user_id: String,
}

impl Endpoint for ListDevices {
    type Response = ();
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v2/users").id(&self.user_id).then("devices")
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ListDevices;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let get = ListDevices { user_id: "@a/b:hs.example".to_owned() };
        assert_eq!(line(&get), "GET /_synapse/admin/v2/users/%40a%2Fb%3Ahs.example/devices");
    }
}
