//! The end-to-end part of `cargo xtask test`: Playwright against the lab.

use std::process::Command;

use anyhow::Result;

use crate::lab::park::{Park, Ports};
use crate::repo::Repo;
use crate::tools::{chromium, node, proxies};
use crate::{build, files, process, say};

/// What decides which npm packages are installed.
const NPM_INPUTS: [&str; 2] = ["tests/e2e/package.json", "tests/e2e/package-lock.json"];

/// Runs the tests; whatever happens, nothing keeps running.
pub(super) fn run(repo: &Repo, playwright_arguments: &[String]) -> Result<()> {
    node::require("for the end-to-end tests")?;
    install_npm_packages(repo)?;
    let browser = chromium::ensure(repo)?;
    proxies::ensure()?;
    build::ensure(repo)?;
    let park = Park::start(repo, Ports::Any)?;
    let manifest = park.write_manifest(repo)?;

    say::step("Running Playwright");
    let mut playwright = Command::new("npx");
    playwright
        .args(["playwright", "test"])
        .args(playwright_arguments)
        .current_dir(repo.e2e_tests())
        .env("GLIA_LAB", &manifest);
    if let Some(browser) = browser {
        playwright.env("CHROMIUM", browser);
    }
    let result = process::run(&mut playwright, "Playwright");
    park.stop()?;
    result
}

fn install_npm_packages(repo: &Repo) -> Result<()> {
    let modules = repo.e2e_tests().join("node_modules");
    let stamp = modules.join(".installed-from");
    let wanted = files::fingerprint(repo.root(), &NPM_INPUTS)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::step("Installing the end-to-end tests' npm packages");
    process::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(repo.e2e_tests()),
        "npm ci",
    )?;
    files::write(&stamp, wanted)
}
