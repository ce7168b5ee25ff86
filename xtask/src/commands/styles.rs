//! `cargo xtask styles`

use anyhow::Result;

use crate::build::styles;
use crate::repo::Repo;

/// Puts the style sheet together.
pub(super) fn run(repo: &Repo) -> Result<()> {
    styles::assemble(repo)
}
