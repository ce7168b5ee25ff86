//! The bench's Synapse: as large as a large server, filled by SQL once and copied for every run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::lab::client::{NewUser, text};
use crate::lab::config::DATABASE_FILE;
use crate::lab::{Account, CURRENT_SYNAPSE, Homeserver, Session, Spec, path};
use crate::repo::Repo;
use crate::{files, ports, process, say};

/// The Matrix server name.
const SERVER_NAME: &str = "bench.example";

/// What decides how the data looks.
const SOURCES: [&str; 3] = ["tests/bench/fill.sql", "xtask/src/bench/server.rs", "xtask/src/lab/config.rs"];

/// The SQL, in the folder of the bench.
const FILL_FILE: &str = "fill.sql";

/// The admin, in the data folder.
const ACCOUNT_FILE: &str = "account.json";

/// Every data folder is called like this, and its fingerprint.
const PREFIX: &str = "bench-";

/// Runs a file of SQL in one transaction: database, file, server name.
const FILL: &str = "\
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1])
database.execute('CREATE TEMP TABLE bench AS SELECT ? AS server, ? AS now_ms', (sys.argv[3], int(time.time() * 1000)))
with open(sys.argv[2], encoding='utf-8') as file:
    database.executescript('BEGIN;' + file.read() + 'COMMIT;')
database.close()
";

/// The running server and its admin.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) homeserver: Homeserver,
    pub(super) admin: Account,
}

impl Server {
    /// Fills the data folder if there is none, and starts Synapse on a copy.
    pub(super) fn start(repo: &Repo, python: &Path) -> Result<Self> {
        let data = ensure_data(repo, python)?;
        let dir = repo.target("bench/server");
        files::mirror(&data, &dir)?;
        let admin = serde_json::from_str(&files::read_text(&dir.join(ACCOUNT_FILE))?)
            .with_context(|| format!("{ACCOUNT_FILE} does not describe an account"))?;
        say::step(&format!("Starting Synapse {CURRENT_SYNAPSE} with 10,000 rooms and 20,000 users"));
        Ok(Self { homeserver: Homeserver::start(spec(dir)?, python)?, admin })
    }

    /// The address clients use.
    pub(super) fn base_url(&self) -> String {
        self.homeserver.spec().base_url()
    }

    /// The session as the app stores it in the browser.
    pub(super) fn stored_session(&self) -> Value {
        stored_session(&self.base_url(), &self.admin)
    }

    /// A user, a room and its alias, for pages that show one of them.
    pub(super) fn examples(&self) -> Result<[String; 3]> {
        let session: Session = self.homeserver.client().session(&self.admin.access_token);
        let rooms = session.get(&(path::admin_v1(&["rooms"]) + "?limit=50"))?;
        let room = rooms["rooms"]
            .as_array()
            .and_then(|rooms| rooms.iter().find(|room| room["canonical_alias"].is_string()))
            .context("None of the first rooms has an alias")?;
        let users = session.get("/_synapse/admin/v2/users?limit=1")?;
        Ok([text(&users["users"][0], "name")?, text(room, "room_id")?, text(room, "canonical_alias")?])
    }
}

/// A session as the app stores it in the browser.
pub(super) fn stored_session(base_url: &str, account: &Account) -> Value {
    json!({
        "base_url": base_url,
        "user_id": account.user_id,
        "access_token": account.access_token,
        "refresh_token": null,
        "refresh_at_ms": null,
        "version": CURRENT_SYNAPSE,
        "origin": "token",
    })
}

fn spec(dir: PathBuf) -> Result<Spec> {
    Ok(Spec::new("bench", CURRENT_SYNAPSE, SERVER_NAME, dir, ports::any_free()?))
}

/// The folder with the filled database. A partial one is renamed at the end, so that an interrupted run leaves nothing
/// that looks complete.
fn ensure_data(repo: &Repo, python: &Path) -> Result<PathBuf> {
    let fingerprint = files::fingerprint(repo.root(), &SOURCES)?;
    let lab = repo.target("lab");
    let data = lab.join(format!("{PREFIX}{CURRENT_SYNAPSE}-{}", &fingerprint[..12]));
    if data.is_dir() {
        return Ok(data);
    }
    say::step("Filling a Synapse with 10,000 rooms and 20,000 users, once");
    let started = Instant::now();
    let partial = lab.join(format!("partial-bench-{}", std::process::id()));
    let made = fill(repo, &partial, python).and_then(|()| {
        remove_older(&lab)?;
        fs::rename(&partial, &data).with_context(|| format!("Cannot rename to {}", data.display()))
    });
    files::remove_dir(&partial)?;
    made?;
    say::note(&format!("filled in {}", say::duration(started.elapsed())));
    Ok(data)
}

/// Lets Synapse make the database and the admin, and adds the rest while it is stopped.
fn fill(repo: &Repo, dir: &Path, python: &Path) -> Result<()> {
    let homeserver = Homeserver::start(spec(dir.to_path_buf())?, python)?;
    let admin =
        homeserver.client().register(&NewUser { admin: true, ..NewUser::ordinary("admin", "admin", "Admin") })?;
    homeserver.stop()?;
    process::run(
        Command::new(python)
            .args(["-c", FILL])
            .arg(dir.join(DATABASE_FILE))
            .arg(repo.bench_tests().join(FILL_FILE))
            .arg(SERVER_NAME),
        "Filling the database",
    )?;
    files::write(&dir.join(ACCOUNT_FILE), serde_json::to_string_pretty(&admin).context("Cannot describe the admin")?)
}

fn remove_older(lab: &Path) -> Result<()> {
    let cannot_read = || format!("Cannot read the folder {}", lab.display());
    for entry in fs::read_dir(lab).with_context(cannot_read)? {
        let entry = entry.with_context(cannot_read)?;
        if entry.file_name().to_string_lossy().starts_with(PREFIX) {
            files::remove_dir(&entry.path())?;
        }
    }
    Ok(())
}
