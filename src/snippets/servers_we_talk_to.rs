//! Snippets of the answer “Which servers is my server talking to?”

use super::{Place, Snippet};
use crate::model::quote::sql::literal;

/// What the page shows, for both databases: all destinations, or those whose name has `part`; and `curl`, the command
/// for all of them.
#[must_use]
pub fn destinations(part: &str, curl: String) -> Vec<Snippet> {
    vec![
        Snippet::new(Place::Psql, sql(part, "strpos")),
        Snippet::new(Place::Sqlite, sql(part, "instr")),
        Snippet::new(Place::Shell, curl),
    ]
}

/// `find` is the function that gives the place of a text within another. It knows no wildcards, as `LIKE` does, so that
/// whatever was typed means itself.
fn sql(part: &str, find: &str) -> String {
    let filter = match part {
        "" => String::new(),
        part => format!("\nWHERE {find}(lower(destination), lower({})) > 0", literal(part)),
    };
    format!(
        "SELECT * FROM destinations;\n\n\
         -- What fails first, what began to fail last at the top:\n\
         SELECT * FROM destinations{filter}\n\
         ORDER BY failure_ts IS NULL, failure_ts DESC, destination;"
    )
}

#[cfg(test)]
mod tests {
    use super::destinations;
    use crate::snippets::Place;

    #[test]
    fn the_faqs_own_query_comes_first() {
        let snippets = destinations("", "curl x".to_owned());
        assert_eq!(
            snippets[0].code,
            "SELECT * FROM destinations;\n\n\
             -- What fails first, what began to fail last at the top:\n\
             SELECT * FROM destinations\nORDER BY failure_ts IS NULL, failure_ts DESC, destination;"
        );
        assert_eq!(snippets[0].code, snippets[1].code);
        assert_eq!((snippets[2].place, snippets[2].code.as_str()), (Place::Shell, "curl x"));
    }

    #[test]
    fn no_search_can_leave_its_literal() {
        for part in ["a'; DROP TABLE destinations; --", "%_\\'", "[::1]:8448", "\n'"] {
            let quoted = format!("lower('{}')) > 0\n", part.replace('\'', "''"));
            let snippets = destinations(part, String::new());
            assert!(snippets[0].code.contains(&format!("\nWHERE strpos(lower(destination), {quoted}")));
            assert!(snippets[1].code.contains(&format!("\nWHERE instr(lower(destination), {quoted}")));
        }
    }
}
