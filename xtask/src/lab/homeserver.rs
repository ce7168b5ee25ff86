//! A running Synapse.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::client::Client;
use super::config::{CONFIG_FILE, DATABASE_FILE, SHARED_SECRET, SIGNING_KEY_FILE, Spec};
use crate::process::{self, Group};
use crate::{files, interrupt};

/// What Synapse writes, in the server's folder.
const LOG_FILE: &str = "synapse.log";

/// A first start creates the database, which takes seconds; slow machines get this long.
const START_LIMIT: Duration = Duration::from_secs(120);

const POLL: Duration = Duration::from_millis(50);

/// Lines of the log shown when Synapse does not start.
const LOG_TAIL: usize = 15;

/// A Synapse that answers requests; stopped when dropped.
#[derive(Debug)]
pub struct Homeserver {
    spec: Spec,
    client: Client,
    process: Group,
}

impl Homeserver {
    /// Starts Synapse with the Python of its virtual environment, on the data in the spec's
    /// folder (created when there is none), and waits until it answers.
    pub fn start(spec: Spec, python: &Path) -> Result<Self> {
        files::create_dir(&spec.dir)?;
        spec.write_config()?;
        ensure_signing_key(&spec, python)?;
        ensure_database(&spec, python)?;
        let log_path = spec.dir.join(LOG_FILE);
        let log = File::create(&log_path).with_context(|| format!("Cannot write {}", log_path.display()))?;
        let errors = log.try_clone().context("Cannot share the log file")?;
        let process = Group::start(
            Command::new(python)
                .args(["-m", "synapse.app.homeserver", "-c", CONFIG_FILE])
                .current_dir(&spec.dir)
                // Synapse puts the branch of a git repository around it into its version.
                .env("GIT_DIR", "/dev/null")
                .stdout(log)
                .stderr(errors),
            &format!("Synapse {} \"{}\"", spec.version, spec.name),
        )?;
        let client = Client::new(&spec.base_url(), SHARED_SECRET);
        let mut server = Self { spec, client, process };
        server.wait_until_healthy()?;
        Ok(server)
    }

    fn wait_until_healthy(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_LIMIT;
        loop {
            if let Some(status) = self.process.ended()? {
                bail!("{} ended instead of starting ({status}).{}", self.title(), self.log_tail());
            }
            if self.client.is_healthy() {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("{} does not answer.{}", self.title(), self.log_tail());
            }
            interrupt::sleep(POLL)?;
        }
    }

    /// Fails, with the end of the log, when Synapse has ended by itself.
    pub fn check(&mut self) -> Result<()> {
        if let Some(status) = self.process.ended()? {
            bail!("{} ended ({status}).{}", self.title(), self.log_tail());
        }
        Ok(())
    }

    fn title(&self) -> String {
        format!("Synapse {} (\"{}\")", self.spec.version, self.spec.name)
    }

    fn log_tail(&self) -> String {
        let path = self.spec.dir.join(LOG_FILE);
        match files::read_text(&path) {
            Ok(log) => format!(" Its log {} ends with:\n{}", path.display(), tail(&log, LOG_TAIL)),
            Err(error) => format!(" Its log cannot be shown: {error:#}"),
        }
    }

    /// What it is.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// A client for it.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Stops it in order, so that the data in its folder is complete.
    pub fn stop(mut self) -> Result<()> {
        self.process.stop()
    }
}

fn ensure_signing_key(spec: &Spec, python: &Path) -> Result<()> {
    if spec.dir.join(SIGNING_KEY_FILE).is_file() {
        return Ok(());
    }
    process::run(
        Command::new(python)
            .args(["-m", "synapse._scripts.generate_signing_key", "-o", SIGNING_KEY_FILE])
            .current_dir(&spec.dir),
        "Making a signing key",
    )
}

/// Makes an empty database with a write-ahead log, which it then keeps: a commit waits for the
/// disk once instead of four times, and seeding is thousands of commits.
fn ensure_database(spec: &Spec, python: &Path) -> Result<()> {
    if spec.dir.join(DATABASE_FILE).is_file() {
        return Ok(());
    }
    let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode=WAL')";
    process::run(Command::new(python).args(["-c", script, DATABASE_FILE]).current_dir(&spec.dir), "Making a database")
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_last_lines() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a", 15), "a");
    }
}
