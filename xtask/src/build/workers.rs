//! The Web Workers: binaries of the app's crate without Leptos, each a wasm of its own that a page fetches when it needs
//! it. Trunk builds only the app, so this is done beside it: its build hook compiles ([`compile`]), and its post-build
//! hook puts the result into its output and the names into `index.html` ([`place`]).
//!
//! Each is compiled twice, with SIMD and without; a small script (`src/workers/worker.js`) starts the one that the
//! browser can run. Cargo keeps both in one folder, as its fingerprints know the flags.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, json};

use super::assets::{self, integrity, replace_once};
use super::split::REAL_BINDGEN;
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

/// One of the two ways in which they are compiled.
struct Variant {
    /// As `worker.js` calls it.
    name: &'static str,
    /// For the compiler. These alone: those of `.cargo/config.toml` are the app's.
    flags: &'static str,
    /// For wasm-opt, beside what it allows the app.
    wasm_opt: &'static [&'static str],
}

const VARIANTS: [Variant; 2] = [
    Variant { name: "simd", flags: "-Ctarget-feature=+simd128", wasm_opt: &["--enable-simd"] },
    Variant { name: "plain", flags: "", wasm_opt: &[] },
];

/// What is compiled: for people both, for developers, who have browsers of today and no time, the first.
fn variants(release: bool) -> &'static [Variant] {
    if release { &VARIANTS } else { &VARIANTS[..1] }
}

/// What a build for people is given on top: the rest is done by the compiler.
const FINISH: [&str; 2] = ["--strip-debug", "--strip-producers"];

/// Compiles all workers.
pub fn compile(repo: &Repo, release: bool) -> Result<()> {
    for variant in variants(release) {
        build(repo, variant)?;
        for worker in WORKERS {
            bind(repo, variant, worker, release)?;
        }
    }
    Ok(())
}

/// Runs Cargo in a folder of its own, beside the app's build.
fn build(repo: &Repo, variant: &Variant) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--quiet", "--offline", "--package", "glia", "--target", TARGET, "--profile", PROFILE])
        .args(["--no-default-features", "--features", "worker"])
        .args(WORKERS.iter().flat_map(|worker| ["--bin", worker]))
        .arg("--target-dir")
        .arg(cargo_dir(repo))
        .current_dir(repo.root())
        .env("CARGO_ENCODED_RUSTFLAGS", variant.flags);
    process::run(&mut cargo, &format!("Building the workers ({})", variant.name))
}

/// Makes what a browser can load of what the compiler wrote.
fn bind(repo: &Repo, variant: &Variant, worker: &str, release: bool) -> Result<()> {
    let compiled = cargo_dir(repo).join(TARGET).join(PROFILE).join(format!("{worker}.wasm"));
    let bindgen = env::var_os(REAL_BINDGEN).with_context(|| format!("{REAL_BINDGEN} is not set"))?;
    let output = bound_dir(repo, variant);
    let mut command = Command::new(bindgen);
    command.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&output).arg(&compiled);
    process::run(&mut command, "wasm-bindgen")?;
    if release {
        let allowed = assets::wasm_opt_parameters(repo)?.into_iter().filter(|word| word.starts_with("--enable-"));
        let own = variant.wasm_opt.iter().chain(&FINISH).map(|&word| word.to_owned());
        let parameters: Vec<String> = allowed.chain(own).collect();
        assets::wasm_opt(&output.join(format!("{worker}_bg.wasm")), "-O3", &parameters)?;
    }
    Ok(())
}

/// Puts the workers into Trunk's output, and their names into the page.
pub fn place(repo: &Repo, staging: &Path, release: bool) -> Result<()> {
    let starter = files::read_text(&repo.root().join(STARTER))?;
    let mut links = String::new();
    for worker in WORKERS {
        let mut found = Map::new();
        for variant in variants(release) {
            let dir = bound_dir(repo, variant);
            // As a rule both have the same script, and with it the same file.
            let script = files::read(&dir.join(format!("{worker}.js")))?;
            let script = assets::put(staging, &format!("{worker}-wasm"), "js", &script)?;
            let content = files::read(&dir.join(format!("{worker}_bg.wasm")))?;
            let wasm = assets::put(staging, &format!("{worker}-{}", variant.name), "wasm", &content)?;
            let (script, wasm) = (format!("./{script}.js"), format!("./{wasm}.wasm"));
            let entry = json!({ "script": script, "wasm": wasm, "integrity": integrity(&content) });
            found.insert(variant.name.to_owned(), entry);
        }
        let starter = replace_once(&starter, FILES, &serde_json::Value::Object(found).to_string())?;
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

fn bound_dir(repo: &Repo, variant: &Variant) -> PathBuf {
    repo.target("xtask/workers").join(variant.name)
}
