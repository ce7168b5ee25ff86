//! Where a lab server keeps its data, and running SQL on it from outside of Synapse.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde::Serialize;

use super::postgres::Address;
use crate::process;

/// A database that Synapse and tests reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Database {
    /// A file.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A database of a PostgreSQL server.
    Postgres(Address),
}

impl Database {
    /// SQL to run after rows were added behind Synapse's back.
    pub fn afterwards(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "",
            Self::Postgres(_) => AFTERWARDS_ON_POSTGRES,
        }
    }

    /// Runs a file of SQL in one transaction, with the Python that Synapse runs on. Synapse is
    /// stopped meanwhile, as it would not notice what changes.
    pub fn run_file(&self, python: &Path, sql: &Path) -> Result<()> {
        let mut command = Command::new(python);
        match self {
            Self::Sqlite { path } => command.args(["-c", RUN_ON_SQLITE]).arg(sql).arg(path),
            Self::Postgres(address) => command.args(["-c", RUN_ON_POSTGRES]).arg(sql).arg(address.connection()),
        };
        process::run(&mut command, "Running SQL on the lab's database")
    }
}

/// Synapse takes the next ids from sequences, and the sizes of rooms from the planner's statistics.
const AFTERWARDS_ON_POSTGRES: &str = "
SELECT setval('events_stream_seq', (SELECT max(stream_ordering) FROM events));
SELECT setval('state_group_id_seq', (SELECT max(id) FROM state_groups));
ANALYZE;
";

/// File, database.
const RUN_ON_SQLITE: &str = "\
import sqlite3, sys
with open(sys.argv[1], encoding='utf-8') as file:
    sql = file.read()
database = sqlite3.connect(sys.argv[2])
database.execute('PRAGMA foreign_keys = ON')
database.executescript('BEGIN;' + sql + 'COMMIT;')
database.close()
";

/// File, connection string.
const RUN_ON_POSTGRES: &str = "\
import psycopg2, sys
with open(sys.argv[1], encoding='utf-8') as file:
    sql = file.read()
with psycopg2.connect(sys.argv[2]) as connection:
    connection.cursor().execute(sql)
connection.close()
";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    // `tests/e2e/support/lab.ts` reads them like this.
    #[test]
    fn the_manifest_tells_the_databases_apart() -> Result<()> {
        let sqlite = Database::Sqlite { path: PathBuf::from("/x/homeserver.db") };
        assert_eq!(serde_json::to_value(sqlite)?, json!({ "kind": "sqlite", "path": "/x/homeserver.db" }));
        assert_eq!(
            serde_json::to_value(Database::Postgres(Address::on(4711)))?,
            json!({ "kind": "postgres", "host": "127.0.0.1", "port": 4711, "user": "synapse", "name": "synapse" })
        );
        Ok(())
    }
}
