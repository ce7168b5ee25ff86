//! Matrix identifiers, as far as an admin tool must understand them.
//!
//! Source: <https://spec.matrix.org/latest/appendices/#identifier-grammar>. Deliberately lenient: old servers hold
//! ids that today's grammar forbids, and room ids of version 12 have no domain, so a server is never read from a room id.

mod types;

use super::letters::{is_invisible, turns_direction};

pub use types::{DeviceId, EventId, Mxc, RoomAlias, RoomId, ServerName, UserId};

/// What kind of thing an identifier names, told by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `@local:server`
    User,
    /// `!opaque` or `!opaque:server`
    Room,
    /// `#alias:server`
    Alias,
    /// `$event`
    Event,
}

/// The kind of an identifier; `None` for anything else.
#[must_use]
pub fn kind(text: &str) -> Option<Kind> {
    match text.chars().next()? {
        '@' => Some(Kind::User),
        '!' => Some(Kind::Room),
        '#' => Some(Kind::Alias),
        '$' => Some(Kind::Event),
        _ => None,
    }
}

/// The server of an MXID or alias: all after the **first** colon (`@a:host:8448` lives on `host:8448`).
#[must_use]
pub fn server(id: &str) -> Option<&str> {
    id.split_once(':').map(|(_, server)| server).filter(|server| !server.is_empty())
}

/// Whether a text names something of this kind that can be looked up. What a server sends in place of an id is shown, but
/// leads nowhere.
#[must_use]
pub fn is(text: &str, wanted: Kind) -> bool {
    let is_whole = match wanted {
        // Room ids of version 12 and events have no domain.
        Kind::Room | Kind::Event => text.chars().count() > 1,
        Kind::User | Kind::Alias => server(text).is_some(),
    };
    kind(text) == Some(wanted) && is_whole
}

/// The localpart of an MXID or alias, without the sigil.
#[must_use]
pub fn localpart(id: &str) -> &str {
    let body = id.strip_prefix(['@', '#', '!']).unwrap_or(id);
    body.split_once(':').map_or(body, |(local, _)| local)
}

/// Whether a character stands around what was pasted, and cannot be meant.
fn is_around(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || turns_direction(c) || "\"'`“”„‟‘’‚‛«»‹›<>()".contains(c)
}

/// What is meant by a pasted text: without blanks, quotation marks, brackets, and the comma of a list. Nothing within
/// it changes.
#[must_use]
pub fn pasted(text: &str) -> &str {
    text.trim_start_matches(is_around).trim_end_matches(|c| is_around(c) || ",;،、，".contains(c))
}

/// What to search for: an id without what was pasted around it, anything else to the letter.
#[must_use]
pub fn search_term(text: &str) -> &str {
    Some(pasted(text)).filter(|id| kind(id).is_some()).unwrap_or(text.trim())
}

/// The same for an id with a server, behind which the full stop of a sentence cannot belong to it.
fn pasted_id(text: &str) -> &str {
    let mut text = pasted(text);
    while text.ends_with('.') && server(text).is_some() {
        text = pasted(text.trim_end_matches('.'));
    }
    text
}

/// A whole MXID from what an admin types: `alice`, `@alice` or `@alice:server`.
#[must_use]
pub fn user(text: &str, own_server: &str) -> String {
    let text = pasted_id(text);
    match (text.strip_prefix('@'), server(text)) {
        (Some(_), Some(_)) => text.to_owned(),
        (Some(local), None) => format!("@{}:{own_server}", local.trim_end_matches(':')),
        (None, _) => format!("@{text}:{own_server}"),
    }
}

/// A whole alias from what an admin types: `lobby`, `#lobby` or `#lobby:server`.
///
/// Without a `#` a colon would be ambiguous: `lobby:server` is taken as a whole alias, as an admin means it.
#[must_use]
pub fn alias(text: &str, own_server: &str) -> String {
    let text = pasted_id(text);
    let body = text.strip_prefix('#').unwrap_or(text);
    match body.rsplit_once(':') {
        Some((_, server)) if !server.is_empty() => format!("#{body}"),
        _ => format!("#{}:{own_server}", body.trim_end_matches(':')),
    }
}

/// Whether a text can be the localpart of an existing account (old accounts may hold any printable ASCII).
#[must_use]
pub fn is_localpart(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic() && b != b':' && b != b'@' && b != b'"')
}

/// Shortens in the middle to at most `max` characters, keeping both ends: `!hGJIdtiQ…1trE`.
#[must_use]
pub fn shorten(text: &str, max: usize) -> String {
    let count = text.chars().count();
    if count <= max || max < 3 {
        return text.to_owned();
    }
    let tail = (max - 1) / 2;
    let head = max - 1 - tail;
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(count - tail).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::link::{Target, understand};

    use super::{Kind, alias, is, is_localpart, kind, localpart, pasted, search_term, server, shorten, user};

    #[test]
    fn what_is_no_id_leads_nowhere() {
        assert!(
            is("@a:b", Kind::User) && is("#a:b:8448", Kind::Alias) && is("!a", Kind::Room) && is("!a:b", Kind::Room)
        );
        for odd in ["", "a", "a:b", "@a", "@a:", "#a:b", "!a:b", "7", "[\"@a:b\"]"] {
            assert!(!is(odd, Kind::User), "{odd}");
        }
        assert!(!is("!", Kind::Room) && !is("@a:b", Kind::Room) && !is("#a", Kind::Alias));
    }

    #[test]
    fn kinds() {
        assert_eq!(kind("@a:b"), Some(Kind::User));
        assert_eq!(kind("!abc"), Some(Kind::Room));
        assert_eq!(kind("#a:b"), Some(Kind::Alias));
        assert_eq!(kind("$a"), Some(Kind::Event));
        assert_eq!(kind("alice"), None);
        assert_eq!(kind(""), None);
    }

    #[test]
    fn servers_keep_their_port() {
        assert_eq!(server("@a:host:8448"), Some("host:8448"));
        assert_eq!(server("@a:[::1]:8448"), Some("[::1]:8448"));
        assert_eq!(server("!v12room"), None);
        assert_eq!(localpart("@a=b/c:host"), "a=b/c");
    }

    #[test]
    fn completes_users() {
        for (typed, whole) in [
            ("alice", "@alice:hs.example"),
            (" @alice ", "@alice:hs.example"),
            ("@alice:", "@alice:hs.example"),
            ("@alice:other.example:8448", "@alice:other.example:8448"),
            ("user=with.odd/chars", "@user=with.odd/chars:hs.example"),
        ] {
            assert_eq!(user(typed, "hs.example"), whole);
        }
    }

    #[test]
    fn completes_aliases() {
        for (typed, whole) in [
            ("lobby", "#lobby:hs.example"),
            ("#lobby", "#lobby:hs.example"),
            ("lobby:other.example", "#lobby:other.example"),
            ("#a/b#c%25\"'\\🦊:hs.example", "#a/b#c%25\"'\\🦊:hs.example"),
        ] {
            assert_eq!(alias(typed, "hs.example"), whole);
        }
    }

    #[test]
    fn what_stands_around_a_pasted_id_is_not_meant() {
        for typed in [
            "@alice:hs.example,",
            "@alice:hs.example;",
            "@alice:hs.example.",
            "\"@alice:hs.example\"",
            "“@alice:hs.example”,",
            "'@alice:hs.example', ",
            "`@alice:hs.example`",
            "«@alice:hs.example»",
            "<@alice:hs.example>",
            "(@alice:hs.example)",
            "\u{feff}@alice:hs.example\u{200b}",
            "\u{2068}@alice:hs.example\u{2069}",
            "\u{a0}alice,",
            "\"alice\"",
        ] {
            assert_eq!(user(typed, "hs.example"), "@alice:hs.example", "{typed:?}");
            let typed = typed.replace('@', "#");
            assert_eq!(alias(&typed, "hs.example"), "#alice:hs.example", "{typed:?}");
        }
        assert_eq!(pasted(" \"!a:hs\", "), "!a:hs");
        assert_eq!((pasted(""), pasted("\"\",")), ("", ""));
        assert_eq!((search_term("\"@a:hs\","), search_term(" \"Zoë\", ")), ("@a:hs", "\"Zoë\","));
        // What stands within an id is the id's.
        let odd = "#a,\"b\u{200b}c\".:[::1]:8448";
        assert_eq!((pasted(odd), alias(odd, "hs.example").as_str()), (odd, odd));
        assert_eq!(user("dotted.", "hs.example"), "@dotted.:hs.example");
    }

    proptest! {
        /// Addresses hold what a field made of its text, and it is read again from there.
        #[test]
        fn what_is_understood_once_stays(text in "(\\PC|[@#!$:.,;\"'<>()\u{200b}\u{202e}…é🦊 ]){0,12}") {
            let (whole, named) = (user(&text, "hs.example"), alias(&text, "hs.example"));
            prop_assert_eq!(user(&whole, "hs.example"), whole);
            prop_assert_eq!(alias(&named, "hs.example"), named);
            prop_assert_eq!(pasted(pasted(&text)), pasted(&text));
            if let Some(target) = understand(&text, "hs.example") {
                let id = match &target {
                    Target::User(id) | Target::Alias(id) | Target::Room(id) => id,
                    Target::Search(_) => return Ok(()),
                };
                prop_assert_eq!(understand(id, "hs.example"), Some(target.clone()));
            }
        }
    }

    #[test]
    fn localparts() {
        assert!(is_localpart("user=with.odd/chars_+-"));
        assert!(!is_localpart("two words"));
        assert!(!is_localpart("Zoë"));
        assert!(!is_localpart(""));
    }

    #[test]
    fn shortens_in_the_middle() {
        assert_eq!(shorten("!hGJIdtiQlBCSHbp7OZk", 11), "!hGJI…p7OZk");
        assert_eq!(shorten("short", 11), "short");
        assert_eq!(shorten("🦊🦊🦊🦊🦊🦊", 5), "🦊🦊…🦊🦊");
    }
}
