//! `cargo xtask build`

use anyhow::Result;

use crate::build;
use crate::repo::Repo;

/// Builds, shows the sizes and fails when they are over budget.
pub(super) fn run(repo: &Repo) -> Result<()> {
    build::ensure(repo)?;
    let report = build::report(repo)?;
    println!("{}", report.table());
    report.check()
}
