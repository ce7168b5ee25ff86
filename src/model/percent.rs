//! Percent-encoding as the browser's `encodeURIComponent` does it.
//!
//! Written by hand (30 lines) because both routes and endpoint paths need exactly this set of
//! untouched characters, and Synapse matches its paths on the raw, still encoded text.

use std::fmt::Write as _;

/// Encodes one path segment or query value: everything but `A-Z a-z 0-9 - _ . ! ~ * ' ( )`.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Decodes `%XX`. Broken escapes stay as they are and bytes that are no UTF-8 become U+FFFD, so that
/// an address mangled by a chat client still opens something readable.
#[must_use]
pub fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        match (byte, tail) {
            (b'%', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                out.push(hex(*high).unwrap_or(0) << 4 | hex(*low).unwrap_or(0));
                rest = after;
            }
            _ => {
                out.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
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
