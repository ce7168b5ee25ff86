//! Whether `dist/` is what the sources give: fingerprints of both are kept in `target/`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::files;
use crate::repo::Repo;

/// Everything the app is built from.
const INPUTS: [&str; 11] = [
    "src",
    "style",
    "public",
    "vendor",
    "index.html",
    "build.rs",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
];

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    inputs: String,
    dist: String,
}

/// A fingerprint of the inputs.
pub(super) fn inputs(repo: &Repo) -> Result<String> {
    files::fingerprint(repo.root(), &INPUTS)
}

/// Whether `dist/` is exactly what was last built, and the inputs are those it was built from.
pub(super) fn is_fresh(repo: &Repo) -> Result<bool> {
    let path = path(repo);
    if !path.is_file() || !repo.dist().is_dir() {
        return Ok(false);
    }
    // A stamp that cannot be read is as good as none.
    let known: Option<Stamp> = serde_json::from_str(&files::read_text(&path)?).ok();
    Ok(known == Some(current(repo, inputs(repo)?)?))
}

/// Remembers that `dist/` was built from the `inputs` with that fingerprint, taken before the
/// build: a change during it makes the stamp stale, as it should.
pub(super) fn write(repo: &Repo, inputs: String) -> Result<()> {
    let text = serde_json::to_string_pretty(&current(repo, inputs)?).context("Cannot describe the build")?;
    files::write(&path(repo), text)
}

fn current(repo: &Repo, inputs: String) -> Result<Stamp> {
    Ok(Stamp { inputs, dist: files::fingerprint(repo.root(), &["dist"])? })
}

fn path(repo: &Repo) -> PathBuf {
    repo.target("xtask/dist-stamp.json")
}
