//! Strings, with the escapes that Python writes.

use std::fmt::Write as _;

/// Writes a text as Python writes a string.
pub fn write_text(text: &str, out: &mut String) {
    out.push('"');
    text.chars().for_each(|c| write_char(c, out));
    out.push('"');
}

/// A string as it came (quotes and all), written with Python's escapes.
pub(super) fn write_string(raw: &str, out: &mut String) {
    let plain = |byte: u8| (b' '..=b'~').contains(&byte) && byte != b'\\';
    if raw.bytes().all(plain) {
        out.push_str(raw);
        return;
    }
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    out.push('"');
    each_char(inner, |unit| match unit {
        Unit::Char(c) => write_char(c, out),
        Unit::Surrogate(unit) => write_unit(unit, out),
    });
    out.push('"');
}

fn write_char(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        ' '..='~' => out.push(c),
        _ => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write_unit(*unit, out)),
    }
}

fn write_unit(unit: u16, out: &mut String) {
    // Writing into a text cannot fail.
    let _ = write!(out, "\\u{unit:04x}");
}

/// What a string consists of. Half of a surrogate pair is no character, but JSON and Python let it stand alone.
enum Unit {
    Char(char),
    Surrogate(u16),
}

fn each_char(inner: &str, mut each: impl FnMut(Unit)) {
    let mut chars = inner.chars();
    // A first half that waits for its second.
    let mut high = None;
    while let Some(c) = chars.next() {
        let unit = match c {
            '\\' => match chars.next() {
                Some('u') => hex(chars.by_ref().take(4)),
                Some(other) => u16::from(unescaped(other)),
                None => break,
            },
            other => {
                if let Some(high) = high.take() {
                    each(Unit::Surrogate(high));
                }
                each(Unit::Char(other));
                continue;
            }
        };
        let pair = high.take();
        match (pair, unit) {
            (Some(first), 0xdc00..=0xdfff) => {
                char::decode_utf16([first, unit]).flatten().for_each(|c| each(Unit::Char(c)));
                continue;
            }
            (Some(first), _) => each(Unit::Surrogate(first)),
            (None, _) => {}
        }
        match unit {
            0xd800..=0xdbff => high = Some(unit),
            _ => each(char::from_u32(u32::from(unit)).map_or(Unit::Surrogate(unit), Unit::Char)),
        }
    }
    if let Some(high) = high {
        each(Unit::Surrogate(high));
    }
}

fn hex(digits: impl Iterator<Item = char>) -> u16 {
    let value = digits.filter_map(|c| c.to_digit(16)).fold(0, |value, digit| value * 16 + digit);
    u16::try_from(value).unwrap_or_default()
}

/// The character that stands after a backslash, made what it means.
fn unescaped(c: char) -> u8 {
    match c {
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'b' => 8,
        'f' => 12,
        '"' => b'"',
        '/' => b'/',
        _ => b'\\',
    }
}

/// What a string says; halves of surrogate pairs become U+FFFD.
pub(super) fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    each_char(inner, |unit| match unit {
        Unit::Char(c) => text.push(c),
        Unit::Surrogate(_) => text.push(char::REPLACEMENT_CHARACTER),
    });
    text
}
