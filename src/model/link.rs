//! What an admin may paste into the search box: ids, names, and links from other Matrix programs.
//!
//! Sources: matrix.to and `matrix:` URIs <https://spec.matrix.org/latest/appendices/#uris>; Element Web's addresses
//! `#/room/…` and `#/user/…` as seen in its router.

use super::{id, percent};

/// Where a pasted text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A whole MXID.
    User(String),
    /// A room id.
    Room(String),
    /// A whole room alias.
    Alias(String),
    /// No id: search the users for it.
    Search(String),
}

/// Understands any MXID, localpart, room id, alias, matrix.to or `matrix:` link or Element Web address.
/// `own_server` completes ids without a server. `None` for an empty text.
#[must_use]
pub fn understand(text: &str, own_server: &str) -> Option<Target> {
    let text = id::pasted(text);
    if text.is_empty() {
        return None;
    }
    if let Some(target) = strip_prefix_ascii(text, "matrix:").and_then(|rest| matrix_uri(rest, own_server)) {
        return Some(target);
    }
    if is_url(text) {
        return Some(web_link(text, own_server).unwrap_or_else(|| Target::Search(text.to_owned())));
    }
    Some(bare(text, own_server))
}

/// Like [`understand`], where only a room can be meant: a bare name is no user but something to search for.
#[must_use]
pub fn understand_room(text: &str, own_server: &str) -> Option<Target> {
    match understand(text, own_server)? {
        Target::User(_) => Some(Target::Search(id::pasted(text).to_owned())),
        target => Some(target),
    }
}

/// Like [`understand`], where a bare name is that of an alias: `lobby`, `lobby:server`.
#[must_use]
pub fn understand_alias(text: &str, own_server: &str) -> Option<Target> {
    let name = id::pasted(text);
    let is_bare = id::kind(name).is_none() && !is_url(name) && strip_prefix_ascii(name, "matrix:").is_none();
    if is_bare && !name.is_empty() {
        return Some(Target::Alias(id::alias(name, own_server)));
    }
    understand(text, own_server)
}

fn is_url(text: &str) -> bool {
    ["http://", "https://", "element:", "io.element.desktop:"]
        .iter()
        .any(|scheme| strip_prefix_ascii(text, scheme).is_some())
        || strip_prefix_ascii(text, "matrix.to/").is_some()
}

fn strip_prefix_ascii<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    if head.eq_ignore_ascii_case(prefix) { text.get(prefix.len()..) } else { None }
}

/// An id or a name as typed.
fn bare(text: &str, own_server: &str) -> Target {
    match id::kind(text) {
        Some(id::Kind::User) => Target::User(id::user(text, own_server)),
        Some(id::Kind::Room) => Target::Room(text.to_owned()),
        Some(id::Kind::Alias) => Target::Alias(id::alias(text, own_server)),
        Some(id::Kind::Event) => Target::Search(text.to_owned()),
        None if id::is_localpart(text) => Target::User(id::user(text, own_server)),
        None => Target::Search(text.to_owned()),
    }
}

/// `u/alice:server`, `r/lobby:server`, `roomid/abc:server`, each perhaps with `/e/event` and `?via=`.
fn matrix_uri(rest: &str, own_server: &str) -> Option<Target> {
    let rest = rest.strip_prefix("//").and_then(|after| after.split_once('/').map(|(_, path)| path)).unwrap_or(rest);
    let path = rest.split(['?', '#']).next()?;
    let mut segments = path.split('/');
    let kind = segments.next()?;
    let name = percent::decode(segments.next()?);
    match kind {
        "u" | "user" => Some(Target::User(id::user(&format!("@{name}"), own_server))),
        "r" | "room" => Some(Target::Alias(id::alias(&format!("#{name}"), own_server))),
        "roomid" => Some(Target::Room(format!("!{name}"))),
        _ => None,
    }
}

/// The first segment of the fragment that is an id: `https://matrix.to/#/<id>/<event>?via=`,
/// `https://app.element.io/#/room/<id>`, `…/#/user/<id>`.
fn web_link(url: &str, own_server: &str) -> Option<Target> {
    let (_, fragment) = url.split_once('#')?;
    let fragment = fragment.trim_start_matches('/');
    let fragment = fragment.strip_prefix("room/").or_else(|| fragment.strip_prefix("user/")).unwrap_or(fragment);
    // Aliases may hold a `/` or `?` themselves, but links encode them, so the raw text is split first.
    let segment = fragment.split(['?', '/']).next().filter(|segment| !segment.is_empty())?;
    let id = percent::decode(segment);
    id::kind(&id)?;
    Some(bare(&id, own_server))
}

/// The host (and port) of a web address, also of one in a text: `GET https://host/path`.
#[must_use]
pub fn host(text: &str) -> &str {
    let after = text.split_once("://").map_or(text, |(_, rest)| rest);
    // Browsers take a backslash for a slash, and what stands before an `@` for a name to sign in with.
    let authority = after.split(['/', '\\', '?', '#']).next().unwrap_or(after);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// Whether a host, perhaps with a port, is this very machine.
#[must_use]
pub fn is_loopback(name: &str) -> bool {
    let host = if name.starts_with('[') {
        name.split(']').next().unwrap_or(name)
    } else {
        name.split(':').next().unwrap_or(name)
    };
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1"
}

#[cfg(test)]
mod tests {
    use super::{Target, understand, understand_alias, understand_room};

    fn check(text: &str, expected: Target) {
        assert_eq!(understand(text, "hs.example"), Some(expected), "{text}");
    }

    fn user(id: &str) -> Target {
        Target::User(id.to_owned())
    }
    fn room(id: &str) -> Target {
        Target::Room(id.to_owned())
    }
    fn alias(id: &str) -> Target {
        Target::Alias(id.to_owned())
    }

    #[test]
    fn ids_and_names() {
        check("@bob:hs.example", user("@bob:hs.example"));
        check(" bob ", user("@bob:hs.example"));
        check("!hGJIdtiQlBCSHbp7OZknhIz", room("!hGJIdtiQlBCSHbp7OZknhIz"));
        check("!a:other.example:8448", room("!a:other.example:8448"));
        check("#lobby", alias("#lobby:hs.example"));
        check("#a/b:hs.example", alias("#a/b:hs.example"));
        check("Zoë Müller", Target::Search("Zoë Müller".to_owned()));
        assert_eq!(understand("  ", "hs.example"), None);
    }

    #[test]
    fn in_a_field_for_aliases_a_name_is_one() {
        let check = |text: &str, expected| assert_eq!(understand_alias(text, "hs.example"), Some(expected), "{text}");
        check("lobby", alias("#lobby:hs.example"));
        check(" lobby:other.example, ", alias("#lobby:other.example"));
        check("https://matrix.to/#/%23lobby%3Aother.example?via=x", alias("#lobby:other.example"));
        check("matrix:r/lobby:other.example", alias("#lobby:other.example"));
        check("!abc:hs.example", room("!abc:hs.example"));
        check("@maya:hs.example", user("@maya:hs.example"));
        check("https://app.element.io/#/room/!abc", room("!abc"));
        assert_eq!(understand_alias(" ", "hs.example"), None);
    }

    #[test]
    fn what_stands_around_a_pasted_id_is_not_meant() {
        check("\"@bob:hs.example\",", user("@bob:hs.example"));
        check("“#lobby:other.example”", alias("#lobby:other.example"));
        check("'!hGJIdtiQlBCSHbp7OZknhIz',", room("!hGJIdtiQlBCSHbp7OZknhIz"));
        check("<https://matrix.to/#/@bob:hs.example>,", user("@bob:hs.example"));
        check("\u{200b}matrix:u/bob:hs.example\u{200b}", user("@bob:hs.example"));
        assert_eq!(understand("\",\"", "hs.example"), None);
    }

    #[test]
    fn the_host_is_the_browsers() {
        for (url, expected) in [
            ("https://hs.example:8448/a", "hs.example:8448"),
            ("GET https://hs.example?x", "hs.example"),
            ("https://accounts.google.com@evil.example/authorize", "evil.example"),
            ("https://evil.example\\.accounts.google.com/authorize", "evil.example"),
            ("https://evil.example#@accounts.google.com", "evil.example"),
        ] {
            assert_eq!(super::host(url), expected, "{url}");
        }
    }

    #[test]
    fn rooms_alone() {
        let check = |text: &str, expected| assert_eq!(understand_room(text, "hs.example"), Some(expected), "{text}");
        check(" lobby ", Target::Search("lobby".to_owned()));
        check("@bob:hs.example", Target::Search("@bob:hs.example".to_owned()));
        check("#lobby", alias("#lobby:hs.example"));
        check("!a/b?c", room("!a/b?c"));
        check("https://matrix.to/#/%23lobby%3Aother.example", alias("#lobby:other.example"));
        assert_eq!(understand_room("", "hs.example"), None);
    }

    #[test]
    fn matrix_to_links() {
        check("https://matrix.to/#/@bob:hs.example", user("@bob:hs.example"));
        check("https://matrix.to/#/%23lobby%3Ahs.example?via=x", alias("#lobby:hs.example"));
        check("https://matrix.to/#/#lobby:hs.example", alias("#lobby:hs.example"));
        check("https://matrix.to/#/!abc:hs.example/$event?via=hs.example", room("!abc:hs.example"));
        check("https://matrix.to/#/%23a%2Fb%3Ahs.example", alias("#a/b:hs.example"));
        check("matrix.to/#/@bob:hs.example", user("@bob:hs.example"));
    }

    #[test]
    fn matrix_uris() {
        check("matrix:u/bob:hs.example?action=chat", user("@bob:hs.example"));
        check("matrix:r/lobby:hs.example", alias("#lobby:hs.example"));
        check("MATRIX:roomid/abc%2Fd:hs.example/e/event", room("!abc/d:hs.example"));
        check("matrix://authority/u/bob:hs.example", user("@bob:hs.example"));
    }

    #[test]
    fn element_addresses() {
        check("https://app.element.io/#/room/!abc:hs.example", room("!abc:hs.example"));
        check("https://chat.example/deep/#/room/#lobby:hs.example", alias("#lobby:hs.example"));
        check("https://app.element.io/#/user/@bob:hs.example", user("@bob:hs.example"));
        check("https://example.org/", Target::Search("https://example.org/".to_owned()));
    }
}
