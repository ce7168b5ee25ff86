//! PostgreSQL for one lab server: a cluster of its own on loopback, that nothing else on the machine uses and that
//! nobody misses.

mod account;
mod folder;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use nix::sys::signal::Signal;
use serde::Serialize;

use account::Account;
use folder::Folder;

use crate::process::{self, Group};
use crate::tools::postgresql::Postgresql;
use crate::{interrupt, log};

/// The role that Synapse connects as, and its database.
const NAME: &str = "synapse";

/// Every cluster's folder has it.
const MARKER_FILE: &str = "PG_VERSION";

/// What PostgreSQL writes, in the server's folder.
const LOG_FILE: &str = "postgres.log";

const START_LIMIT: Duration = Duration::from_secs(60);

const POLL: Duration = Duration::from_millis(50);

/// Data that is made anew in a minute need not survive a crash, and connections come from this machine alone.
const SETTINGS: [(&str, &str); 11] = [
    ("listen_addresses", "127.0.0.1"),
    ("unix_socket_directories", ""),
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
    ("min_wal_size", "2MB"),
    ("max_wal_size", "16MB"),
    // Statistics change when the template is made, and not behind a test's back.
    ("autovacuum", "off"),
    ("jit", "off"),
];

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Address {
    /// The loopback address.
    pub host: &'static str,
    /// The port.
    pub port: u16,
    /// The role; it needs no password.
    pub user: &'static str,
    /// The database.
    pub name: &'static str,
}

impl Address {
    /// The database of the cluster on `port`.
    pub fn on(port: u16) -> Self {
        Self { host: "127.0.0.1", port, user: NAME, name: NAME }
    }

    /// As libpq takes it.
    pub fn connection(&self) -> String {
        let Self { host, port, user, name } = self;
        format!("host={host} port={port} user={user} dbname={name}")
    }
}

/// A running PostgreSQL; stopped when dropped.
#[derive(Debug)]
pub struct Cluster {
    // Stopped before the folder goes: fields are dropped in this order.
    process: Group,
    folder: Folder,
    log: PathBuf,
}

impl Cluster {
    /// Starts PostgreSQL on the data in the server's folder, or on an empty database.
    pub fn start(postgresql: &Postgresql, server_dir: &Path, port: u16) -> Result<Self> {
        let account = Account::for_postgresql()?;
        let folder = Folder::choose(account, server_dir, port)?;
        let is_new = !folder.path.join(MARKER_FILE).is_file();
        if is_new {
            initialise(postgresql, account, &folder.path)?;
        }
        let log = server_dir.join(LOG_FILE);
        let mut cluster = Self { process: serve(postgresql, account, &folder.path, port, &log)?, folder, log };
        cluster.wait_until_ready(postgresql, port)?;
        if is_new {
            create_database(postgresql, port)?;
        }
        Ok(cluster)
    }

    fn wait_until_ready(&mut self, postgresql: &Postgresql, port: u16) -> Result<()> {
        let Address { host, user, .. } = Address::on(port);
        let address = ["-h", host, "-p", &port.to_string(), "-U", user];
        let deadline = Instant::now() + START_LIMIT;
        while process::probe(postgresql.command("pg_isready").arg("-q").args(address)).is_none() {
            self.check()?;
            if Instant::now() > deadline {
                bail!("PostgreSQL does not answer. {}", log::ending(&self.log));
            }
            interrupt::sleep(POLL)?;
        }
        Ok(())
    }

    /// Fails when PostgreSQL has ended by itself.
    pub fn check(&mut self) -> Result<()> {
        match self.process.ended()? {
            Some(status) => bail!("PostgreSQL ended ({status}). {}", log::ending(&self.log)),
            None => Ok(()),
        }
    }

    /// Stops it; the data is in the server's folder then.
    pub fn stop(mut self) -> Result<()> {
        self.process.stop()?;
        self.folder.bring_home()
    }
}

/// Synapse insists on the locale `C`: others sort differently from one release of the system to the next.
fn initialise(postgresql: &Postgresql, account: Account, folder: &Path) -> Result<()> {
    let mut initdb = postgresql.command("initdb");
    initdb
        .args(["--username", NAME, "--auth", "trust", "--locale", "C", "--encoding", "UTF8"])
        // Small, as every start copies it.
        .args(["--wal-segsize", "1", "--no-sync", "--no-instructions", "--pgdata"])
        .arg(folder)
        .stdout(Stdio::null());
    account.act(&mut initdb, folder);
    process::run(&mut initdb, "Initialising PostgreSQL")
}

fn serve(postgresql: &Postgresql, account: Account, folder: &Path, port: u16, log: &Path) -> Result<Group> {
    let (log, errors) = log::open(log, false)?;
    let mut server = postgresql.command("postgres");
    server.arg("-D").arg(folder).args(["-p", &port.to_string()]);
    for (name, value) in SETTINGS {
        server.arg("-c").arg(format!("{name}={value}"));
    }
    server.stdout(log).stderr(errors);
    account.act(&mut server, folder);
    // On SIGTERM it would wait until every client has gone.
    Ok(Group::start(&mut server, "PostgreSQL")?.stopped_by(Signal::SIGINT))
}

fn create_database(postgresql: &Postgresql, port: u16) -> Result<()> {
    let Address { host, user, name, .. } = Address::on(port);
    process::run(
        postgresql.command("createdb").args(["-h", host, "-p", &port.to_string(), "-U", user, name]),
        "Creating Synapse's database",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_listened_on() {
        assert!(SETTINGS.contains(&("listen_addresses", "127.0.0.1")));
        assert_eq!(Address::on(4711).connection(), "host=127.0.0.1 port=4711 user=synapse dbname=synapse");
    }
}
