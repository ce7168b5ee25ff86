//! Snippets of the answer “Which rooms are the biggest?”

use super::{Place, Snippet};

/// The FAQ's query, but for rooms without statistics: its inner join left them out.
const STATE_GROUPS: &str = "\
SELECT g.room_id, s.canonical_alias, count(*) AS num_rows
FROM state_groups_state AS g
LEFT JOIN room_stats_state AS s ON s.room_id = g.room_id
GROUP BY g.room_id, s.canonical_alias
ORDER BY num_rows DESC
LIMIT 10;";

/// The bytes of all events of a room, as text: what SQLite can tell about sizes.
const EVENT_BYTES: &str = "\
-- The text of each room's events in bytes, without indexes and state.
SELECT room_id, sum(length(CAST(json AS BLOB))) AS bytes
FROM event_json
GROUP BY room_id
ORDER BY bytes DESC
LIMIT 10;";

const ANALYZE: &str = "\
-- Fills the statistics that the estimated sizes are made of.
ANALYZE;";

const COMPRESS: &str = "\
# PostgreSQL only. Removes superfluous rows of state_groups_state; make a backup first.
# From https://github.com/matrix-org/rust-synapse-compress-state; Synapse may keep running.
synapse_auto_compressor -p \"$POSTGRES_URL\" -c 500 -n 100";

/// The FAQ's way, and what makes the table smaller.
#[must_use]
pub fn state_groups() -> Vec<Snippet> {
    vec![
        Snippet::new(Place::Psql, STATE_GROUPS),
        Snippet::new(Place::Sqlite, STATE_GROUPS),
        Snippet::new(Place::Shell, COMPRESS),
    ]
}

/// Sizes in bytes where the server runs on SQLite.
#[must_use]
pub fn sqlite_bytes() -> Snippet {
    Snippet::new(Place::Sqlite, EVENT_BYTES)
}

/// What fills PostgreSQL's column statistics.
#[must_use]
pub fn analyze() -> Snippet {
    Snippet::new(Place::Psql, ANALYZE)
}

#[cfg(test)]
mod tests {
    use super::{Place, analyze, sqlite_bytes, state_groups};

    #[test]
    fn no_room_is_left_out() {
        let snippets = state_groups();
        assert_eq!(snippets.iter().map(|s| s.place).collect::<Vec<_>>(), [Place::Psql, Place::Sqlite, Place::Shell]);
        assert!(snippets[0].code.contains("LEFT JOIN") && !snippets[0].code.contains("WHERE"));
        assert_eq!((sqlite_bytes().place, analyze().place), (Place::Sqlite, Place::Psql));
    }
}
