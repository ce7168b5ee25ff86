//! Tools that `cargo install` builds.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::repo::Repo;
use crate::{process, say};

/// A program of a crate, in one version.
#[derive(Clone, Copy, Debug)]
pub struct CargoTool<'a> {
    /// The crate.
    pub krate: &'a str,
    /// The program.
    pub binary: &'a str,
    /// Its exact version.
    pub version: &'a str,
    /// Whether the crate's own lock file can be used.
    pub locked: bool,
}

impl CargoTool<'_> {
    /// The folder of a program of this version, installed first when it is missing.
    ///
    /// Another version in Cargo's own folder is left alone: this one then goes below `target/`.
    pub fn ensure(&self, repo: &Repo) -> Result<PathBuf> {
        let shared = cargo_bin()?;
        let own_root = repo.tools().join(format!("{}-{}", self.krate, self.version));
        let own = own_root.join("bin");
        for dir in [&shared, &own] {
            if self.is_in(dir) {
                return Ok(dir.clone());
            }
        }
        let root = shared.join(self.binary).exists().then_some(own_root);
        say::step(&format!("Installing {} {} (minutes)", self.krate, self.version));
        process::run(&mut self.install_command(root.as_deref()), &format!("Installing {}", self.krate))?;
        Ok(if root.is_some() { own } else { shared })
    }

    fn is_in(&self, dir: &Path) -> bool {
        process::probe(Command::new(dir.join(self.binary)).arg("--version"))
            .is_some_and(|answer| answer.split_whitespace().nth(1) == Some(self.version))
    }

    fn install_command(&self, root: Option<&Path>) -> Command {
        let mut install = Command::new("cargo");
        install
            .args(["install", self.krate, "--version", self.version, "--force"])
            // Quick to build: these tools need no speed.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            // Some crates pick a toolchain for their own repository.
            .current_dir(env::temp_dir());
        if self.locked {
            install.arg("--locked");
        }
        if let Some(root) = root {
            install.arg("--root").arg(root);
        }
        install
    }
}

/// Where `cargo install` puts programs.
pub fn cargo_bin() -> Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    Ok(home.context("Neither CARGO_HOME nor a home folder is known")?.join("bin"))
}
