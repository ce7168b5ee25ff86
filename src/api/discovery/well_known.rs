//! `.well-known/matrix/client` of a server name's web host: what it names, or what is wrong with it.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#getwell-knownmatrixclient>

use serde_json::Value;

use super::{Typed, understand};

/// How many characters before a mistake are shown.
const NEAR_CHARS: usize = 24;

/// What is wrong with a file that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It begins with a byte order mark, which JSON does not allow.
    ByteOrderMark,
    /// It is no JSON.
    NotJson {
        /// The line of the mistake, from 1.
        line: usize,
        /// The column in it, from 1.
        column: usize,
        /// What stands before it.
        near: String,
    },
    /// `m.homeserver` or its `base_url` is missing.
    NoHomeserver,
    /// The `base_url` is no web address.
    NoAddress(String),
}

/// What an answer with a good status names.
///
/// # Errors
/// What is wrong with it.
pub fn base_url(body: &str) -> Result<String, Broken> {
    let body = json(body)?;
    let found = body.get("m.homeserver").and_then(|homeserver| homeserver.get("base_url")).and_then(Value::as_str);
    let text = found.ok_or(Broken::NoHomeserver)?;
    match understand(text) {
        Some((Typed::BaseUrl(url), _)) => Ok(url),
        _ => Err(Broken::NoAddress(text.to_owned())),
    }
}

/// The body as JSON.
///
/// # Errors
/// Why it is none, and where.
pub fn json(body: &str) -> Result<Value, Broken> {
    if body.starts_with('\u{feff}') {
        return Err(Broken::ByteOrderMark);
    }
    serde_json::from_slice(body.as_bytes()).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let text = body.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        // Columns count bytes, and the last is the one that is wrong.
        let bytes = text.as_bytes().get(..column.saturating_sub(1)).unwrap_or(text.as_bytes());
        let before = String::from_utf8_lossy(bytes);
        let skip = before.chars().count().saturating_sub(NEAR_CHARS);
        Broken::NotJson { line, column: before.chars().count() + 1, near: before.chars().skip(skip).collect() }
    })
}

/// Where `.well-known` of a name is asked for, first the one that counts: the host without the port, for a port belongs to
/// the server alone.
pub fn addresses(name: &str) -> Vec<String> {
    let own = super::web_address(name);
    let host = match name.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') && own.starts_with("https:") => Some(host),
        _ => None,
    };
    let host = host.map(|host| format!("https://{host}")).filter(|host| *host != own);
    host.into_iter().chain([own]).collect()
}

/// The file at a web address.
pub fn url(web: &str) -> String {
    format!("{web}/.well-known/matrix/client")
}

#[cfg(test)]
mod tests {
    use super::{Broken, addresses, base_url};

    #[test]
    fn names_what_it_says_or_what_is_wrong() {
        let good = r#"{"m.homeserver":{"base_url":"https://m.hs.example/"}}"#;
        assert_eq!(base_url(good).as_deref(), Ok("https://m.hs.example"));
        assert_eq!(base_url(&format!("\u{feff}{good}")), Err(Broken::ByteOrderMark));
        let bracket = r#"{"m.homeserver":{"base_url":"https://matrix.rookery.example"}]}"#;
        let near = r#"//matrix.rookery.example"}"#.chars().skip(2).collect::<String>();
        assert_eq!(base_url(bracket), Err(Broken::NotJson { line: 1, column: 62, near }));
        assert!(matches!(base_url("{\n  \"a\": 1,\n}"), Err(Broken::NotJson { line: 3, column: 1, .. })));
        assert!(matches!(base_url(""), Err(Broken::NotJson { near, .. }) if near.is_empty()));
        assert!(matches!(base_url("<!doctype html>"), Err(Broken::NotJson { line: 1, column: 1, .. })));
        for none in ["{}", "[]", r#"{"m.homeserver":null}"#, r#"{"m.homeserver":{"base_url":1}}"#] {
            assert_eq!(base_url(none), Err(Broken::NoHomeserver), "{none}");
        }
        for text in ["matrix.hs.example", "", "//matrix.hs.example", "ftp://hs.example"] {
            let body = format!(r#"{{"m.homeserver":{{"base_url":"{text}"}}}}"#);
            assert_eq!(base_url(&body), Err(Broken::NoAddress(text.to_owned())));
        }
    }

    #[test]
    fn a_port_is_the_servers_alone() {
        assert_eq!(addresses("hs.example"), ["https://hs.example"]);
        assert_eq!(addresses("hs.example:8448"), ["https://hs.example", "https://hs.example:8448"]);
        assert_eq!(addresses("hs.example:443"), ["https://hs.example"]);
        assert_eq!(addresses("[2001:db8::1]:8448"), ["https://[2001:db8::1]", "https://[2001:db8::1]:8448"]);
        assert_eq!(addresses("[2001:db8::1]"), ["https://[2001:db8::1]"]);
        assert_eq!(addresses("localhost:8008"), ["http://localhost:8008"]);
    }
}
