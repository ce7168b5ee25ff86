//! `GET /_synapse/admin/v1/federation/destinations/<destination>`: one server that this one sends to.
//!
//! Source: <https://element-hq.github.io/synapse/latest/usage/administration/admin_api/federation.html#destination-details-api>

use serde_json::Value;

use super::{Destination, destination_path};
use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::ServerName;

/// Asks for one destination. 404 `M_NOT_FOUND` ("Unknown destination") for servers that were never sent to.
#[derive(Clone, Debug)]
pub struct GetDestination {
    /// Server name.
    pub destination: ServerName,
}

impl Endpoint for GetDestination {
    type Response = Destination;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        destination_path(&self.destination)
    }

    fn decode(&self, body: &Value) -> Result<Destination, Odd> {
        Destination::decode(&Fields::of(body)?)
    }
}

#[cfg(test)]
mod tests {
    use super::GetDestination;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn encodes_ports_and_ipv6() {
        let get = |destination: &str| line(&GetDestination { destination: destination.into() });
        assert_eq!(get("hs:8448"), "GET /_synapse/admin/v1/federation/destinations/hs%3A8448");
        assert_eq!(get("[::1]:8448"), "GET /_synapse/admin/v1/federation/destinations/%5B%3A%3A1%5D%3A8448");
    }

    /// As Synapse 1.163.2 sends it for a server that does not fail.
    #[test]
    fn decodes() {
        let body = json!({"destination": "ok.example", "last_successful_stream_ordering": 42, "failure_ts": null,
            "retry_last_ts": 0, "retry_interval": 0});
        let found = GetDestination { destination: "".into() }.decode(&body).unwrap();
        assert!(!found.is_failing());
        assert_eq!(found.last_successful_stream_ordering, 42);
    }
}
