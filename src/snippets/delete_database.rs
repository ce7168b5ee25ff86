//! Snippets of the answer “Can I just delete my database and start again?”

use super::{Place, Snippet};
use crate::model::quote::sql;

/// Counts what would break. `own_server` is the server's name.
#[must_use]
pub fn snippets(own_server: &str) -> Vec<Snippet> {
    let counts = |server_of_creator: &str| {
        format!(
            "-- Servers that this one has sent to, and those known to have got something.\n\
             SELECT count(*) AS destinations, count(last_successful_stream_ordering) AS reached FROM destinations;\n\
             -- Rooms with members from other servers.\n\
             SELECT count(*) AS federated_rooms,\n  \
               COALESCE(sum(joined_members - local_users_in_room), 0) AS remote_members\n\
             FROM room_stats_current WHERE joined_members > local_users_in_room;\n\
             -- Rooms that users of other servers created.\n\
             SELECT count(*) AS created_elsewhere FROM rooms WHERE {server_of_creator} <> {};\n\
             -- What would break first.\n\
             SELECT room_id, name, joined_members, joined_members - local_users_in_room AS remote_members\n\
             FROM room_stats_current LEFT JOIN room_stats_state USING (room_id)\n\
             WHERE joined_members > local_users_in_room\n\
             ORDER BY remote_members DESC, room_id LIMIT 10;",
            sql::literal(own_server)
        )
    };
    vec![
        Snippet::new(Place::Psql, counts("substr(creator, strpos(creator, ':') + 1)")),
        Snippet::new(Place::Sqlite, counts("substr(creator, instr(creator, ':') + 1)")),
    ]
}

#[cfg(test)]
mod tests {
    use super::snippets;

    #[test]
    fn no_name_changes_the_query() {
        for snippet in snippets("it's.example:8448") {
            assert!(snippet.code.contains(" <> 'it''s.example:8448';\n"));
        }
    }
}
