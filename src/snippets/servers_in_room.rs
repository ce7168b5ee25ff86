//! Snippets of the answer “Which servers take part in a room?”

use super::{Place, Snippet};
use crate::model::quote::sql::literal;

/// Stands in for the room while none is named.
const SOME_ROOM: &str = "!ROOM_ID:example.org";

/// The servers of a room with their members, for both databases, and `curl`, the command for its members, when the room
/// is known.
#[must_use]
pub fn servers(room_id: Option<&str>, curl: Option<String>) -> Vec<Snippet> {
    let room_id = room_id.unwrap_or(SOME_ROOM);
    let mut snippets = vec![
        Snippet::new(Place::Psql, sql(room_id, "substring(state_key FROM position(':' IN state_key) + 1)")),
        Snippet::new(Place::Sqlite, sql(room_id, "substr(state_key, instr(state_key, ':') + 1)")),
    ];
    snippets.extend(curl.map(|curl| Snippet::new(Place::Shell, curl)));
    snippets
}

/// `server` is all behind the first colon of a user ID.
fn sql(room_id: &str, server: &str) -> String {
    let room_id = literal(room_id);
    format!(
        "SELECT {server} AS server, count(*) AS members\n\
         FROM current_state_events\n\
         WHERE type = 'm.room.member' AND membership = 'join' AND room_id = {room_id}\n\
         GROUP BY 1\n\
         ORDER BY 2 DESC, 1;"
    )
}

#[cfg(test)]
mod tests {
    use super::servers;

    #[test]
    fn splits_at_the_first_colon() {
        let snippets = servers(Some("!a:hs"), Some("curl x".to_owned()));
        assert_eq!(
            snippets[0].code,
            "SELECT substring(state_key FROM position(':' IN state_key) + 1) AS server, count(*) AS members\n\
             FROM current_state_events\n\
             WHERE type = 'm.room.member' AND membership = 'join' AND room_id = '!a:hs'\n\
             GROUP BY 1\nORDER BY 2 DESC, 1;"
        );
        assert!(snippets[1].code.starts_with("SELECT substr(state_key, instr(state_key, ':') + 1) AS server,"));
        assert_eq!(snippets[2].code, "curl x");
    }

    #[test]
    fn no_room_id_can_leave_its_literal() {
        for id in ["!x'; DROP TABLE users; --:hs", "!\\'\\", "!a\n'b:hs", "!$(id)`x`\"y\"'''"] {
            let literal = format!("room_id = '{}'\nGROUP BY", id.replace('\'', "''"));
            let snippets = servers(Some(id), None);
            assert_eq!(snippets.len(), 2);
            assert!(snippets.iter().all(|snippet| snippet.code.contains(&literal)), "{id}");
        }
        assert!(servers(None, None)[0].code.contains("room_id = '!ROOM_ID:example.org'"));
    }
}
