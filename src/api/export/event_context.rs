//! `GET /_synapse/admin/v1/rooms/<room_id>/context/<event_id>`: a room's state after an event, and the event's place.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html#event-context-api>

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::{EventId, RoomId};

/// Asks for an event and the state after it, without the events around it.
#[derive(Clone, Debug)]
pub struct EventContext {
    /// Room id.
    pub room_id: RoomId,
    /// Event id.
    pub event_id: EventId,
    /// Whether the state is wanted, and not only the place.
    pub state: bool,
}

impl Endpoint for EventContext {
    type Response = ();
    const METHOD: Method = Method::Get;
    const TIMEOUT_MS: u32 = 300_000;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/rooms").id(self.room_id.as_str()).then("context").id(self.event_id.as_str())
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = vec![("limit", "0".to_owned())];
        if !self.state {
            query.push(("filter", r#"{"types":[]}"#.to_owned()));
        }
        query
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::EventContext;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let get = |state| line(&EventContext { room_id: "!r/1:hs".into(), event_id: "$e+".into(), state });
        let path = "GET /_synapse/admin/v1/rooms/!r%2F1%3Ahs/context/%24e%2B?limit=0";
        assert_eq!(get(true), path);
        assert_eq!(get(false), format!("{path}&filter=%7B%22types%22%3A%5B%5D%7D"));
    }
}
