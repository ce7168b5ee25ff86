//! `cargo xtask logs`

use anyhow::Result;

use crate::cli::LogsArgs;
use crate::logs;
use crate::repo::Repo;

/// Writes a log.
pub(super) fn run(repo: &Repo, args: &LogsArgs) -> Result<()> {
    logs::write(repo, &args.form, args.size * 1024 * 1024, &args.file)
}
