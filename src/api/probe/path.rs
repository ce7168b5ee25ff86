//! Where a check asks.

use super::Check;

/// The path and query of a check. Letter for letter: this is what is under test, so no encoder touches it.
pub(super) fn path(server_name: &str, check: Check) -> String {
    match check {
        Check::Identity | Check::SelfSignature => "/_matrix/key/v2/server".to_owned(),
        Check::Echo(echo) => format!("/_matrix/media/v3/download/{}/{}", plain_name(server_name), echo.sent()),
        Check::Federation | Check::Authorization => "/_matrix/federation/v1/make_join/a/b".to_owned(),
        Check::Route => "/_matrix/federation/v1/make_join/%21a%2Fb/%40c".to_owned(),
    }
}

/// A server name for a path in which nothing but the last segment may be encoded. IPv6 literals would need it; in their
/// place stands a name that no server has, which does as well: see `allow_remote` in `ask.rs`.
fn plain_name(server_name: &str) -> &str {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':');
    if server_name.chars().all(plain) { server_name } else { "glia.invalid" }
}
