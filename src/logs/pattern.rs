//! What messages have in common: the message with `…` for ids, numbers and whatever is quoted.

/// A longer message is cut, in bytes.
const LONGEST: usize = 300;

/// What stands for something that differs.
const GAP: char = '…';

/// The pattern of a message's first line.
#[must_use]
pub fn pattern(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let mut out = String::with_capacity(line.len().min(LONGEST));
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if out.len() > LONGEST {
            break;
        }
        let taken = match first {
            '\'' | '"' | '`' => quoted(rest, first, &mut out),
            _ if is_part_of_a_word(first) => word(rest, &mut out),
            _ => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    if out.len() > LONGEST {
        out.truncate((0..=LONGEST).rev().find(|end| out.is_char_boundary(*end)).unwrap_or(0));
        out.push(GAP);
    }
    out
}

/// Something in quotes on the same line; an apostrophe is none.
fn quoted(rest: &str, quote: char, out: &mut String) -> usize {
    let after_word = out.chars().next_back().is_some_and(char::is_alphanumeric);
    let inner = rest.get(1..).and_then(|inner| inner.find(quote)).filter(|_| !after_word);
    out.push(quote);
    match inner {
        Some(length) if length > 0 => {
            out.push(GAP);
            out.push(quote);
            length + 2
        }
        Some(length) => {
            out.push(quote);
            length + 2
        }
        None => 1,
    }
}

/// Letters, digits and what ids are made of.
fn is_part_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '@' | '!' | '#' | '$' | '_' | '%' | '+' | '=' | '~')
}

fn word(rest: &str, out: &mut String) -> usize {
    let ends = |letter: char| !is_part_of_a_word(letter) && !matches!(letter, '.' | ':' | '/' | '-');
    let whole = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or(rest);
    // The sentence's own full stop or colon is no part of it.
    let word = whole.trim_end_matches(['.', ':', '/', '-']);
    let word = if word.is_empty() { whole } else { word };
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let is_id = word.starts_with(['@', '!', '#', '$']) && word.len() > 1;
    // Names of servers and addresses; a name of Python's has an underscore or stands alone.
    let is_server = word.contains('.') && !word.contains(['_', '/']) && word.contains(|c: char| c.is_alphabetic());
    if is_id || has_digit || is_server || word.contains("//") {
        // Two gaps side by side are one.
        if !out.ends_with(GAP) {
            out.push(GAP);
        }
    } else {
        out.push_str(word);
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{GAP, LONGEST, pattern};

    #[test]
    fn what_differs_is_left_out() {
        for (message, expected) in [
            (
                "Failed handle request via 'JoinRoomAliasServlet': <SynapseRequest at 0x7f method='POST'>",
                "Failed handle request via '…': <SynapseRequest at … method='…'>",
            ),
            ("Unknown room !abc:hs.example", "Unknown room …"),
            ("Transaction 1234 to matrix.org failed: 502", "Transaction … to … failed: …"),
            ("Can't reach https://a.b/c?d", "Can't reach …?d"),
            ("Connection to [::1]:8448 refused.", "Connection to [::…]:… refused."),
            ("@a:b said ''", "… said ''"),
            ("plain words stay, also some_python.names.", "plain words stay, also some_python.names."),
            ("first\nsecond", "first"),
            ("", ""),
        ] {
            assert_eq!(pattern(message), expected, "{message}");
        }
    }

    #[test]
    fn alike_is_alike() {
        let of = |user: &str, n: u32| pattern(&format!("Error sending push to {user} after {n} tries: 'x{n}'"));
        assert_eq!(of("@a:hs.example", 3), of("@longer.name:other.example:8448", 12));
    }

    proptest! {
            #[test]
            fn no_message_makes_it_panic_or_long(message in ".{0,900}") {
                let pattern = pattern(&message);
    prop_assert!(pattern.len() <= LONGEST + GAP.len_utf8());
            }
        }
}
