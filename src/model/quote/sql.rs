//! Quoting for SQL that an admin copies into `psql` or `sqlite3`.

/// A text literal: in single quotes, with quotes inside doubled. Holds for SQLite and for PostgreSQL with its default
/// `standard_conforming_strings`, where a backslash is nothing special.
#[must_use]
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn no_text_can_leave_the_literal() {
        assert_eq!(literal("@a:hs"), "'@a:hs'");
        assert_eq!(literal("'; DROP TABLE users; --"), "'''; DROP TABLE users; --'");
        assert_eq!(literal("back\\slash"), "'back\\slash'");
    }
}
