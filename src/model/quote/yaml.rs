//! Quoting for values that an admin copies into `homeserver.yaml` or a compose file.

use std::fmt::Write as _;

/// A text scalar in double quotes: the one style of YAML that can hold any text on one line.
/// Source: <https://yaml.org/spec/1.2.2/#731-double-quoted-style>
#[must_use]
pub fn scalar(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Control characters, and the line separators that YAML would fold.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn no_text_can_leave_the_scalar() {
        assert_eq!(scalar("hs.example"), "\"hs.example\"");
        assert_eq!(scalar("a\"\nb: c\\"), "\"a\\\"\\nb: c\\\\\"");
        assert_eq!(scalar("\u{2028}\u{7}"), "\"\\u2028\\u0007\"");
    }
}
