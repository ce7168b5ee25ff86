//! `GET /_synapse/admin/v1/fetch_event/<event_id>` (Synapse 1.140+): an event as servers exchange it, never redacted.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/fetch_event.html>

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::EventId;
use crate::model::version::Version;

/// Asks for an event.
#[derive(Clone, Debug)]
pub struct FetchEvent {
    /// Event id.
    pub event_id: EventId,
}

impl Endpoint for FetchEvent {
    type Response = ();
    const METHOD: Method = Method::Get;
    const SINCE: Option<Version> = Some(Version::new(1, 140, 0));

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/fetch_event").id(self.event_id.as_str())
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::FetchEvent;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        assert_eq!(line(&FetchEvent { event_id: "$a/b+c".into() }), "GET /_synapse/admin/v1/fetch_event/%24a%2Fb%2Bc");
    }
}
