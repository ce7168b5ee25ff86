//! Where a check asks.

use super::Check;

/// The path and query of a check. Letter for letter: this is what is under test, so no encoder touches it.
pub(super) fn path(server_name: &str, check: Check) -> String {
    match check {
        Check::Identity | Check::SelfSignature => "/_matrix/key/v2/server".to_owned(),
        Check::Echo(echo) => format!("/_matrix/media/v3/download/{}/{}", plain_name(server_name), echo.sent()),
        Check::Federation => "/_matrix/federation/v1/make_join/a/b".to_owned(),
        // Another one, for a cache may keep the answer to that.
        Check::Authorization => "/_matrix/federation/v1/make_join/a/c".to_owned(),
        Check::Route => "/_matrix/federation/v1/make_join/%21a%2Fb/%40c".to_owned(),
    }
}

/// A server name for a path in which nothing but the last segment may be encoded. IPv6 literals would need it; in their
/// place stands a name that no server has, which does as well: see `allow_remote` in `ask.rs`.
fn plain_name(server_name: &str) -> &str {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':');
    if server_name.chars().all(plain) { server_name } else { "glia.invalid" }
}

#[cfg(test)]
mod tests {
    use super::path;
    use crate::api::probe::{Check, Echo, federation_address, other_address};

    #[test]
    fn names_of_all_kinds_go_into_the_path_without_an_escape() {
        for (name, host) in [("hs.example:8448", "hs.example:8448"), ("[::1]:8448", "glia.invalid")] {
            let path = path(name, Check::Echo(Echo::Plain));
            assert_eq!(path, format!("/_matrix/media/v3/download/{host}/plain"));
        }
    }

    #[test]
    fn the_usual_address_of_other_servers() {
        for (name, address) in [
            ("hs.example", "https://hs.example:8448"),
            ("hs.example:443", "https://hs.example:443"),
            ("[::1]", "https://[::1]:8448"),
            ("[::1]:8448", "https://[::1]:8448"),
        ] {
            assert_eq!(federation_address(name), address);
        }
        for (typed, address) in [
            ("matrix.hs.example:8448", Some("https://matrix.hs.example:8448")),
            (" https://hs.example/_matrix/federation/v1/version ", Some("https://hs.example")),
            ("hs.example", Some("https://hs.example:8448")),
            ("not an address", None),
            ("", None),
        ] {
            assert_eq!(other_address(typed).as_deref(), address, "{typed}");
        }
    }
}
