//! `GET /_matrix/client/v3/sync`, once: all rooms of a user, also those they left, with the last event and the name of
//! each.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3sync>. `set_presence=offline` keeps the user
//! from looking as if they were there. Forgotten rooms are not in it. Events come as servers exchange them.

use serde_json::{Value, json};

use crate::api::{Endpoint, Method, Odd, Path};

/// Asks for the rooms of the token's user.
#[derive(Clone, Copy, Debug)]
pub struct RoomList;

impl Endpoint for RoomList {
    type Response = ();
    const METHOD: Method = Method::Get;
    const TIMEOUT_MS: u32 = 600_000;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/sync")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let nothing = json!({"types": []});
        let filter = json!({
            "event_format": "federation",
            "presence": nothing,
            "account_data": nothing,
            "room": {
                "include_leave": true,
                "timeline": {"limit": 1},
                "state": {"types": ["m.room.name", "m.room.canonical_alias"]},
                "ephemeral": nothing,
                "account_data": nothing,
            },
        });
        vec![("timeout", "0".to_owned()), ("set_presence", "offline".to_owned()), ("filter", filter.to_string())]
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::RoomList;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let line = line(&RoomList);
        assert!(line.starts_with("GET /_matrix/client/v3/sync?timeout=0&set_presence=offline&filter=%7B%22"), "{line}");
        assert!(line.contains("%22include_leave%22%3Atrue"));
    }
}
