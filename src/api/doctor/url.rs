//! Parts of base URLs.

use crate::api::discovery::web_address;

/// Where a server's name is asked: over `http:` only within this machine.
#[must_use]
pub fn address(name: &str) -> String {
    web_address(name)
}

/// Host and port of an address.
#[must_use]
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// Host without its port. IPv6 literals keep their brackets.
pub(super) fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => name,
        _ => host,
    }
}

/// Whether an address is this very machine's, which browsers trust without encryption.
#[must_use]
pub fn is_loopback(url: &str) -> bool {
    let name = without_port(host(url));
    name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.") || name == "[::1]"
}

/// Whether it is encrypted.
pub(super) fn is_https(url: &str) -> bool {
    url.starts_with("https:")
}

/// The first page of an address's host.
pub(super) fn root(url: &str) -> String {
    let scheme = if is_https(url) { "https" } else { "http" };
    format!("{scheme}://{}/", host(url))
}

/// The same port without TLS: whether anything listens there at all.
pub(super) fn without_tls(url: &str) -> Option<String> {
    let host = host(url.strip_prefix("https://")?);
    let port = if without_port(host) == host { ":443" } else { "" };
    Some(format!("http://{host}{port}/"))
}

#[cfg(test)]
mod tests {
    use super::{address, host, is_loopback, without_tls};

    #[test]
    fn reads_addresses() {
        assert_eq!(host("https://hs.example:8448/base"), "hs.example:8448");
        for (url, loopback) in [
            ("http://localhost:8008", true),
            ("http://a.localhost", true),
            ("http://127.0.0.1:1/x", true),
            ("http://[::1]:8008", true),
            ("http://[::12]:8008", false),
            ("http://localhost.example", false),
            ("https://hs.example", false),
        ] {
            assert_eq!(is_loopback(url), loopback, "{url}");
        }
        assert_eq!(address("hs.example"), "https://hs.example");
        assert_eq!(address("localhost:8008"), "http://localhost:8008");
        assert_eq!(without_tls("https://hs.example/base").as_deref(), Some("http://hs.example:443/"));
        assert_eq!(without_tls("https://[::1]").as_deref(), Some("http://[::1]:443/"));
        assert_eq!(without_tls("https://hs.example:8448").as_deref(), Some("http://hs.example:8448/"));
        assert_eq!(without_tls("http://hs.example"), None);
    }
}
