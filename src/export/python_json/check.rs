//! Whether a text is JSON (RFC 8259), and nothing else.

use super::is_space;

/// What is left to read.
pub(super) struct Check<'a> {
    pub(super) rest: &'a str,
}

impl Check<'_> {
    /// Reads one value with the white space around it; `None` where it is none.
    pub(super) fn value(&mut self, deepest: usize) -> Option<()> {
        self.space();
        match self.rest.bytes().next()? {
            b'{' => self.list('{', '}', deepest.checked_sub(1)?, true),
            b'[' => self.list('[', ']', deepest.checked_sub(1)?, false),
            b'"' => self.string(),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number(),
        }?;
        self.space();
        Some(())
    }

    fn list(&mut self, open: char, close: char, deepest: usize, is_object: bool) -> Option<()> {
        self.one(open)?;
        self.space();
        if self.one(close).is_some() {
            return Some(());
        }
        loop {
            if is_object {
                self.space();
                self.string()?;
                self.space();
                self.one(':')?;
            }
            self.value(deepest)?;
            if self.one(close).is_some() {
                return Some(());
            }
            self.one(',')?;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.one('"')?;
        loop {
            let end = self.rest.find(|c| c == '"' || c == '\\' || c < ' ')?;
            self.skip(end);
            match self.rest.bytes().next()? {
                b'"' => return self.one('"'),
                b'\\' => {
                    let escape = self.rest.chars().nth(1)?;
                    let length = match escape {
                        'u' => 6,
                        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => 2,
                        _ => return None,
                    };
                    let digits = self.rest.get(2..length)?;
                    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
                    self.skip(length);
                }
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        let _ = self.one('-');
        if self.one('0').is_none() {
            self.digits()?;
        }
        if self.one('.').is_some() {
            self.digits()?;
        }
        if self.one('e').or_else(|| self.one('E')).is_some() {
            let _ = self.one('+').or_else(|| self.one('-'));
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        self.skip(end);
        (end > 0).then_some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(())
    }

    fn one(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches(is_space);
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}
