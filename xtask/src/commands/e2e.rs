//! The end-to-end part of `cargo xtask test`: Playwright against the lab.

use std::process::Command;

use anyhow::Result;

use crate::lab::park::{Park, Ports};
use crate::repo::Repo;
use crate::tools::{chromium, firefox, node, npm, proxies};
use crate::{build, process, say};

/// Runs the tests; whatever happens, nothing keeps running.
pub(super) fn run(repo: &Repo, playwright_arguments: &[String]) -> Result<()> {
    node::require("for the end-to-end tests")?;
    npm::install(repo)?;
    let browser = chromium::ensure(repo)?;
    let firefox = firefox::ensure()?;
    proxies::ensure()?;
    build::ensure(repo)?;
    super::words::run(repo)?;
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
    if let Some(firefox) = firefox {
        playwright.env("FIREFOX", firefox);
    }
    let result = process::run(&mut playwright, "Playwright");
    park.stop()?;
    result
}
