//! From an event as `/messages?raw=1` gives it to the PDU that Synapse's own export writes.
//!
//! The API adds to a PDU what clients need, and the export must not have it:
//!
//! | Added | Taken away or turned back |
//! | --- | --- |
//! | `event_id` | dropped, except in room versions 1 and 2, where it is part of the PDU |
//! | `room_id` of `m.room.create` in room version 12 | dropped; there the room's id is made of the event's |
//! | `redacts`, copied between event and `content` | the copy is dropped: from version 11 on the one of the event, before the one in `content` |
//! | `unsigned.age` | becomes `unsigned.age_ts` again |
//! | `unsigned.membership`, `m.relations`, `redacted_because`, `redacted_by`, `transaction_id`, what modules and admins get | dropped |
//!
//! Not to be had from the API: `unsigned.invite_room_state` and `knock_room_state` of the user's own membership events.
//!
//! Sources: Synapse's `events/utils.py` (`serialize_event`) and `app/admin_cmd.py` (`write_events`);
//! <https://spec.matrix.org/latest/rooms/v12/>.

use std::borrow::Cow;

use super::python_json::{Json, Object, write_text};
use crate::model::id;

/// An event with its server's additions.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// As it came.
    pub json: Json<'a>,
    /// Event id.
    pub id: Cow<'a, str>,
    /// E.g. `m.room.message`.
    pub kind: Cow<'a, str>,
    /// MXID.
    pub sender: Cow<'a, str>,
    /// Only state has one.
    pub state_key: Option<Cow<'a, str>>,
    /// When its sender says it was sent, in ms.
    pub at_ms: i64,
}

impl<'a> Event<'a> {
    /// Reads what every event has; `None` when it lacks something.
    #[must_use]
    pub fn read(json: Json<'a>) -> Option<Self> {
        Some(Self {
            json,
            id: json.text_of("event_id")?,
            kind: json.text_of("type")?,
            sender: json.text_of("sender")?,
            state_key: json.text_of("state_key"),
            at_ms: json.get("origin_server_ts").and_then(Json::integer).unwrap_or_default(),
        })
    }

    /// A text in its content.
    #[must_use]
    pub fn content_text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.json.get("content")?.text_of(name)
    }

    /// Whether it is this user's membership.
    #[must_use]
    pub fn is_membership_of(&self, user_id: &str) -> bool {
        self.kind == "m.room.member" && self.state_key.as_deref() == Some(user_id)
    }

    /// The ids of the events before it. In room versions 1 and 2 each comes with its hashes.
    pub fn previous(&self) -> impl Iterator<Item = Cow<'a, str>> + use<'a> {
        let list = self.json.get("prev_events");
        list.into_iter().flat_map(Json::items).filter_map(|previous| match previous.text() {
            Some(id) => Some(id),
            None => previous.items().next()?.text(),
        })
    }

    /// Whether ids stand in PDUs (room versions 1 and 2): there they name their server, later they are hashes.
    fn has_id_of_its_own(&self) -> bool {
        self.id.contains(':')
    }

    /// Whether the room's id is made of this event's, so that the PDU holds none.
    fn names_the_room(&self) -> bool {
        let room = self.json.text_of("room_id");
        self.kind == "m.room.create"
            && room.as_deref().and_then(|room| room.strip_prefix('!')) == self.id.strip_prefix('$')
    }

    /// Writes the PDU.
    pub fn write(&self, facts: Facts, out: &mut String) {
        let mut pdu = Object::open(out);
        for (key, value) in self.json.members() {
            let is_dropped = (key.is("event_id") && !self.has_id_of_its_own())
                || (key.is("room_id") && self.names_the_room())
                || (key.is("redacts") && self.kind == "m.room.redaction" && facts.redacts_in_content());
            if is_dropped {
                continue;
            }
            if key.is("content") && self.kind == "m.room.redaction" && !facts.redacts_in_content() {
                pdu.with("content", |out| without(value, &["redacts"], out));
            } else if key.is("unsigned") {
                pdu.with("unsigned", |out| write_unsigned(value, facts.now_ms, out));
            } else {
                pdu.member(key, value);
            }
        }
        pdu.close();
    }
}

/// What the events of a page have in common.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The room's version, where it is known and a number.
    pub room_version: Option<u32>,
    /// The server's time when it made the page, in ms.
    pub now_ms: i64,
}

impl Facts {
    /// Source: <https://spec.matrix.org/latest/rooms/v11/#moving-the-redacts-property-of-mroomredaction-events-to-a-content-property>.
    fn redacts_in_content(self) -> bool {
        self.room_version.is_some_and(|version| version >= 11)
    }
}

/// A room version as a number. Unstable ones (`org.matrix.…`) have none and are taken for old ones.
#[must_use]
pub fn version_number(version: &str) -> Option<u32> {
    version.parse().ok()
}

/// The server's time when it wrote a page. Of what was sent through itself the age counts from `origin_server_ts`, so
/// the sum of both is it. The one that most events of its own users agree on counts; without any, the one that most
/// others agree on; else `fallback_ms`.
#[must_use]
pub fn page_time(events: &[Event], own_server: &str, fallback_ms: i64) -> i64 {
    let is_own = |event: &&Event| id::server(&event.sender) == Some(own_server);
    let own = agreed(events.iter().filter(is_own)).map(|(_, now)| now);
    let others = || agreed(events.iter()).filter(|(count, _)| *count > 1).map(|(_, now)| now);
    own.or_else(others).unwrap_or(fallback_ms)
}

/// What most say, and how many.
fn agreed<'a>(events: impl Iterator<Item = &'a Event<'a>>) -> Option<(usize, i64)> {
    let age = |event: &Event| event.json.get("unsigned")?.get("age")?.integer();
    let mut times: Vec<i64> = events.filter_map(|event| event.at_ms.checked_add(age(event)?)).collect();
    times.sort_unstable();
    let runs = times.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?)));
    runs.max_by_key(|(count, _)| *count).filter(|(count, _)| count * 2 > times.len())
}

/// What clients get in `unsigned` and servers do not.
fn is_for_clients(key: &str) -> bool {
    let names = ["age", "membership", "m.relations", "redacted_because", "redacted_by", "transaction_id"];
    names.contains(&key) || key.starts_with("io.element.synapse.")
}

fn write_unsigned(value: Json, now_ms: i64, out: &mut String) {
    let mut unsigned = Object::open(out);
    for (key, member) in value.members() {
        let name = key.text();
        match member.integer() {
            Some(age) if name == "age" => {
                unsigned.with("age_ts", |out| out.push_str(&now_ms.saturating_sub(age).to_string()));
            }
            _ if is_for_clients(&name) => {}
            _ => unsigned.member(key, member),
        }
    }
    unsigned.close();
}

/// Writes an object without some of its members.
pub fn without(value: Json, names: &[&str], out: &mut String) {
    let mut object = Object::open(out);
    value.members().filter(|(key, _)| !key.is_any(names)).for_each(|(key, member)| object.member(key, member));
    object.close();
}

/// Puts a PDU together from the two ways in which admins get a state event: `shown` as clients see it (redacted, if it
/// was), `raw` with all that servers sign, but never redacted. The answer is like one of `/messages?raw=1`.
#[must_use]
pub fn merge(shown: Json, raw: Json) -> String {
    let is_redacted = shown
        .get("unsigned")
        .is_some_and(|unsigned| unsigned.get("redacted_because").is_some() || unsigned.get("redacted_by").is_some());
    // What clients do not get, and what of it outlives a redaction.
    let kept = ["auth_events", "prev_events", "hashes", "signatures", "depth", "event_id", "room_id"];
    let mut text = String::new();
    let mut event = Object::open(&mut text);
    for (key, value) in raw.members() {
        match shown.get(&key.text()) {
            Some(seen) if key.is_any(&["content", "unsigned"]) => event.with(&key.text(), |out| seen.write(out)),
            None if is_redacted && !key.is_any(&kept) => {}
            _ => event.member(key, value),
        }
    }
    event.close();
    text
}

/// `"` and `\` and all: a text of ours as JSON.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_text(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::{Event, Facts, Json, merge, page_time, version_number};
    use serde_json::{Value, json};

    fn pdu(event: &Value, version: Option<u32>) -> Value {
        let text = event.to_string();
        let mut out = String::new();
        let event = Event::read(Json::parse(&text).unwrap()).unwrap();
        event.write(Facts { room_version: version, now_ms: 2_000 }, &mut out);
        serde_json::from_str(&out).unwrap()
    }

    /// As Synapse 1.163.2 sends it, shortened where nothing is read.
    fn create_v12() -> Value {
        json!({"auth_events": [], "content": {"room_version": "12"}, "depth": 1, "event_id": "$GtOf2Xc",
            "hashes": {"sha256": "cDII"}, "origin_server_ts": 1_000, "prev_events": [], "room_id": "!GtOf2Xc",
            "sender": "@bob:hs.example", "signatures": {"hs.example": {"ed25519:a_1": "4g4Y"}}, "state_key": "",
            "type": "m.room.create", "unsigned": {"age": 500, "membership": "leave"}})
    }

    #[test]
    fn takes_away_what_was_added_for_clients() {
        assert_eq!(
            pdu(&create_v12(), Some(12)),
            json!({"auth_events": [], "content": {"room_version": "12"}, "depth": 1, "hashes": {"sha256": "cDII"},
                "origin_server_ts": 1_000, "prev_events": [], "sender": "@bob:hs.example",
                "signatures": {"hs.example": {"ed25519:a_1": "4g4Y"}}, "state_key": "", "type": "m.room.create",
                "unsigned": {"age_ts": 1_500}})
        );
        let mut old = create_v12();
        old["room_id"] = json!("!GtOf2Xc:hs.example");
        assert_eq!(pdu(&old, Some(10))["room_id"], "!GtOf2Xc:hs.example");
        old["event_id"] = json!("$1795:hs.example");
        assert_eq!(pdu(&old, Some(2))["event_id"], "$1795:hs.example");
        let mut member = create_v12();
        member["type"] = json!("m.room.member");
        assert_eq!(pdu(&member, Some(12))["room_id"], "!GtOf2Xc");
        member["unsigned"] = json!({"age": 1, "m.relations": {}, "redacted_because": {"unsigned": {}}, "redacted_by": "$x",
            "transaction_id": "t", "io.element.synapse.soft_failed": true, "prev_content": {"age": 3}, "prev_sender": "@a:b",
            "replaces_state": "$y"});
        let kept = json!({"age_ts": 1_999, "prev_content": {"age": 3}, "prev_sender": "@a:b", "replaces_state": "$y"});
        assert_eq!(pdu(&member, Some(12))["unsigned"], kept);
    }

    #[test]
    fn a_redaction_names_what_it_redacts_once() {
        let redaction = json!({"event_id": "$r", "type": "m.room.redaction", "sender": "@b:hs", "redacts": "$x",
            "content": {"reason": "spam", "redacts": "$x"}, "room_id": "!r"});
        let new = pdu(&redaction, Some(11));
        assert_eq!((new.get("redacts"), &new["content"]), (None, &json!({"reason": "spam", "redacts": "$x"})));
        for version in [Some(10), None] {
            let old = pdu(&redaction, version);
            assert_eq!((&old["redacts"], &old["content"]), (&json!("$x"), &json!({"reason": "spam"})));
        }
        let other = json!({"event_id": "$r", "type": "com.example", "sender": "@b:hs", "redacts": 1,
            "content": {"redacts": 2}});
        assert_eq!(pdu(&other, Some(11))["redacts"], 1);
        assert_eq!(pdu(&other, Some(10))["content"]["redacts"], 2);
    }

    #[test]
    fn versions_are_numbers_or_unknown() {
        assert_eq!((version_number("11"), version_number("org.matrix.hydra.11")), (Some(11), None));
    }

    #[test]
    fn the_events_of_both_first_versions_name_the_ones_before() {
        for (list, ids) in [
            (json!(["$a", "$b"]), vec!["$a", "$b"]),
            (json!([["$a:x", {"sha256": "h"}], ["$b:x", {}]]), vec!["$a:x", "$b:x"]),
            (json!([]), vec![]),
            (json!([7, [], [7]]), vec![]),
        ] {
            let text = json!({"event_id": "$e", "type": "t", "sender": "@a:b", "prev_events": list}).to_string();
            let event = Event::read(Json::parse(&text).unwrap()).unwrap();
            assert_eq!(event.previous().collect::<Vec<_>>(), ids);
        }
    }

    #[test]
    fn the_servers_clock_is_read_off_the_ages() {
        let event = |at: i64, age: i64| {
            json!({"event_id": "$e", "type": "t", "sender": "@a:b", "origin_server_ts": at, "unsigned": {"age": age}})
                .to_string()
        };
        let time = |server: &str, texts: &[String]| {
            let events: Vec<Event> =
                texts.iter().map(|text| Event::read(Json::parse(text).unwrap()).unwrap()).collect();
            page_time(&events, server, 7)
        };
        // One came from a server with a wrong clock.
        assert_eq!(time("other", &[event(100, 900), event(400, 600), event(9_000, 50)]), 1_000);
        assert_eq!(time("other", &[event(100, 900), event(400, 500)]), 7);
        assert_eq!((time("other", &[event(100, 900)]), time("b", &[event(100, 900)]), time("b", &[])), (7, 1_000, 7));
    }

    #[test]
    fn a_state_event_is_put_together_from_both_ways() {
        let raw = json!({"auth_events": ["$a"], "prev_events": ["$p"], "hashes": {}, "signatures": {}, "depth": 3,
            "event_id": "$e", "room_id": "!r", "type": "m.room.topic", "sender": "@a:b", "state_key": "",
            "content": {"topic": "secret"}, "origin": "hs", "origin_server_ts": 5, "unsigned": {"age": 9}})
        .to_string();
        let shown = |content: Value, unsigned: Value| {
            json!({"event_id": "$e", "room_id": "!r", "type": "m.room.topic", "sender": "@a:b", "state_key": "",
                "content": content, "origin_server_ts": 5, "unsigned": unsigned, "user_id": "@a:b", "age": 9})
            .to_string()
        };
        let merged = |shown: &str| -> Value {
            serde_json::from_str(&merge(Json::parse(shown).unwrap(), Json::parse(&raw).unwrap())).unwrap()
        };
        let plain = merged(&shown(json!({"topic": "secret"}), json!({"age": 10})));
        assert_eq!(
            (&plain["origin"], &plain["depth"], &plain["unsigned"]["age"]),
            (&json!("hs"), &json!(3), &json!(10))
        );
        assert!(plain.get("user_id").is_none() && plain.get("age").is_none());
        let redacted = merged(&shown(json!({}), json!({"redacted_because": {}})));
        assert_eq!((&redacted["content"], redacted.get("origin"), &redacted["depth"]), (&json!({}), None, &json!(3)));
    }
}
