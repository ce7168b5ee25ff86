//! `GET …/rooms/<room_id>/messages`: a room's events, as servers exchange them (`raw`), from the first on.
//!
//! Sources: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3roomsroomidmessages>,
//! <https://element-hq.github.io/synapse/latest/admin_api/rooms.html#room-messages-api>. `raw` is Synapse's own. Going
//! forward never makes the server ask others for older events; going back does.

use serde_json::{Value, json};

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::{RoomId, UserId};

/// How many events a page has at most: Synapse gives no more.
pub const PAGE: u32 = 1000;

/// Asks for a page of events.
#[derive(Clone, Debug)]
pub struct ListMessages {
    /// Room id.
    pub room_id: RoomId,
    /// Everything, as an admin; else what the user of the token may see.
    pub as_admin: bool,
    /// Where the page before ended.
    pub from: Option<String>,
    /// Where to end.
    pub to: Option<String>,
    /// Only some of them.
    pub only: Option<Only>,
}

/// Which events are wanted.
#[derive(Clone, Debug, Default)]
pub struct Only {
    /// Of these types.
    pub types: Vec<String>,
    /// Sent by one of these; empty: by anybody.
    pub senders: Vec<UserId>,
}

impl Endpoint for ListMessages {
    type Response = ();
    const METHOD: Method = Method::Get;
    const TIMEOUT_MS: u32 = 300_000;

    fn path(&self) -> Path {
        let path = if self.as_admin { "/_synapse/admin/v1/rooms" } else { "/_matrix/client/v3/rooms" };
        Path::new(path).id(self.room_id.as_str()).then("messages")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = vec![("dir", "f".to_owned()), ("limit", PAGE.to_string()), ("raw", "1".to_owned())];
        query.extend(self.from.clone().map(|from| ("from", from)));
        query.extend(self.to.clone().map(|to| ("to", to)));
        if let Some(only) = &self.only {
            let filter = match only.senders.as_slice() {
                [] => json!({"types": only.types}),
                senders => {
                    let senders: Vec<&str> = senders.iter().map(UserId::as_str).collect();
                    json!({"types": only.types, "senders": senders})
                }
            };
            // Older releases decode percent signs once more than they should.
            query.push(("filter", filter.to_string().replace('%', "\\u0025")));
        }
        query
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{ListMessages, Only};
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let mut get = ListMessages { room_id: "!r/1:hs".into(), as_admin: false, from: None, to: None, only: None };
        assert_eq!(line(&get), "GET /_matrix/client/v3/rooms/!r%2F1%3Ahs/messages?dir=f&limit=1000&raw=1");
        get.as_admin = true;
        get.from = Some("t3-4_0".to_owned());
        get.to = Some("s9_0".to_owned());
        get.only = Some(Only { types: vec!["m.room.member".to_owned()], senders: vec!["@a%b:hs".into()] });
        assert_eq!(
            line(&get),
            "GET /_synapse/admin/v1/rooms/!r%2F1%3Ahs/messages?dir=f&limit=1000&raw=1&from=t3-4_0&to=s9_0&filter=\
             %7B%22senders%22%3A%5B%22%40a%5Cu0025b%3Ahs%22%5D%2C%22types%22%3A%5B%22m.room.member%22%5D%7D"
        );
    }
}
