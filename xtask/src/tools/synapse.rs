//! Synapse from PyPI, each release in a virtual environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::python;
use crate::repo::Repo;
use crate::{files, process, say};

/// Talks to PostgreSQL.
const POSTGRESQL_DRIVER: &str = "psycopg2-binary>=2.9.9,<3";

/// The Python that runs the given Synapse release, installed first when it is missing.
pub fn ensure(repo: &Repo, version: &str) -> Result<PathBuf> {
    let dir = dir(repo, version);
    let python = dir.join("venv/bin/python");
    if is_installed(repo, version) {
        return Ok(python);
    }
    let step = format!("synapse-{version}");
    say::step(&format!("Installing Synapse {version} into {} (a minute)", repo.show(&dir)));
    // What was installed from other requirements is only added to.
    if !stamp(repo, version).is_file() || !python.exists() {
        files::remove_dir(&dir)?;
        python::make_venv(python::find()?, &dir.join("venv"), &step)?;
    }
    install(&python, &requirements(version), &format!("Installing Synapse {version}"), &step)?;
    files::write(&stamp(repo, version), requirements(version).join("\n"))?;
    Ok(python)
}

/// Makes the release able to use PostgreSQL. Its own requirement, `psycopg2`, has to be compiled against libpq; this is
/// the same as a wheel.
pub fn ensure_postgresql_driver(repo: &Repo, version: &str) -> Result<()> {
    let python = ensure(repo, version)?;
    if process::probe(Command::new(&python).args(["-c", "import psycopg2"])).is_some() {
        return Ok(());
    }
    say::step(&format!("Installing the PostgreSQL driver of Synapse {version}"));
    install(&python, &[POSTGRESQL_DRIVER.to_owned()], "Installing the PostgreSQL driver", "postgresql-driver")
}

/// Fails with what to do when [`ensure`] could not install the release.
pub fn preflight(repo: &Repo, version: &str) -> Result<()> {
    if !is_installed(repo, version) {
        python::find()?;
    }
    Ok(())
}

fn install(python: &Path, requirements: &[String], name: &str, step: &str) -> Result<()> {
    process::run_quietly(
        Command::new(python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(requirements),
        name,
        step,
    )
}

fn dir(repo: &Repo, version: &str) -> PathBuf {
    repo.target("synapse").join(version)
}

/// What was installed. Written last, so that an interrupted installation is done again.
fn stamp(repo: &Repo, version: &str) -> PathBuf {
    dir(repo, version).join("installed")
}

fn is_installed(repo: &Repo, version: &str) -> bool {
    let installed = std::fs::read_to_string(stamp(repo, version));
    // The link dangles after the machine's Python was replaced; `exists` follows it.
    installed.is_ok_and(|installed| installed == requirements(version).join("\n"))
        && dir(repo, version).join("venv/bin/python").exists()
}

fn requirements(version: &str) -> Vec<String> {
    // The extra is for signing in through an identity provider; `register_new_matrix_user` imports requests without
    // asking for it.
    let mut requirements = vec![format!("matrix-synapse[oidc]=={version}"), "requests".to_owned()];
    if minor(version).is_some_and(|minor| minor < 100) {
        // Old releases call what newer clients removed.
        requirements.push("prometheus_client<0.20".to_owned());
    }
    requirements
}

/// The second number of `1.98.0`.
fn minor(version: &str) -> Option<u32> {
    version.split('.').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_releases_get_an_old_prometheus_client() {
        assert_eq!(requirements("1.163.2"), ["matrix-synapse[oidc]==1.163.2", "requests"]);
        assert_eq!(requirements("1.98.0"), ["matrix-synapse[oidc]==1.98.0", "requests", "prometheus_client<0.20"]);
    }
}
