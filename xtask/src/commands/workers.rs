//! `cargo xtask workers`

use anyhow::Result;

use crate::build::workers;
use crate::repo::Repo;

/// Compiles the Web Workers while Trunk compiles the app.
pub(super) fn run(repo: &Repo) -> Result<()> {
    workers::compile(repo, super::parts::is_release())
}
