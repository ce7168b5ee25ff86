//! The Web Workers: binaries of the app's crate without Leptos, each a wasm of its own that a page fetches when it needs
//! it. Trunk builds only the app, so this is done beside it: its build hook compiles ([`compile`]), and its post-build
//! hook puts the result into its output and the names into `index.html` ([`place`]).
//!
//! They use SIMD, which all browsers have since 2023. A small script (`src/workers/worker.js`) starts any of them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::json;

use super::assets::{self, integrity, replace_once};
use super::bindgen::{self, LinkerExports};
use crate::repo::Repo;
use crate::{files, process};

/// The workers: names of binaries.
pub const WORKERS: [&str; 2] = ["logs", "export"];

/// The script that starts any of them, and what stands in it for the names of files.
const STARTER: &str = "src/workers/worker.js";
const FILES: &str = "GLIA_FILES";

/// The profile in `Cargo.toml`, and the target.
const PROFILE: &str = "worker";
const TARGET: &str = "wasm32-unknown-unknown";

/// For the compiler. These alone: those of `.cargo/config.toml` are the app's.
const FLAGS: &str = "-Ctarget-feature=+simd128";

/// What wasm-opt is given in a build for people, beside what it allows the app: the rest is done by the compiler.
const FINISH: [&str; 3] = ["--enable-simd", "--strip-debug", "--strip-producers"];

/// Compiles all workers.
pub fn compile(repo: &Repo, release: bool) -> Result<()> {
    build(repo)?;
    WORKERS.into_iter().try_for_each(|worker| bind(repo, worker, release))
}

fn build(repo: &Repo) -> Result<()> {
    let mut build = cargo(repo, "build");
    build.args(["--quiet", "--offline"]).args(WORKERS.iter().flat_map(|worker| ["--bin", worker]));
    process::run(&mut build, "Building the workers")
}

/// A command of Cargo for the workers: in a folder of its own, beside the app's build.
pub fn cargo(repo: &Repo, subcommand: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args([subcommand, "--package", "glia", "--target", TARGET, "--profile", PROFILE])
        .args(["--no-default-features", "--features", "worker"])
        .arg("--target-dir")
        .arg(cargo_dir(repo))
        .current_dir(repo.root())
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS);
    cargo
}

/// Makes what a browser can load of what the compiler wrote.
fn bind(repo: &Repo, worker: &str, release: bool) -> Result<()> {
    let compiled = cargo_dir(repo).join(TARGET).join(PROFILE).join(format!("{worker}.wasm"));
    let output = bound_dir(repo);
    bindgen::bind(&compiled, worker, LinkerExports::Dropped, &output)?;
    if release {
        let allowed = assets::wasm_opt_parameters(repo)?.into_iter().filter(|word| word.starts_with("--enable-"));
        let parameters: Vec<String> = allowed.chain(FINISH.map(str::to_owned)).collect();
        assets::wasm_opt(&output.join(format!("{worker}_bg.wasm")), "-O3", &parameters)?;
    }
    Ok(())
}

/// Puts the workers into Trunk's output, and their names into the page.
pub fn place(repo: &Repo, staging: &Path) -> Result<()> {
    let (starter, dir) = (files::read_text(&repo.root().join(STARTER))?, bound_dir(repo));
    let mut links = String::new();
    for worker in WORKERS {
        let script = files::read(&dir.join(format!("{worker}.js")))?;
        let script = assets::put(staging, &format!("{worker}-wasm"), "js", &script)?;
        let content = files::read(&dir.join(format!("{worker}_bg.wasm")))?;
        let wasm = assets::put(staging, worker, "wasm", &content)?;
        let (script, wasm) = (format!("./{script}.js"), format!("./{wasm}.wasm"));
        let found = json!({ "script": script, "wasm": wasm, "integrity": integrity(&content) });
        let starter = replace_once(&starter, FILES, &found.to_string())?;
        let name = assets::put(staging, worker, "js", starter.as_bytes())?;
        // Without `.js`: the page does not load it.
        links.push_str(&format!("<meta name=\"glia-worker-{worker}\" content=\"{name}\" />\n  "));
    }
    let path = staging.join("index.html");
    files::write(&path, replace_once(&files::read_text(&path)?, "</head>", &format!("{links}</head>"))?)
}

fn cargo_dir(repo: &Repo) -> PathBuf {
    repo.target("workers")
}

fn bound_dir(repo: &Repo) -> PathBuf {
    repo.target("xtask/workers")
}
