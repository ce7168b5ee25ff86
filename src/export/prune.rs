//! What is left of an event without what its sender wrote: the redaction algorithm.
//!
//! Synapse shows the events of people who had their data erased in this form to whoever was not in the room then.
//! Source: <https://spec.matrix.org/latest/rooms/v11/#redactions> and, for the differences between room versions, the
//! same section of each.

use super::event::Event;
use super::python_json::{Json, Object};

/// The event, like one of `/messages?raw=1`, without what may go.
#[must_use]
pub fn prune(event: &Event, room_version: Option<u32>) -> String {
    let version = room_version.unwrap_or(1);
    let always = [
        "event_id",
        "type",
        "room_id",
        "sender",
        "state_key",
        "hashes",
        "signatures",
        "depth",
        "prev_events",
        "auth_events",
        "origin_server_ts",
    ];
    let before_11 = ["prev_state", "membership", "origin"];
    let mut text = String::new();
    let mut pruned = Object::open(&mut text);
    for (key, value) in event.json.members() {
        if key.is_any(&always) || (version < 11 && key.is_any(&before_11)) {
            pruned.member(key, value);
        } else if key.is("content") {
            pruned.with("content", |out| write_content(event, value, version, out));
        } else if key.is("unsigned") {
            pruned.with("unsigned", |out| only(value, &["age", "age_ts", "replaces_state"], out));
        }
    }
    pruned.close();
    text
}

fn write_content(event: &Event, content: Json, version: u32, out: &mut String) {
    let since = |first: u32, name: &'static str| (version >= first).then_some(name);
    let names: Vec<&str> = match &*event.kind {
        "m.room.create" if version >= 11 => return content.write(out),
        "m.room.member" if version >= 11 => return write_member(content, out),
        "m.room.create" => vec!["creator"],
        "m.room.member" => [Some("membership"), since(9, MEMBER_BY)].into_iter().flatten().collect(),
        "m.room.join_rules" => [Some("join_rule"), since(8, "allow")].into_iter().flatten().collect(),
        "m.room.power_levels" => {
            let levels =
                ["users", "users_default", "events", "events_default", "state_default", "ban", "kick", "redact"];
            levels.into_iter().chain(since(11, "invite")).collect()
        }
        "m.room.aliases" if version < 6 => vec!["aliases"],
        "m.room.history_visibility" => vec!["history_visibility"],
        "m.room.redaction" => since(11, "redacts").into_iter().collect(),
        _ => Vec::new(),
    };
    only(content, &names, out);
}

/// Who let somebody into a restricted room.
const MEMBER_BY: &str = "join_authorised_via_users_server";

fn write_member(content: Json, out: &mut String) {
    let mut kept = Object::open(out);
    for (key, value) in content.members() {
        if key.is_any(&["membership", MEMBER_BY]) {
            kept.member(key, value);
        } else if key.is("third_party_invite") && value.get("signed").is_some() {
            kept.with("third_party_invite", |out| only(value, &["signed"], out));
        }
    }
    kept.close();
}

fn only(value: Json, names: &[&str], out: &mut String) {
    let mut object = Object::open(out);
    value.members().filter(|(key, _)| key.is_any(names)).for_each(|(key, member)| object.member(key, member));
    object.close();
}

#[cfg(test)]
mod tests {
    use super::{Event, prune};
    use crate::export::python_json::Json;
    use serde_json::{Value, json};

    fn content(kind: &str, content: &Value, version: u32) -> Value {
        let text = json!({"event_id": "$e", "type": kind, "sender": "@a:b", "content": content}).to_string();
        let event = Event::read(Json::parse(&text).unwrap()).unwrap();
        let pruned: Value = serde_json::from_str(&prune(&event, Some(version))).unwrap();
        pruned["content"].clone()
    }

    #[test]
    fn what_was_written_is_gone() {
        let event = json!({"event_id": "$e", "type": "m.room.message", "sender": "@a:b", "room_id": "!r",
            "content": {"body": "secret"}, "origin": "b", "redacts": "$x", "depth": 3, "odd": "secret",
            "unsigned": {"age": 1, "replaces_state": "$y", "prev_content": {"body": "secret"}}});
        let text = event.to_string();
        let event = Event::read(Json::parse(&text).unwrap()).unwrap();
        let pruned: Value = serde_json::from_str(&prune(&event, Some(10))).unwrap();
        assert_eq!(
            pruned,
            json!({"event_id": "$e", "type": "m.room.message", "sender": "@a:b", "room_id": "!r", "content": {},
                "origin": "b", "depth": 3, "unsigned": {"age": 1, "replaces_state": "$y"}})
        );
        assert!(!prune(&event, Some(11)).contains("origin\""));
    }

    #[test]
    fn room_versions_differ() {
        let member = json!({"membership": "join", "displayname": "x", "join_authorised_via_users_server": "@c:d",
            "third_party_invite": {"signed": {"token": "t"}, "display_name": "x"}});
        assert_eq!(content("m.room.member", &member, 8), json!({"membership": "join"}));
        let by = json!({"membership": "join", "join_authorised_via_users_server": "@c:d"});
        assert_eq!(content("m.room.member", &member, 9), by);
        assert_eq!(content("m.room.member", &member, 11)["third_party_invite"], json!({"signed": {"token": "t"}}));
        let create = json!({"creator": "@a:b", "room_version": "10", "type": "m.space"});
        assert_eq!(content("m.room.create", &create, 10), json!({"creator": "@a:b"}));
        assert_eq!(content("m.room.create", &create, 11), create);
        let levels = json!({"users": {"@a:b": 1}, "invite": 5, "notifications": {}});
        assert_eq!(content("m.room.power_levels", &levels, 10), json!({"users": {"@a:b": 1}}));
        assert_eq!(content("m.room.power_levels", &levels, 11), json!({"users": {"@a:b": 1}, "invite": 5}));
        let rules = json!({"join_rule": "restricted", "allow": []});
        assert_eq!(content("m.room.join_rules", &rules, 7), json!({"join_rule": "restricted"}));
        assert_eq!(content("m.room.join_rules", &rules, 8), rules);
        assert_eq!(content("m.room.aliases", &json!({"aliases": []}), 5), json!({"aliases": []}));
        assert_eq!(content("m.room.aliases", &json!({"aliases": []}), 6), json!({}));
        assert_eq!(content("m.room.redaction", &json!({"redacts": "$x", "reason": "r"}), 11), json!({"redacts": "$x"}));
    }
}
