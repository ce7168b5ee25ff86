//! Hosts as the browser understands them: international names in the ASCII form that goes over the wire.

use web_sys::Url;

/// The host and port that a web address leads to; `None` for what is no web address.
#[must_use]
pub fn of(url: &str) -> Option<String> {
    Url::new(url).ok().map(|url| url.host()).filter(|host| !host.is_empty())
}

/// A typed server, address or id, whose server name is international, with that name as Matrix knows it: `xn--…`. Anything
/// else as it is.
#[must_use]
pub fn ascii(text: &str) -> String {
    let text = text.trim();
    let begin = match (text.find("://"), text.find(':')) {
        (Some(scheme), _) => scheme + 3,
        (None, Some(colon)) if text.starts_with(['@', '#']) => colon + 1,
        _ if text.starts_with(['@', '#', '!', '$']) => return text.to_owned(),
        _ => 0,
    };
    let (head, rest) = text.split_at(begin);
    let (name, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    // What is in front of an `@` is no name, and must not vanish.
    if name.is_ascii() || name.contains(['@', '\\', ' ']) {
        return text.to_owned();
    }
    // A scheme that knows names and has a port of its own that nobody uses.
    match of(&format!("ftp://{name}/")) {
        Some(host) => format!("{head}{host}{tail}"),
        None => text.to_owned(),
    }
}
