//! Trunk, which builds and serves the app, compiled by `cargo install` in the cheapest way: it runs offline and for
//! seconds, so it needs neither TLS nor its search for updates, and no optimisation.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::repo::Repo;
use crate::{process, say};

/// The program, which is called like its crate.
pub const PROGRAM: &str = "trunk";

/// Newer releases need a newer Rust than the workspace promises.
const VERSION: &str = "0.21.14";

/// The folder of a Trunk of this version, which is installed first when it is missing.
///
/// Another version in Cargo's own folder is left alone: this one then goes below `target/`.
pub fn ensure(repo: &Repo) -> Result<PathBuf> {
    if let Some(dir) = find(repo)? {
        return Ok(dir);
    }
    let shared = cargo_bin()?;
    let root = shared.join(PROGRAM).exists().then(|| own_root(repo));
    say::step(&format!("Compiling Trunk {VERSION}, once (about 4 minutes)"));
    process::run_quietly(&mut install_command(root.as_deref()), "Compiling Trunk", "trunk")?;
    Ok(root.map_or(shared, |root| root.join("bin")))
}

/// The folder of a Trunk of this version, if there is one.
pub fn find(repo: &Repo) -> Result<Option<PathBuf>> {
    let places = [cargo_bin()?, own_root(repo).join("bin")];
    Ok(places.into_iter().find(|dir| is_in(dir)))
}

fn own_root(repo: &Repo) -> PathBuf {
    repo.tools().join(format!("{PROGRAM}-{VERSION}"))
}

/// Where `cargo install` puts programs.
pub fn cargo_bin() -> Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    Ok(home.context("Neither CARGO_HOME nor a home folder is known")?.join("bin"))
}

fn is_in(dir: &Path) -> bool {
    process::probe(Command::new(dir.join(PROGRAM)).arg("--version"))
        .is_some_and(|answer| answer.split_whitespace().nth(1) == Some(VERSION))
}

fn install_command(root: Option<&Path>) -> Command {
    let mut install = Command::new("cargo");
    install
        .args(["install", PROGRAM, "--version", VERSION, "--locked", "--force", "--no-default-features"])
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        // Some crates pick a toolchain for their own repository.
        .current_dir(env::temp_dir());
    if let Some(root) = root {
        install.arg("--root").arg(root);
    }
    install
}
