//! `GET /_synapse/admin/v2/users/<user_id>/devices`: the devices of an account.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-all-devices>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::UserId;

/// Asks for all devices of a local user. What is read is how many there are; an export keeps the answer as it came.
#[derive(Clone, Debug)]
pub struct ListDevices {
    /// MXID.
    pub user_id: UserId,
}

impl Endpoint for ListDevices {
    type Response = Number;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v2/users").id(self.user_id.as_str()).then("devices")
    }

    fn decode(&self, body: &Value) -> Result<Number, Odd> {
        Fields::of(body)?.only_number("total")
    }
}

#[cfg(test)]
mod tests {
    use super::ListDevices;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    /// As Synapse 1.163.2 sent it (shortened).
    #[test]
    fn asks_and_reads() {
        let get = ListDevices { user_id: "@a/b:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v2/users/%40a%2Fb%3Ahs.example/devices");
        assert_eq!(
            get.decode(&json!({"devices": [{"device_id": "ABC", "display_name": null}], "total": 1})),
            Ok(1.into())
        );
    }
}
