//! A browser for the end-to-end tests and the benchmark.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::system;
use crate::repo::Repo;
use crate::{process, say};

/// Where Debian puts it.
const DEBIAN: &str = "/usr/bin/chromium";

/// The same without a window: Debian's package, and where it puts its program.
const SHELL: (&str, &str) = ("chromium-headless-shell", "/usr/bin/chromium-headless-shell");

/// The system's Chromium, installed first when that is possible; `None` when it is not.
pub fn system() -> Result<Option<PathBuf>> {
    let system = Path::new(DEBIAN);
    if !system.exists() && system::can_install() {
        system::install(&["chromium"])?;
    }
    Ok(system.exists().then(|| system.to_path_buf()))
}

fn shell() -> Option<PathBuf> {
    let (package, program) = SHELL;
    let program = Path::new(program);
    if !program.exists() && system::can_install() && system::install(&[package]).is_err() {
        say::note("It is not among the packages here: the whole Chromium will do.");
    }
    program.exists().then(|| program.to_path_buf())
}

/// What the end-to-end tests run in: the system's Chromium, without a window if possible, which needs half the processor
/// time for a page. When there is none, installs the browser that Playwright brings along and finds by itself (`None`).
/// Needs Playwright's npm packages.
pub fn ensure(repo: &Repo) -> Result<Option<PathBuf>> {
    if let Some(shell) = shell() {
        return Ok(Some(shell));
    }
    if let Some(system) = system()? {
        return Ok(Some(system));
    }
    say::step("Installing Playwright's Chromium, if it is not there");
    process::run_quietly(
        Command::new("npx").args(["playwright", "install", "chromium"]).current_dir(repo.e2e_tests()),
        "Installing Playwright's Chromium",
        "chromium",
    )?;
    Ok(None)
}
