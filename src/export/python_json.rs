//! JSON as text: taken apart without losing anything, and written as Python's `json.dumps` does.
//!
//! An export must be equal to what Synapse's own command writes. A tree would lose the order of the members and the way
//! numbers were written (`1.0`, `1e+100`, integers of any length), so a value stays the text that it came as, and is
//! looked into where that is needed.
//!
//! Source: <https://docs.python.org/3/library/json.html> (`ensure_ascii`, separators `", "` and `": "`).

use std::borrow::Cow;

use serde::de::IgnoredAny;

/// A JSON value: a text that was checked to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<'a>(&'a str);

/// A text that was checked to be JSON, to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Checks that a text is one JSON value; gives it back when it is not.
    ///
    /// # Errors
    /// The text.
    pub fn parse(text: String) -> Result<Self, String> {
        if Json::parse(&text).is_ok() { Ok(Self(text)) } else { Err(text) }
    }

    /// The value.
    #[must_use]
    pub fn json(&self) -> Json<'_> {
        Json(self.0.trim_matches(is_space))
    }
}

impl<'a> Json<'a> {
    /// Checks that a text is one JSON value.
    ///
    /// # Errors
    /// Where it stops being JSON, and why.
    pub fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        // It looks at everything and keeps nothing: neither numbers nor escapes are made values, and depth costs no stack.
        serde_json::from_str::<IgnoredAny>(text).map(|_| Self(text.trim_matches(is_space)))
    }

    /// The text as it came.
    #[must_use]
    pub fn raw(self) -> &'a str {
        self.0
    }

    /// The members of an object in their order; of anything else, none.
    #[must_use]
    pub fn members(self) -> Members<'a> {
        Members(self.0.strip_prefix('{').unwrap_or_default())
    }

    /// The elements of a list; of anything else, none.
    #[must_use]
    pub fn items(self) -> Items<'a> {
        Items(self.0.strip_prefix('[').unwrap_or_default())
    }

    /// A member of an object. Of several with the same name the last counts, as in Python.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Json<'a>> {
        self.members().filter(|(key, _)| key.is(name)).map(|(_, value)| value).last()
    }

    /// What a text says.
    #[must_use]
    pub fn text(self) -> Option<Cow<'a, str>> {
        let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
        Some(if inner.contains('\\') { Cow::Owned(unescape(inner)) } else { Cow::Borrowed(inner) })
    }

    /// A member that is a text.
    #[must_use]
    pub fn text_of(self, name: &str) -> Option<Cow<'a, str>> {
        self.get(name)?.text()
    }

    /// A whole number.
    #[must_use]
    pub fn integer(self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.0.starts_with('{')
    }

    /// Whether it is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.0.starts_with('[')
    }

    /// Writes it as Python does.
    pub fn write(self, out: &mut String) {
        let mut rest = self.0;
        while let Some(first) = rest.chars().next() {
            if first == '"' {
                let (text, after) = string(rest);
                write_string(text, out);
                rest = after;
                continue;
            }
            match first {
                ',' => out.push_str(", "),
                ':' => out.push_str(": "),
                _ if is_space(first) => {}
                _ => out.push(first),
            }
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }

    /// As Python writes it.
    #[must_use]
    pub fn python(self) -> String {
        let mut out = String::with_capacity(self.0.len() + self.0.len() / 8);
        self.write(&mut out);
        out
    }
}

/// The name of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a>(Json<'a>);

impl<'a> Key<'a> {
    /// Whether it is this name.
    #[must_use]
    pub fn is(self, name: &str) -> bool {
        let inner = self.0.0.get(1..self.0.0.len().saturating_sub(1)).unwrap_or_default();
        if inner.contains('\\') { unescape(inner) == name } else { inner == name }
    }

    /// What it says.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        self.0.text().unwrap_or_default()
    }

    /// Whether it is one of these names.
    #[must_use]
    pub fn is_any(self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// The text as it came, with its quotes.
    #[must_use]
    pub fn raw(self) -> &'a str {
        self.0.0
    }
}

/// See [`Json::members`].
#[derive(Clone, Debug)]
pub struct Members<'a>(&'a str);

impl<'a> Iterator for Members<'a> {
    type Item = (Key<'a>, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.0.trim_start_matches(between);
        if !start.starts_with('"') {
            return None;
        }
        let (key, rest) = string(start);
        let (value, rest) = whole(rest.trim_start_matches(|c| c == ':' || is_space(c)));
        self.0 = rest;
        Some((Key(Json(key)), Json(value)))
    }
}

/// See [`Json::items`].
#[derive(Clone, Debug)]
pub struct Items<'a>(&'a str);

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.0.trim_start_matches(between);
        if start.is_empty() || start.starts_with(']') {
            return None;
        }
        let (value, rest) = whole(start);
        self.0 = rest;
        Some(Json(value))
    }
}

/// An object under way, as Python writes it.
#[derive(Debug)]
pub struct Object<'a> {
    out: &'a mut String,
    is_empty: bool,
}

impl<'a> Object<'a> {
    /// Opens it.
    pub fn open(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, is_empty: true }
    }

    /// A member as it came.
    pub fn member(&mut self, key: Key, value: Json) {
        self.separate();
        write_string(key.raw(), self.out);
        self.out.push_str(": ");
        value.write(self.out);
    }

    /// A member whose value is written by the caller.
    pub fn with(&mut self, name: &str, value: impl FnOnce(&mut String)) {
        self.separate();
        write_text(name, self.out);
        self.out.push_str(": ");
        value(self.out);
    }

    fn separate(&mut self) {
        if !std::mem::take(&mut self.is_empty) {
            self.out.push_str(", ");
        }
    }

    /// Closes it.
    pub fn close(self) {
        self.out.push('}');
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn between(c: char) -> bool {
    c == ',' || is_space(c)
}

/// The string that a checked text begins with, quotes and all, and what follows.
fn string(text: &str) -> (&str, &str) {
    let mut is_escaped = true; // The quote that opens it does not close it.
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return text.split_at(at + 1),
            _ => {}
        }
    }
    (text, "")
}

/// The value that a checked text begins with, and what follows.
fn whole(text: &str) -> (&str, &str) {
    if text.starts_with('"') {
        return string(text);
    }
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return text.split_at(at),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return text.split_at(at + 1);
                }
            }
            b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return text.split_at(at),
            _ => {}
        }
    }
    (text, "")
}

mod string;
pub use string::write_text;
use string::{unescape, write_string};

#[cfg(test)]
mod tests;
