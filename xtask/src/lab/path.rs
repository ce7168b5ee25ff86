//! Request paths of Synapse's APIs, each segment percent-encoded: user ids, room ids and aliases
//! hold `/`, `#`, `%` and worse.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One path segment, or one query value.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// `/_matrix/client/v3/<segments>`
pub fn client(segments: &[&str]) -> String {
    join("/_matrix/client/v3", segments)
}

/// `/_synapse/admin/v1/<segments>`
pub fn admin_v1(segments: &[&str]) -> String {
    join("/_synapse/admin/v1", segments)
}

/// `/_synapse/admin/v2/<segments>`
pub fn admin_v2(segments: &[&str]) -> String {
    join("/_synapse/admin/v2", segments)
}

fn join(prefix: &str, segments: &[&str]) -> String {
    segments.iter().fold(prefix.to_owned(), |path, segment| path + "/" + &encode(segment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaks_out_of_a_segment() {
        assert_eq!(encode("#a/b%25 \"c'\\?:x"), "%23a%2Fb%2525%20%22c%27%5C%3F%3Ax");
        assert_eq!(encode("a-b.c_d~e"), "a-b.c_d~e");
        assert_eq!(encode("🦊"), "%F0%9F%A6%8A");
    }

    #[test]
    fn paths_are_joined() {
        assert_eq!(client(&["rooms", "!a:b", "join"]), "/_matrix/client/v3/rooms/%21a%3Ab/join");
    }
}
