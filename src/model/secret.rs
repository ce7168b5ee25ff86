//! A value that must not show up in logs, notices or debug output.

use super::id::pasted;
use super::letters::{is_invisible, turns_direction};

/// An access token, refresh token or password. `Debug` hides it; [`Secret::reveal`] is the only way out,
/// so that every place which uses one can be found by its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// Why a pasted text cannot be an access token, which consists of ASCII letters, digits and signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddToken {
    /// Nothing is left of it.
    Empty,
    /// It ends in, or has, the dots of a text that was cut off where it was shown.
    CutOff,
    /// It consists of several words.
    Blank,
    /// It has a letter that no token has.
    Letter(char),
}

/// What stands in front of a token where people copy it.
const PREFIXES: [&str; 3] = ["authorization", "bearer", "access_token"];

impl Secret {
    /// Wraps a secret, without surrounding white space (pasted tokens come with line ends).
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// Wraps a secret to the letter, for passwords: white space at their ends counts.
    #[must_use]
    pub fn exact(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Understands a pasted access token: without quotation marks, `Bearer`, and characters that nobody sees.
    ///
    /// # Errors
    /// When it cannot be a token, so that no server needs to be asked.
    pub fn token(text: &str) -> Result<Self, OddToken> {
        let seen: String = text.chars().filter(|c| !is_invisible(*c) && !turns_direction(*c)).collect();
        let mut token = pasted(&seen);
        while let Some(rest) = PREFIXES.iter().find_map(|prefix| without(token, prefix)) {
            token = pasted(rest);
        }
        match token.chars().find(|c| !c.is_ascii_graphic()) {
            None if token.is_empty() => Err(OddToken::Empty),
            None if token.ends_with("...") => Err(OddToken::CutOff),
            None => Ok(Self(token.to_owned())),
            Some('…' | '⋯') => Err(OddToken::CutOff),
            Some(c) if c.is_whitespace() => Err(OddToken::Blank),
            Some(c) => Err(OddToken::Letter(c)),
        }
    }

    /// The text itself. To be sent to its homeserver, or shown once to the person who asked for it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// What follows a word and a sign that ends it.
fn without<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    let is_it = head.eq_ignore_ascii_case(word);
    let ends = |c: char| c.is_whitespace() || ":=\"'".contains(c);
    (is_it && rest.starts_with(ends)).then(|| rest.trim_start_matches(ends))
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{OddToken, Secret};

    #[test]
    fn debug_shows_nothing() {
        let secret = Secret::new(" syt_abc\n");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret.reveal(), "syt_abc");
    }

    #[test]
    fn a_token_is_understood_however_it_was_copied() {
        for typed in [
            "syt_abc",
            " syt_abc\r\n",
            "\u{feff}syt_abc\u{200b}",
            "syt_\u{200b}abc",
            "syt_\u{202a}abc\u{202c}",
            "Bearer syt_abc",
            "bearer\u{a0}syt_abc",
            "Authorization: Bearer syt_abc",
            "\"syt_abc\"",
            "“syt_abc”",
            "„syt_abc“,",
            "'Bearer syt_abc'",
            "`syt_abc`",
            "«syt_abc»",
            "<syt_abc>",
            "\"access_token\": \"syt_abc\",",
            "access_token=syt_abc",
        ] {
            assert_eq!(
                Secret::token(typed).map(|token| token.reveal().to_owned()),
                Ok("syt_abc".to_owned()),
                "{typed:?}"
            );
        }
        // No prefix without a sign behind it.
        assert_eq!(Secret::token("bearer_x").unwrap().reveal(), "bearer_x");
    }

    #[test]
    fn what_cannot_be_a_token_is_told_and_why() {
        for (typed, odd) in [
            ("", OddToken::Empty),
            ("\u{200b}", OddToken::Empty),
            ("syt_abc…", OddToken::CutOff),
            ("syt_a…bc", OddToken::CutOff),
            ("syt_abc...", OddToken::CutOff),
            ("syt_abc def", OddToken::Blank),
            ("syt_аbc", OddToken::Letter('а')),
            ("syt_🦊", OddToken::Letter('🦊')),
            ("syt_é", OddToken::Letter('é')),
            ("ｓｙｔ", OddToken::Letter('ｓ')),
        ] {
            assert_eq!(Secret::token(typed).map(|_| ()), Err(odd), "{typed:?}");
        }
    }

    /// Whatever is typed, what comes out can stand in a header.
    #[test]
    fn a_token_is_always_fit_for_a_header() {
        let odd = ['a', '…', '\u{200b}', '\n', '\0', 'é', '\u{100}', '🦊', '"', ' ', ',', '\u{7f}', '\u{202e}'];
        for a in odd {
            for b in odd {
                for c in odd {
                    let typed = format!("{a}{b}syt{c}{a}");
                    if let Ok(token) = Secret::token(&typed) {
                        assert!(token.reveal().bytes().all(|byte| byte.is_ascii_graphic()), "{typed:?}");
                    }
                }
            }
        }
    }
}
