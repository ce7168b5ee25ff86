//! A running Synapse.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::client::Client;
use super::config::{CONFIG_FILE, DATABASE_FILE, SHARED_SECRET, SIGNING_KEY_FILE, Spec, Store};
use super::postgres::Cluster;
use crate::process::{self, Group};
use crate::{files, interrupt, log};

/// What Synapse writes, in the server's folder.
const LOG_FILE: &str = "synapse.log";

/// A first start creates the database, which takes seconds; slow machines get this long.
const START_LIMIT: Duration = Duration::from_secs(300);

const POLL: Duration = Duration::from_millis(50);

/// A Synapse that answers requests; stopped when dropped.
#[derive(Debug)]
pub struct Homeserver {
    spec: Spec,
    client: Client,
    // Stopped before the database: fields are dropped in this order.
    process: Group,
    cluster: Option<Cluster>,
}

impl Homeserver {
    /// Starts Synapse with the Python of its virtual environment, on the data in the spec's
    /// folder (created when there is none), and waits until it answers.
    pub fn start(spec: Spec, python: &Path) -> Result<Self> {
        files::create_dir(&spec.dir)?;
        spec.write_config()?;
        ensure_signing_key(&spec, python)?;
        let cluster = start_database(&spec, python)?;
        let (log, errors) = log::open(&spec.dir.join(LOG_FILE), spec.full_log)?;
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
        let mut server = Self { spec, client, process, cluster };
        server.wait_until_healthy()?;
        Ok(server)
    }

    fn wait_until_healthy(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_LIMIT;
        loop {
            if let Some(status) = self.process.ended()? {
                bail!("{} ended instead of starting ({status}) {}", self.title(), self.log_ending());
            }
            if self.client.is_healthy() {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("{} does not answer {}", self.title(), self.log_ending());
            }
            interrupt::sleep(POLL)?;
        }
    }

    /// Fails, with the end of the log, when Synapse or its database has ended by itself.
    pub fn check(&mut self) -> Result<()> {
        if let Some(status) = self.process.ended()? {
            bail!("{} ended ({status}) {}", self.title(), self.log_ending());
        }
        self.cluster.iter_mut().try_for_each(Cluster::check)
    }

    fn title(&self) -> String {
        format!("Synapse {} (\"{}\")", self.spec.version, self.spec.name)
    }

    fn log_ending(&self) -> String {
        log::ending(&self.log())
    }

    /// Where it writes its log.
    pub fn log(&self) -> PathBuf {
        self.spec.dir.join(LOG_FILE)
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
    pub fn stop(self) -> Result<()> {
        self.stop_synapse()?.map_or(Ok(()), Cluster::stop)
    }

    /// Stops Synapse alone; its PostgreSQL, if it has one, keeps running.
    pub fn stop_synapse(mut self) -> Result<Option<Cluster>> {
        self.process.stop()?;
        Ok(self.cluster)
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

fn start_database(spec: &Spec, python: &Path) -> Result<Option<Cluster>> {
    match &spec.store {
        Store::Sqlite => ensure_sqlite(spec, python).map(|()| None),
        Store::Postgres { postgresql, port } => Cluster::start(postgresql, &spec.dir, *port).map(Some),
    }
}

/// Makes an empty database with a write-ahead log, which it then keeps: a commit waits for the
/// disk once instead of four times, and seeding is thousands of commits.
fn ensure_sqlite(spec: &Spec, python: &Path) -> Result<()> {
    if spec.dir.join(DATABASE_FILE).is_file() {
        return Ok(());
    }
    let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode=WAL')";
    process::run(Command::new(python).args(["-c", script, DATABASE_FILE]).current_dir(&spec.dir), "Making a database")
}
