//! Events as other servers would have sent them, in the format of room version 10.
//!
//! Synapse refuses to read an event from its database whose id is not its hash, so the ids are
//! right. Nobody has signed the events: signatures are checked on receipt alone.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// What somebody elsewhere says or does.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The room.
    pub room_id: &'a str,
    /// `m.room.member` and so on.
    pub kind: &'a str,
    /// Who sends it.
    pub sender: &'a str,
    /// Of state events.
    pub state_key: Option<&'a str>,
    /// The content.
    pub content: Value,
    /// One more than that of the event before.
    pub depth: u64,
    /// The event before.
    pub previous: &'a str,
    /// The events that allow this one.
    pub authorised_by: &'a [String],
    /// When it was sent, in ms.
    pub sent_at_ms: u64,
}

/// An event with its id.
#[derive(Clone, Debug)]
pub struct Event {
    /// `$` and the reference hash.
    pub id: String,
    /// What is stored and sent.
    pub json: Value,
}

impl Draft<'_> {
    /// Hashes the draft.
    pub fn finish(&self) -> Event {
        let mut event = Map::new();
        event.insert("type".to_owned(), json!(self.kind));
        event.insert("room_id".to_owned(), json!(self.room_id));
        event.insert("sender".to_owned(), json!(self.sender));
        if let Some(state_key) = self.state_key {
            event.insert("state_key".to_owned(), json!(state_key));
        }
        event.insert("content".to_owned(), self.content.clone());
        event.insert("depth".to_owned(), json!(self.depth));
        event.insert("prev_events".to_owned(), json!([self.previous]));
        event.insert("auth_events".to_owned(), json!(self.authorised_by));
        event.insert("origin_server_ts".to_owned(), json!(self.sent_at_ms));

        let content_hash = STANDARD_NO_PAD.encode(hash(&event));
        event.insert("hashes".to_owned(), json!({ "sha256": content_hash }));
        let id = format!("${}", URL_SAFE_NO_PAD.encode(hash(&redacted(&event))));
        Event { id, json: Value::Object(event) }
    }
}

/// What redaction leaves of an event: of the content, only a membership. Everything else that is
/// in a draft stays.
fn redacted(event: &Map<String, Value>) -> Map<String, Value> {
    let mut redacted = event.clone();
    let mut content = Map::new();
    if event["type"] == "m.room.member"
        && let Some(membership) = event["content"].get("membership")
    {
        content.insert("membership".to_owned(), membership.clone());
    }
    redacted.insert("content".to_owned(), Value::Object(content));
    redacted
}

/// Of canonical JSON, which is what `serde_json` writes: without spaces, and sorted by key as
/// long as its feature `preserve_order` is off (the test would notice).
fn hash(event: &Map<String, Value>) -> [u8; 32] {
    Sha256::digest(Value::Object(event.clone()).to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft<'a>(kind: &'a str, state_key: Option<&'a str>, content: Value, authorised_by: &'a [String]) -> Draft<'a> {
        Draft {
            room_id: "!room:a.example",
            kind,
            sender: "@ü'ser:b.example:8448",
            state_key,
            content,
            depth: 7,
            previous: "$previous",
            authorised_by,
            sent_at_ms: 1_700_000_000_000,
        }
    }

    // Computed with Synapse 1.98.0 and 1.163.2.
    #[test]
    fn ids_are_those_that_synapse_computes() {
        let authorised_by = ["$a".to_owned(), "$b".to_owned()];
        let content = json!({ "membership": "join", "displayname": "Ü \"<b>\" \\ \n 🦊" });
        let member = draft("m.room.member", Some("@ü'ser:b.example:8448"), content, &authorised_by).finish();
        assert_eq!(member.json["hashes"]["sha256"], "DtLt7uYsX9kVd11B3zNOGzEJAlJfRwTkRHNoLQzbcKA");
        assert_eq!(member.id, "$BMGzp9KsK8Tqm1nXUcJRKDeOVc4kB8XqQE0usBbhuNA");

        let content = json!({ "msgtype": "m.text", "body": "Hello" });
        let message = draft("m.room.message", None, content, &authorised_by).finish();
        assert_eq!(message.json["hashes"]["sha256"], "W9AbW/JTj1v2x9o/P0Zzt0CHI8/OlFb63q+F3npP3h8");
        assert_eq!(message.id, "$Jia6WaxQVgBt4x0PzEzi1NRRF8luYiqQMC85fz2zWac");
    }
}
