//! `cargo xtask parts`

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::build::{split, workers};
use crate::repo::Repo;

/// Puts the parts of the wasm and the workers into Trunk's output; Trunk says where that is and how it builds.
pub(super) fn run(repo: &Repo) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("This is a hook for Trunk, which sets TRUNK_STAGING_DIR")?;
    let staging = PathBuf::from(staging);
    let release = is_release();
    split::place(repo, &staging, release)?;
    workers::place(repo, &staging)
}

/// Whether Trunk builds for people.
pub(super) fn is_release() -> bool {
    env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release")
}
