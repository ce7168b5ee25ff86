//! Where a lab server keeps its data, and running SQL on it from outside of Synapse.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde::Serialize;

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
}

impl Database {
    /// Runs a file of SQL in one transaction, with the Python that Synapse runs on. Synapse is
    /// stopped meanwhile, as it would not notice what changes.
    pub fn run_file(&self, python: &Path, sql: &Path) -> Result<()> {
        let mut command = Command::new(python);
        match self {
            Self::Sqlite { path } => command.args(["-c", RUN_ON_SQLITE]).arg(sql).arg(path),
        };
        process::run(&mut command, "Running SQL on the lab's database")
    }
}

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
