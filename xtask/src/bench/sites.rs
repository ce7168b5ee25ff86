//! What is served: a copy of the app, so that a build meanwhile does not change what is measured, and the floor, which
//! is put together like it: its own few files, the app's style sheet, and compressed variants.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::repo::Repo;
use crate::{build, files};

/// What the floor calls the app's style sheet.
const STYLES: &str = "app.css";

/// Files of the app that it loads too and the floor therefore as well.
const SHARED: [&str; 2] = ["config.json", "favicon.svg"];

/// Folders to serve.
#[derive(Debug)]
pub(super) struct Sites {
    pub(super) app: PathBuf,
    pub(super) floor: PathBuf,
}

impl Sites {
    /// Makes the folders.
    pub(super) fn assemble(repo: &Repo) -> Result<Self> {
        let app = repo.target("bench/app");
        files::mirror(&repo.dist(), &app)?;
        // Trunk alone does not compress, and what compresses differently would be measured differently.
        build::compress(&app)?;

        let floor = repo.target("bench/floor");
        files::mirror(&repo.bench_tests().join("floor"), &floor)?;
        files::write(&floor.join(STYLES), files::read(&app.join(style_sheet(&app)?))?)?;
        for name in SHARED {
            files::write(&floor.join(name), files::read(&app.join(name))?)?;
        }
        build::compress(&floor)?;
        Ok(Self { app, floor })
    }
}

fn style_sheet(app: &Path) -> Result<PathBuf> {
    let is_css = |name: &PathBuf| name.extension().is_some_and(|extension| extension == "css");
    files::list(app)?.into_iter().find(is_css).context("dist/ has no style sheet: build it with cargo xtask build")
}
