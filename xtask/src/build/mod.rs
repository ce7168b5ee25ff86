//! The finished app: Trunk's release build, precompressed, within its size budget.

mod assets;
pub mod bindgen;
mod budget;
mod compress;
mod first_load;
mod packs;
mod page;
pub mod split;
mod stamp;
pub mod styles;
mod table;
pub mod workers;

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::Result;

use crate::repo::Repo;
use crate::tools::{Toolbox, wasm_target};
use crate::{process, say};

pub use budget::Report;

/// Fails with what to do when [`ensure`] could not build.
pub fn preflight(repo: &Repo) -> Result<()> {
    if stamp::is_fresh(repo)? { Ok(()) } else { Toolbox::preflight(repo) }
}

/// Brings `dist/` up to date with its inputs; does nothing when it is.
pub fn ensure(repo: &Repo) -> Result<()> {
    if stamp::is_fresh(repo)? {
        say::note("dist/ is up to date");
        return Ok(());
    }
    let toolbox = tools(repo)?;
    say::step("Building the app (two minutes when much has changed, five the first time)");
    let started = Instant::now();
    fetch(repo, &toolbox)?;
    let inputs = stamp::inputs(repo)?;
    process::run_quietly(toolbox.trunk(repo, "build").arg("--release"), "Building the app", "build")?;
    page::finish(&repo.dist())?;
    say::step("Compressing dist/");
    compress::all(&repo.dist())?;
    stamp::write(repo, inputs)?;
    say::note(&format!("built in {}", say::duration(started.elapsed())));
    Ok(())
}

/// The tools. While Trunk is being compiled, which leaves cores idle, the compiler begins with the app.
fn tools(repo: &Repo) -> Result<Toolbox> {
    if Toolbox::has_trunk(repo)? {
        return Toolbox::ensure(repo);
    }
    wasm_target::ensure()?;
    thread::scope(|scope| {
        // What is wrong with the app is told when Trunk compiles it.
        scope.spawn(|| compile_ahead(repo).ok());
        Toolbox::ensure(repo)
    })
}

/// Compiles the app as Trunk will, which then finds it done.
fn compile_ahead(repo: &Repo) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--target", "wasm32-unknown-unknown", "--bin", "glia"]).current_dir(repo.root());
    process::run_quietly(&mut cargo, "Compiling the app", "compile-ahead")
}

/// Compresses a folder the way `dist/` is.
pub fn compress(dir: &Path) -> Result<()> {
    compress::all(dir)
}

/// The sizes of the files in `dist/`.
pub fn report(repo: &Repo) -> Result<Report> {
    Report::of(&repo.dist())
}

/// Downloads the crates, as Trunk builds without network.
pub fn fetch(repo: &Repo, toolbox: &Toolbox) -> Result<()> {
    process::run_quietly(
        toolbox.command(repo, "cargo").args(["fetch", "--quiet"]),
        "Downloading the app's crates",
        "cargo-fetch",
    )
}
