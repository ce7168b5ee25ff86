//! The end-to-end part of `cargo xtask test`: Playwright against the lab.

use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Result, anyhow};

use crate::lab::park::{Ground, Park, Ports};
use crate::repo::Repo;
use crate::tools::{chromium, firefox, node, npm, proxies};
use crate::{process, say};

/// What the tests with servers need beside the app.
#[derive(Debug)]
pub(super) struct Stage {
    /// The lab's servers, installed and seeded.
    pub(super) ground: Ground,
    /// `None`: Playwright's own.
    chromium: Option<PathBuf>,
    /// `None`: tests in it are skipped.
    firefox: Option<PathBuf>,
}

impl Stage {
    /// Installs and seeds what is missing. It needs neither the app nor the compiler, so it can be done while both are
    /// busy.
    pub(super) fn prepare(repo: &Repo) -> Result<Self> {
        node::require("for the end-to-end tests")?;
        thread::scope(|scope| {
            let ground = scope.spawn(|| Ground::prepare(repo));
            let browsers = browsers(repo);
            let ground = ground.join().map_err(|_| anyhow!("Preparing the lab panicked."))??;
            let (chromium, firefox) = browsers?;
            Ok(Self { ground, chromium, firefox })
        })
    }
}

fn browsers(repo: &Repo) -> Result<(Option<PathBuf>, Option<PathBuf>)> {
    npm::install(repo)?;
    let browsers = (chromium::ensure(repo)?, firefox::ensure()?);
    proxies::ensure()?;
    Ok(browsers)
}

/// Runs the tests; whatever happens, nothing keeps running.
pub(super) fn run(repo: &Repo, stage: &Stage, playwright_arguments: &[String]) -> Result<()> {
    super::words::run(repo)?;
    let Stage { ground, chromium, firefox } = stage;
    let park = Park::start(repo, ground, Ports::Any)?;
    let manifest = park.write_manifest(repo)?;

    say::step("Running Playwright");
    let mut playwright = Command::new("npx");
    playwright
        .args(["playwright", "test"])
        .args(playwright_arguments)
        .current_dir(repo.e2e_tests())
        .env("GLIA_LAB", &manifest);
    if let Some(chromium) = chromium {
        playwright.env("CHROMIUM", chromium);
    }
    if let Some(firefox) = firefox {
        playwright.env("FIREFOX", firefox);
    }
    let result = process::run(&mut playwright, "Playwright");
    park.stop()?;
    result
}
