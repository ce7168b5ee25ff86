//! Snippets of the answer “Which servers is my server talking to?”

use super::{Place, Snippet};
use crate::model::quote::sql::literal;

/// What the page shows, for both databases: all destinations, or those whose name has `part`; the rooms of one, when
/// `rooms_of` is not empty; and `curl`, the command for all destinations.
#[must_use]
pub fn destinations(part: &str, rooms_of: &str, curl: String) -> Vec<Snippet> {
    let rooms = match rooms_of {
        "" => String::new(),
        name => format!(
            "\n\n-- The rooms through which events were sent to one of them:\n\
             SELECT room_id, stream_ordering FROM destination_rooms\nWHERE destination = {}\nORDER BY room_id;",
            literal(name)
        ),
    };
    vec![
        Snippet::new(Place::Psql, sql(part, "strpos") + &rooms),
        Snippet::new(Place::Sqlite, sql(part, "instr") + &rooms),
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
        let snippets = destinations("", "", "curl x".to_owned());
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
            let snippets = destinations(part, part, String::new());
            let rooms = format!("\nWHERE destination = '{}'\nORDER BY room_id;", part.replace('\'', "''"));
            assert!(snippets[0].code.ends_with(&rooms) && snippets[1].code.ends_with(&rooms));
            assert!(snippets[0].code.contains(&format!("\nWHERE strpos(lower(destination), {quoted}")));
            assert!(snippets[1].code.contains(&format!("\nWHERE instr(lower(destination), {quoted}")));
        }
    }
}
