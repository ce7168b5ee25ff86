//! PostgreSQL, of which the lab starts a server of its own, and the clients of both databases that
//! tests paste snippets into.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::system;
use crate::process;

/// Debian keeps the servers' programs off the PATH, in `<major>/bin` below this.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Debian's packages, each with the program that shows whether it is there.
const PACKAGES: [(&str, &str); 2] = [("postgresql", "psql"), ("sqlite3", "sqlite3")];

/// An installed PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postgresql {
    bin: PathBuf,
    /// Data of one major release cannot be used by another.
    pub major: u32,
}

impl Postgresql {
    /// Fails with what to do when [`Postgresql::ensure`] could not get everything.
    pub fn preflight() -> Result<()> {
        let missing = missing();
        if !missing.is_empty() && !system::can_install() {
            bail!(cannot_install(&missing));
        }
        Ok(())
    }

    /// Finds the newest PostgreSQL; installs what is missing first, when that is possible.
    pub fn ensure() -> Result<Self> {
        let missing = missing();
        if !missing.is_empty() {
            Self::preflight()?;
            system::install(&missing)?;
        }
        Self::find().context("PostgreSQL is installed, but its server's programs (initdb, postgres) are not found.")
    }

    fn find() -> Option<Self> {
        let mut bins = versions(Path::new(DEBIAN));
        bins.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        bins.into_iter().find(|bin| bin.join("initdb").exists()).and_then(Self::at)
    }

    fn at(bin: PathBuf) -> Option<Self> {
        let version = process::probe(Command::new(bin.join("postgres")).arg("--version"))?;
        Some(Self { major: parse_major(&version)?, bin })
    }

    /// One of its programs.
    pub fn command(&self, program: &str) -> Command {
        Command::new(self.bin.join(program))
    }
}

/// Debian packages that have to be installed.
fn missing() -> Vec<&'static str> {
    let is_there = |package: &str, program: &str| {
        let runs = process::probe(Command::new(program).arg("--version")).is_some();
        runs && (package != "postgresql" || Postgresql::find().is_some())
    };
    PACKAGES.iter().filter(|(package, program)| !is_there(package, program)).map(|(package, _)| *package).collect()
}

fn cannot_install(packages: &[&str]) -> String {
    format!(
        "The lab needs PostgreSQL and the sqlite3 shell, and cannot install what is missing without apt-get and root or \
         sudo (on Debian and Ubuntu: apt-get install {}).",
        packages.join(" ")
    )
}

/// The `bin` folders of all major releases below `dir`, newest first; none when there is no such folder.
fn versions(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let mut majors: Vec<u32> = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    majors.sort_unstable_by(|a, b| b.cmp(a));
    majors.iter().map(|major| dir.join(major.to_string()).join("bin")).collect()
}

/// The 15 of `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`.
fn parse_major(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    number.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    #[test]
    fn versions_are_read() {
        assert_eq!(parse_major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"), Some(15));
        assert_eq!(parse_major("postgres (PostgreSQL) 17beta1"), Some(17));
        assert_eq!(parse_major("psql 15"), None);
    }

    #[test]
    fn the_newest_is_first() -> Result<()> {
        let dir = env::temp_dir().join(format!("xtask-postgresql-{}", std::process::id()));
        for name in ["9", "15", "17", "common"] {
            files::create_dir(&dir.join(name))?;
        }
        assert_eq!(versions(&dir), ["17", "15", "9"].map(|major| dir.join(major).join("bin")));
        files::remove_dir(&dir)?;
        assert!(versions(&dir).is_empty());
        Ok(())
    }

    #[test]
    fn what_is_missing_is_one_sentence() {
        let message = cannot_install(&["postgresql", "sqlite3"]);
        assert_eq!(message.lines().count(), 1);
        assert!(message.contains("apt-get install postgresql sqlite3"), "{message}");
    }
}
