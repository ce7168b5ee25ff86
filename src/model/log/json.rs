//! Just enough JSON for log lines: the top-level members of one object, in their order. By hand, because models know no
//! JSON library, and because a log has more lines than any answer of the API.

use std::borrow::Cow;

/// The members of an object at the beginning of the text: names, and values as text (strings without their quotes,
/// anything else as written). It ends where the text is no JSON any more.
pub(super) struct Members<'a> {
    rest: &'a str,
}

/// Begins at a `{`.
pub(super) fn members(text: &str) -> Option<Members<'_>> {
    Some(Members { rest: text.strip_prefix('{')? })
}

impl<'a> Iterator for Members<'a> {
    type Item = (Cow<'a, str>, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches([',', ' ']);
        let (name, rest) = string(rest)?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let (value, rest) = if rest.starts_with('"') { string(rest)? } else { other(rest) };
        self.rest = rest;
        Some((name, value))
    }
}

/// A string and what follows it. Copied only when something in it is escaped.
fn string(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let text = text.strip_prefix('"')?;
    let end = text.find(['"', '\\'])?;
    let (plain, rest) = text.split_at_checked(end)?;
    if let Some(after) = rest.strip_prefix('"') {
        return Some((Cow::Borrowed(plain), after));
    }
    let mut out = plain.to_owned();
    let mut letters = rest.chars();
    loop {
        match letters.next()? {
            '"' => return Some((Cow::Owned(out), letters.as_str())),
            '\\' => out.push(match letters.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => unicode(&mut letters),
                itself => itself,
            }),
            letter => out.push(letter),
        }
    }
}

/// Four hexadecimal digits, or twice four with `\u` between. What is broken becomes U+FFFD.
fn unicode(letters: &mut std::str::Chars<'_>) -> char {
    let unit = |letters: &mut std::str::Chars<'_>| {
        (0..4).try_fold(0_u32, |code, _| Some(code << 4 | letters.next()?.to_digit(16)?))
    };
    let Some(first) = unit(letters) else { return char::REPLACEMENT_CHARACTER };
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    let mut ahead = letters.clone();
    let second = match (ahead.next(), ahead.next()) {
        (Some('\\'), Some('u')) => unit(&mut ahead).filter(|unit| (0xdc00..0xe000).contains(unit)),
        _ => None,
    };
    let Some(second) = second else { return char::REPLACEMENT_CHARACTER };
    *letters = ahead;
    char::from_u32(0x1_0000 + ((first - 0xd800) << 10 | (second - 0xdc00))).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A number, a word, or something nested, which is not looked into: strings within it may hold brackets.
fn other(text: &str) -> (Cow<'_, str>, &str) {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' | '[' => depth += 1,
            ',' | '}' | ']' if depth == 0 => {
                let (value, rest) = text.split_at_checked(at).unwrap_or((text, ""));
                return (Cow::Borrowed(value.trim_end()), rest);
            }
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    (Cow::Borrowed(text), "")
}

#[cfg(test)]
mod tests {
    use super::members;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(String, String)> {
        members(text).unwrap().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    #[test]
    fn reads_members_in_order() {
        let text = r#"{"a":"x\"\\\n\u00e9\ud83e\udd8a\/", "b" : -1.5e3,"c":{"d":["}",1]},"e":null,"f":""} tail"#;
        let members = read(text);
        let expected = [("a", "x\"\\\né🦊/"), ("b", "-1.5e3"), ("c", r#"{"d":["}",1]}"#), ("e", "null"), ("f", "")];
        assert_eq!(members, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn broken_json_ends_where_it_breaks() {
        assert_eq!(read(r#"{"a":"1","b":"2"#), [("a".to_owned(), "1".to_owned())]);
        assert_eq!(read(r#"{"a":"\ud83e\u0041"}"#), [("a".to_owned(), "\u{fffd}A".to_owned())]);
        assert_eq!(read("{"), []);
        assert!(members("x").is_none());
    }

    proptest! {
        #[test]
        fn agrees_with_a_whole_json_library(name in ".*", value in ".*", number in any::<i64>()) {
            let text = serde_json::json!({ "a": number, "v": value, "z": name }).to_string();
            let expected = [("a", number.to_string()), ("v", value), ("z", name)];
            prop_assert_eq!(read(&text), expected.map(|(name, value)| (name.to_owned(), value)));
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = members(&format!("{{{text}")).map(Iterator::count);
        }
    }
}
