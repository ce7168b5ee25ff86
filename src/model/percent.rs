//! Percent-encoding as the browser's `encodeURIComponent` does it: Synapse matches its paths on the raw, still encoded
//! text, and addresses are to look alike wherever they are made.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What `encodeURIComponent` encodes: everything but `A-Z a-z 0-9 - _ . ! ~ * ' ( )`.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// Encodes one path segment or query value.
#[must_use]
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Decodes `%XX`. Broken escapes stay as they are and bytes that are no UTF-8 become U+FFFD, so that
/// an address mangled by a chat client still opens something readable.
#[must_use]
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn encodes_like_the_browser() {
        assert_eq!(encode("@a/b:c?d#e%f"), "%40a%2Fb%3Ac%3Fd%23e%25f");
        assert_eq!(encode("A-z_0.9!~*'()"), "A-z_0.9!~*'()");
        assert_eq!(encode("é🦊"), "%C3%A9%F0%9F%A6%8A");
    }

    #[test]
    fn decodes_what_it_encodes() {
        for text in ["", "#a/b%25 \"'\\🦊:x.example", "\u{202e}rtl", "100%", "%zz%4"] {
            assert_eq!(decode(&encode(text)), text);
        }
    }

    #[test]
    fn leaves_broken_escapes_alone() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%4g%41"), "%4gA");
        assert_eq!(decode("%FF"), "\u{fffd}");
    }
}
