//! The npm packages of the end-to-end tests, among them what the lab's identity servers are made of.

use std::process::Command;

use anyhow::Result;

use crate::repo::Repo;
use crate::{files, process, say};

/// What decides which packages are installed.
const INPUTS: [&str; 2] = ["tests/e2e/package.json", "tests/e2e/package-lock.json"];

/// Installs them, unless they are there.
pub fn install(repo: &Repo) -> Result<()> {
    let modules = repo.e2e_tests().join("node_modules");
    let stamp = modules.join(".installed-from");
    let wanted = files::fingerprint(repo.root(), &INPUTS)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::step("Installing the end-to-end tests' npm packages");
    process::run_quietly(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(repo.e2e_tests()),
        "npm ci",
        "npm",
    )?;
    files::write(&stamp, wanted)
}
