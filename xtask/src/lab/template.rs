//! Seeded data folders, made once and copied for every run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use super::cast::Community;
use super::config::{Spec, Store};
use super::homeserver::Homeserver;
use super::seed::{self, Seeded, Size};
use crate::repo::Repo;
use crate::{files, ports, say};

/// What decides how a seeded folder looks: a change of these makes a new template.
const SOURCES: [&str; 4] =
    ["xtask/src/lab/seed", "xtask/src/lab/federation", "xtask/src/lab/cast.rs", "xtask/src/lab/config.rs"];

/// What else does, on PostgreSQL.
const POSTGRES_SOURCES: [&str; 2] = ["xtask/src/lab/postgres", "xtask/src/lab/database.rs"];

/// The community's description, in the data folder.
const COMMUNITY_FILE: &str = "community.json";

/// The SQL that added what is remote, in the data folder.
const REMOTE_FILE: &str = "remote.sql";

/// Which template a copy was made from, in the copy.
const ORIGIN_FILE: &str = "template.txt";

/// A folder of seeded data.
#[derive(Debug)]
pub struct Template {
    name: String,
    data: PathBuf,
}

impl Template {
    /// Finds the template for a server like `spec`, or seeds one. The port and folder of `spec`
    /// are not used; its version and server name are.
    pub fn ensure(repo: &Repo, spec: &Spec, size: Size, python: &Path) -> Result<Self> {
        let name = name(repo, spec)?;
        let templates = repo.target("lab");
        let data = templates.join(&name);
        if !data.is_dir() {
            remove_older(&templates, &prefix(spec))?;
            make(&data, spec, size, python)?;
        }
        Ok(Self { name, data })
    }

    /// Makes `dir` a pristine copy of the data; returns who and what is in it.
    pub fn copy_to(&self, dir: &Path) -> Result<Community> {
        files::mirror(&self.data, dir)?;
        files::write(&dir.join(ORIGIN_FILE), &self.name)?;
        read_community(dir)
    }
}

/// Who and what is in `dir`, when that is a copy of the template for `spec`, used or not.
pub fn copied_to(repo: &Repo, spec: &Spec, dir: &Path) -> Result<Option<Community>> {
    let origin = dir.join(ORIGIN_FILE);
    if !origin.is_file() || files::read_text(&origin)? != name(repo, spec)? {
        return Ok(None);
    }
    read_community(dir).map(Some)
}

fn name(repo: &Repo, spec: &Spec) -> Result<String> {
    let fingerprint = files::fingerprint(repo.root(), &sources(&spec.store))?;
    Ok(prefix(spec) + &fingerprint[..12])
}

fn sources(store: &Store) -> Vec<&'static str> {
    match store {
        Store::Sqlite => SOURCES.to_vec(),
        Store::Postgres { .. } => [&SOURCES[..], &POSTGRES_SOURCES].concat(),
    }
}

fn prefix(spec: &Spec) -> String {
    let store = match &spec.store {
        Store::Sqlite => String::new(),
        Store::Postgres { postgresql, .. } => format!("postgresql-{}-", postgresql.major),
    };
    format!("seed-{}-{}-{store}", spec.server_name, spec.version)
}

/// Seeds into a folder of this process and renames it at the end, so that an interrupted seeding
/// leaves nothing that looks complete, and two at a time do not disturb each other.
fn make(data: &Path, spec: &Spec, size: Size, python: &Path) -> Result<()> {
    say::step(&format!("Seeding {} (Synapse {}), once", spec.server_name, spec.version));
    let partial = data.with_file_name(format!("partial-{}-{}", spec.server_name, std::process::id()));
    let made = seed_into(&partial, spec, size, python).and_then(|()| {
        if data.is_dir() {
            return Ok(());
        }
        fs::rename(&partial, data).with_context(|| format!("Cannot rename to {}", data.display()))
    });
    files::remove_dir(&partial)?;
    made
}

fn seed_into(dir: &Path, spec: &Spec, size: Size, python: &Path) -> Result<()> {
    let started = Instant::now();
    let spec =
        Spec { dir: dir.to_path_buf(), port: ports::any_free()?, store: spec.store.on_a_free_port()?, ..spec.clone() };
    let (database, server_name) = (spec.database(), spec.server_name.clone());
    let server = Homeserver::start(spec, python)?;
    let Seeded { community, remote } =
        seed::seed(server.client(), &server_name, size).with_context(|| format!("Cannot seed {server_name}"))?;
    let cluster = server.stop_synapse()?;
    if let Some(remote) = remote {
        let file = dir.join(REMOTE_FILE);
        files::write(&file, remote + database.afterwards())?;
        database.run_file(python, &file)?;
    }
    if let Some(cluster) = cluster {
        cluster.stop()?;
    }
    let text = serde_json::to_string_pretty(&community).context("Cannot describe the community")?;
    files::write(&dir.join(COMMUNITY_FILE), text)?;
    say::note(&format!(
        "{server_name}: {} users, {} rooms in {}",
        community.totals.users_all,
        community.totals.rooms,
        say::duration(started.elapsed())
    ));
    Ok(())
}

fn remove_older(dir: &Path, prefix: &str) -> Result<()> {
    if !dir.is_dir() {
        return Ok(());
    }
    let cannot_read = || format!("Cannot read the folder {}", dir.display());
    for entry in fs::read_dir(dir).with_context(cannot_read)? {
        let entry = entry.with_context(cannot_read)?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            files::remove_dir(&entry.path())?;
        }
    }
    Ok(())
}

fn read_community(dir: &Path) -> Result<Community> {
    let path = dir.join(COMMUNITY_FILE);
    serde_json::from_str(&files::read_text(&path)?)
        .with_context(|| format!("{} is not the description of a community", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_is_made_from_exists() {
        let repo = Repo::find();
        for source in SOURCES.iter().chain(&POSTGRES_SOURCES) {
            assert!(repo.root().join(source).exists(), "{source}");
        }
    }
}
