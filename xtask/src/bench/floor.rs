//! The floor page, put together like `dist/`: its own few files, the app's style sheet, and compressed variants.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::repo::Repo;
use crate::{build, files};

/// What the floor calls the app's style sheet.
const STYLES: &str = "app.css";

/// Files of the app that it loads too and the floor therefore as well.
const SHARED: [&str; 2] = ["config.json", "favicon.svg"];

/// Makes the folder to serve.
pub(super) fn assemble(repo: &Repo) -> Result<PathBuf> {
    let dir = repo.target("bench/floor");
    files::mirror(&repo.bench_tests().join("floor"), &dir)?;
    let dist = repo.dist();
    files::write(&dir.join(STYLES), files::read(&dist.join(style_sheet(&dist)?))?)?;
    for name in SHARED {
        files::write(&dir.join(name), files::read(&dist.join(name))?)?;
    }
    build::compress(&dir)?;
    Ok(dir)
}

fn style_sheet(dist: &Path) -> Result<PathBuf> {
    let is_css = |name: &PathBuf| name.extension().is_some_and(|extension| extension == "css");
    files::list(dist)?.into_iter().find(is_css).context("dist/ has no style sheet: build it with cargo xtask build")
}
