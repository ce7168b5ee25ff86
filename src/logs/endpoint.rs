//! The endpoint of a request: its path with `{…}` in place of whatever differs from call to call.
//!
//! Synapse's log has paths only. Which segments are ids is known from the specification's and Synapse's own paths:
//! after `rooms` comes a room ID, after `send` an event type and a transaction ID. What looks like an id is replaced
//! wherever it stands.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2};
use rustc_hash::FxHashMap;

use super::names::Names;
use crate::model::log::Processed;

/// More addresses than this are looked at each time.
const MOST_KNOWN: usize = 4096;

/// What stands in place of the segments that follow a word.
type Places = &'static [&'static str];

/// All that is no path of Matrix or Synapse: whatever scanners try.
pub const ELSEWHERE: &str = "{elsewhere}";

/// Words of the client-server API (and of the admin API, which shares them) and what follows them.
fn client(word: &str) -> Places {
    match word {
        "account_data" => &["{type}"],
        "auth" => &["{stage}"],
        "context" => &["{eventId}"],
        "devices" => &["{deviceId}"],
        "event" => &["{eventId}"],
        "filter" => &["{filterId}"],
        "groups" => &["{groupId}"],
        "join" => &["{room}"],
        "knock" => &["{room}"],
        "presence" => &["{userId}"],
        "profile" => &["{userId}"],
        "receipt" => &["{type}", "{eventId}"],
        "redact" => &["{eventId}", "{txnId}"],
        "relations" => &["{eventId}", "{relType}", "{eventType}"],
        "report" => &["{eventId}"],
        "rooms" => &["{roomId}"],
        "send" => &["{eventType}", "{txnId}"],
        "sendToDevice" => &["{eventType}", "{txnId}"],
        "state" => &["{eventType}", "{stateKey}"],
        "tags" => &["{tag}"],
        "typing" => &["{userId}"],
        "user" => &["{userId}"],
        _ => &[],
    }
}

/// Words of Synapse's admin API.
fn admin(word: &str) -> Places {
    match word {
        "auth_providers" => &["{provider}"],
        "destinations" => &["{destination}"],
        "devices" => &["{deviceId}"],
        "event_reports" => &["{reportId}"],
        "fetch_event" => &["{eventId}"],
        "join" => &["{room}"],
        "media" => &["{server}", "{mediaId}"],
        "quarantine" => &["{server}", "{mediaId}"],
        "redact_status" => &["{redactId}"],
        "registration_tokens" => &["{token}"],
        "reset_password" => &["{userId}"],
        "rooms" => &["{roomId}"],
        "search_users" => &["{userId}"],
        "threepid" => &["{medium}", "{address}"],
        "user" => &["{userId}"],
        "user_reports" => &["{reportId}"],
        "users" => &["{userId}"],
        "whois" => &["{userId}"],
        _ => &[],
    }
}

/// Words of the federation API.
fn federation(word: &str) -> Places {
    match word {
        "backfill" => &["{roomId}"],
        "event" => &["{eventId}"],
        "event_auth" => &["{roomId}", "{eventId}"],
        "exchange_third_party_invite" => &["{roomId}"],
        "get_missing_events" => &["{roomId}"],
        "hierarchy" => &["{roomId}"],
        "invite" => &["{roomId}", "{eventId}"],
        "make_join" => &["{roomId}", "{userId}"],
        "make_knock" => &["{roomId}", "{userId}"],
        "make_leave" => &["{roomId}", "{userId}"],
        "send" => &["{txnId}"],
        "send_join" => &["{roomId}", "{eventId}"],
        "send_knock" => &["{roomId}", "{eventId}"],
        "send_leave" => &["{roomId}", "{eventId}"],
        "state" => &["{roomId}"],
        "state_ids" => &["{roomId}"],
        "timestamp_to_event" => &["{roomId}"],
        _ => &[],
    }
}

/// Words of the media repository, the keys, and everything else.
fn other(word: &str) -> Places {
    match word {
        "download" => &["{server}", "{mediaId}", "{fileName}"],
        "query" => &["{server}", "{keyId}"],
        "server" => &["{keyId}"],
        "thumbnail" => &["{server}", "{mediaId}"],
        _ => &[],
    }
}

/// What a word means after another one: what is to be replaced from this segment on (`true`), or behind it.
fn pair(before: &str, segment: &str) -> Option<(bool, Places)> {
    let here = |names: Places| (!segment.is_empty()).then_some((true, names));
    let behind = |names: Places| Some((false, names));
    match before {
        "directory" if segment == "room" => behind(&["{alias}"]),
        "directory" if segment == "list" => behind(&[]),
        "list" if segment == "room" => behind(&["{roomId}"]),
        "user" if segment == "devices" => behind(&["{userId}"]),
        "user" if segment == "keys" => behind(&[]),
        "room_keys" if segment == "keys" => behind(&["{roomId}", "{sessionId}"]),
        "room_keys" if segment == "version" => behind(&["{version}"]),
        "sso" if segment == "redirect" => behind(&["{idpId}"]),
        "media" if matches!(segment, "download") => behind(&["{server}", "{mediaId}", "{fileName}"]),
        "media" if matches!(segment, "thumbnail" | "quarantine") => behind(&["{server}", "{mediaId}"]),
        "media" if matches!(segment, "protect" | "unprotect") => behind(&["{mediaId}"]),
        "federation" if segment == "v1" => behind(&[]),
        "global" if matches!(segment, "content" | "override" | "room" | "sender" | "underride") => {
            behind(&["{ruleId}"])
        }
        "appservice" => here(&["{networkId}", "{roomId}"]),
        "protocol" => here(&["{protocol}"]),
        "delete_status" => here(&["{deleteId}"]),
        "purge_history_status" => here(&["{purgeId}"]),
        "purge_history" => here(&["{roomId}", "{eventId}"]),
        _ => None,
    }
}

/// Endpoints that have been seen, so that most addresses need no second look.
#[derive(Clone, Debug, Default)]
pub struct Endpoints {
    /// Method and path of addresses without anything to replace.
    known: FxHashMap<String, u32>,
    asked: String,
}

impl Endpoints {
    /// The number of a request's endpoint, as in `GET /_matrix/client/v3/sync`, among all endpoints.
    pub fn number(&mut self, line: &Processed<'_>, names: &mut Names) -> u32 {
        let path = path_of(line.uri);
        self.asked.clear();
        self.asked.extend([line.method, " ", path]);
        if let Some(number) = self.known.get(&self.asked) {
            return *number;
        }
        match endpoint(path) {
            Cow::Borrowed(same) if same.len() == path.len() => {
                let number = names.number(&self.asked);
                if self.known.len() < MOST_KNOWN {
                    self.known.insert(self.asked.clone(), number);
                }
                number
            }
            other => {
                self.asked.truncate(line.method.len() + 1);
                self.asked.push_str(&other);
                names.number(&self.asked)
            }
        }
    }
}

/// The endpoint of an address as the log has it. Borrowed when nothing in it had to be replaced.
#[must_use]
pub fn endpoint(uri: &str) -> Cow<'_, str> {
    let path = path_of(uri);
    let mut segments = path.split('/');
    if segments.next() != Some("") {
        return Cow::Borrowed(ELSEWHERE);
    }
    let words: fn(&str) -> Places = match segments.next() {
        Some("_matrix") => match segments.next() {
            Some("federation") => federation,
            Some("media" | "key") => other,
            // The third is the version.
            Some("client") if segments.nth(1) == Some("media") => other,
            Some("client" | "app") => client,
            _ => none,
        },
        Some("_synapse") => match segments.next() {
            Some("admin") => admin,
            _ => other,
        },
        Some(".well-known") => none,
        Some("health" | "") if segments.next().is_none() => return Cow::Borrowed(path),
        _ => return Cow::Borrowed(ELSEWHERE),
    };
    replace(path, words)
}

fn path_of(uri: &str) -> &str {
    memchr2(b'?', b'#', uri.as_bytes()).and_then(|end| uri.get(..end)).unwrap_or(uri)
}

/// Nothing is known of these paths.
fn none(_: &str) -> Places {
    &[]
}

fn replace(path: &str, words: fn(&str) -> Places) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let (mut waiting, mut before, mut at): (Places, &str, usize) = (&[], "", 0);
    let ends = memchr_iter(b'/', path.as_bytes()).chain([path.len()]);
    for (number, end) in ends.enumerate() {
        let segment = path.get(at..end).unwrap_or_default();
        // A pair of words means more than the second alone, and both more than a place that waits to be filled.
        let replaced = match (pair(before, segment), waiting.split_first()) {
            (Some((true, names)), _) => {
                waiting = names.get(1..).unwrap_or_default();
                names.first().copied()
            }
            (Some((false, names)), _) => {
                waiting = names;
                None
            }
            (None, Some((name, rest))) if !segment.is_empty() || number > 3 => {
                waiting = rest;
                Some(*name)
            }
            _ => {
                waiting = words(segment);
                looks_like_an_id(segment).then_some("{id}")
            }
        };
        if let Some(name) = replaced {
            let out = out.get_or_insert_with(|| path.get(..at).unwrap_or_default().to_owned());
            out.push_str(name);
        } else if let Some(out) = &mut out {
            out.push_str(segment);
        }
        if end < path.len()
            && let Some(out) = &mut out
        {
            out.push('/');
        }
        (before, at) = (segment, end + 1);
    }
    out.map_or(Cow::Borrowed(path), Cow::Owned)
}

/// Ids of Matrix by their first letter, perhaps percent-encoded, and anything that no word of an API looks like.
fn looks_like_an_id(segment: &str) -> bool {
    let first = segment.strip_prefix('%').map_or_else(
        || segment.as_bytes().first().copied(),
        |code| match code.get(..2) {
            Some("21") => Some(b'!'),
            Some("23") => Some(b'#'),
            Some("24") => Some(b'$'),
            Some("40") => Some(b'@'),
            _ => None,
        },
    );
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    matches!(first, Some(b'!' | b'#' | b'$' | b'@'))
        || segment.len() > 40
        || digits > 4
        || (digits > 0 && digits == segment.len())
        || segment.bytes().any(|byte| !byte.is_ascii_graphic() || matches!(byte, b'%' | b'"' | b'<' | b'='))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{ELSEWHERE, endpoint};

    #[test]
    fn paths_of_matrix() {
        let of = |path: &str| endpoint(&format!("/_matrix/{path}")).into_owned();
        for (path, expected) in [
            ("client/v3/sync?since=s1_2&timeout=30000", "client/v3/sync"),
            ("client/v3/rooms/!a:b/messages?dir=b", "client/v3/rooms/{roomId}/messages"),
            ("client/r0/rooms/%21a%3Ab/send/m.room.message/m1.2", "client/r0/rooms/{roomId}/send/{eventType}/{txnId}"),
            ("client/v3/rooms/!a:b/state/m.room.member/@u:b", "client/v3/rooms/{roomId}/state/{eventType}/{stateKey}"),
            ("client/v3/rooms/!a:b/state/m.room.name/", "client/v3/rooms/{roomId}/state/{eventType}/{stateKey}"),
            ("client/v3/rooms/!a:b/state", "client/v3/rooms/{roomId}/state"),
            ("client/v3/rooms/!a:b/joined_members", "client/v3/rooms/{roomId}/joined_members"),
            ("client/v3/directory/room/%23lobby%3Ahs", "client/v3/directory/room/{alias}"),
            ("client/v3/directory/list/room/!a:b", "client/v3/directory/list/room/{roomId}"),
            ("client/v3/profile/@u:hs/displayname", "client/v3/profile/{userId}/displayname"),
            ("client/v3/user/@u:hs/account_data/m.direct", "client/v3/user/{userId}/account_data/{type}"),
            ("client/v3/user/@u:hs/rooms/!a:b/tags/m.fav", "client/v3/user/{userId}/rooms/{roomId}/tags/{tag}"),
            ("client/v3/presence/@u:hs/status", "client/v3/presence/{userId}/status"),
            ("client/v3/keys/upload", "client/v3/keys/upload"),
            ("client/v3/room_keys/keys/!a:b/sess", "client/v3/room_keys/keys/{roomId}/{sessionId}"),
            ("client/v3/pushrules/", "client/v3/pushrules/"),
            ("client/v3/pushrules/global/content/word", "client/v3/pushrules/global/content/{ruleId}"),
            ("client/v1/media/thumbnail/hs/abc?width=1", "client/v1/media/thumbnail/{server}/{mediaId}"),
            ("media/v3/download/hs/abc/cat.png", "media/v3/download/{server}/{mediaId}/{fileName}"),
            ("federation/v1/send/1700000000", "federation/v1/send/{txnId}"),
            ("federation/v2/send_join/!a:b/$e", "federation/v2/send_join/{roomId}/{eventId}"),
            ("federation/v1/query/profile?user_id=x", "federation/v1/query/profile"),
            ("federation/v1/user/devices/@u:hs", "federation/v1/user/devices/{userId}"),
            ("key/v2/server", "key/v2/server"),
            ("key/v2/server/ed25519:auto", "key/v2/server/{keyId}"),
            ("key/v2/query/hs/ed25519:a", "key/v2/query/{server}/{keyId}"),
            ("client/versions", "client/versions"),
        ] {
            assert_eq!(of(path), format!("/_matrix/{expected}"), "{path}");
        }
    }

    #[test]
    fn paths_of_synapse_and_of_strangers() {
        for (path, expected) in [
            ("/_synapse/admin/v2/users/@u:hs", "/_synapse/admin/v2/users/{userId}"),
            ("/_synapse/admin/v1/rooms/!a:b/members", "/_synapse/admin/v1/rooms/{roomId}/members"),
            ("/_synapse/admin/v1/media/hs/abc", "/_synapse/admin/v1/media/{server}/{mediaId}"),
            (
                "/_synapse/admin/v1/federation/destinations/a.b/rooms",
                "/_synapse/admin/v1/federation/destinations/{destination}/rooms",
            ),
            ("/_synapse/admin/v1/server_version", "/_synapse/admin/v1/server_version"),
            ("/.well-known/matrix/server", "/.well-known/matrix/server"),
            ("/health", "/health"),
            ("/", "/"),
            ("/wp-login.php", ELSEWHERE),
            ("/health/../etc", ELSEWHERE),
            ("*", ELSEWHERE),
            ("", ELSEWHERE),
            ("/_matrix/nothing/x%20y/12345", "/_matrix/nothing/{id}/{id}"),
        ] {
            assert_eq!(endpoint(path), expected, "{path}");
        }
        assert!(matches!(endpoint("/_matrix/client/v3/sync?x"), Cow::Borrowed("/_matrix/client/v3/sync")));
    }

    proptest! {
        #[test]
        fn segments_are_replaced_and_neither_added_nor_lost(path in "(/(_matrix|client|rooms|send|state|room|directory|![a-z]|v3|[a-z%]{0,4})){0,8}/?") {
            let once = endpoint(&path).into_owned();
            prop_assert_eq!(once.matches('/').count(), if once == ELSEWHERE { 0 } else { path.matches('/').count() });
        }

        #[test]
        fn no_text_makes_it_panic(path in ".*", tail in ".*") {
            let _ = endpoint(&path);
            let _ = endpoint(&format!("/_matrix/client/{tail}"));
        }
    }
}
