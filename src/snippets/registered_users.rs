//! Snippets of the answer “Who is registered on my server?”

use super::{Place, Snippet};

/// The names, and what kinds of accounts they are. PostgreSQL and SQLite (3.30 or newer) understand the same.
const SQL: &str = "SELECT name FROM users ORDER BY name;

-- How many, and of what kind. An account can be in several of these.
SELECT count(*) AS accounts,
  count(*) FILTER (WHERE admin = 1) AS admins,
  count(*) FILTER (WHERE deactivated = 1) AS deactivated,
  count(*) FILTER (WHERE locked) AS locked,
  count(*) FILTER (WHERE shadow_banned) AS shadow_banned,
  count(*) FILTER (WHERE is_guest = 1) AS guests,
  count(*) FILTER (WHERE appservice_id IS NOT NULL) AS appservices
FROM users;";

/// The plain list as a file.
const TO_FILE: &str = "# One user ID a line. PostgreSQL (here the database is called synapse):
psql -At -c 'SELECT name FROM users ORDER BY name' synapse > users.txt
# SQLite:
sqlite3 -readonly homeserver.db 'SELECT name FROM users ORDER BY name' > users.txt";

/// The FAQ's way; `curl` is the first page of the list, as a command.
#[must_use]
pub fn snippets(curl: &str) -> Vec<Snippet> {
    let pages = format!("# A page of 1000. Go on with from=1000, from=2000, … until a page is empty.\n{curl}");
    vec![
        Snippet::new(Place::Psql, SQL),
        Snippet::new(Place::Sqlite, SQL),
        Snippet::new(Place::Shell, TO_FILE),
        Snippet::new(Place::Shell, pages),
    ]
}
