//! The benchmark: how quick and how large the app is, beside a hand-written page without any library (the *floor*)
//! that does the same job, in the same browser, in turns. Machines are noisy, so targets are ratios to the floor; times
//! alone only give orientation.

pub mod export;
mod judge;
pub mod logs;
mod measure;
mod samples;
mod server;
mod sites;
mod table;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::lab::CURRENT_SYNAPSE;
use crate::repo::Repo;
use crate::serve::AppServer;
use crate::tools::{chromium, node, synapse};
use crate::{files, ports, process, say};

pub use judge::Outcome;
pub use measure::Measure;

use samples::Raw;
use server::Server;
use sites::Sites;

/// Says which browser to use.
const CHROMIUM_VARIABLE: &str = "CHROMIUM";

/// What decides which npm packages are installed.
const NPM_INPUTS: [&str; 2] = ["tests/bench/package.json", "tests/bench/package-lock.json"];

/// What to measure.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The measures.
    pub measures: Vec<Measure>,
    /// How often.
    pub runs: u32,
}

/// Fails with what to do when something is missing that cannot be installed.
pub fn preflight(repo: &Repo) -> Result<()> {
    node::require("for the benchmark")?;
    synapse::preflight(repo, CURRENT_SYNAPSE)
}

/// Measures `dist/`; whatever happens, nothing keeps running.
pub fn run(repo: &Repo, plan: &Plan) -> Result<Outcome> {
    let started = Instant::now();
    let python = synapse::ensure(repo, CURRENT_SYNAPSE)?;
    install_npm_packages(repo)?;
    let chromium = browser()?;
    let sites = Sites::assemble(repo)?;
    let server = Server::start(repo, &python)?;
    let app = AppServer::start(sites.app, "/glia/", ports::any_free()?)?;
    let floor = AppServer::start(sites.floor, "/floor/", ports::any_free()?)?;

    say::step(&format!("Measuring, {} times each and once to warm up", plan.runs));
    let out = repo.target("bench/raw.json");
    let task = json!({
        "chromium": chromium,
        "app": app.address(),
        "floor": floor.address(),
        "session": server.stored_session(),
        "soak": server.examples()?,
        "measures": plan.measures,
        "runs": plan.runs,
        "out": out,
    });
    let script = repo.bench_tests().join("run.mjs");
    process::run(Command::new("node").arg(script).env("GLIA_BENCH", task.to_string()), "The benchmark")?;
    app.stop();
    floor.stop();
    server.homeserver.stop()?;
    say::note(&format!("measured in {}", say::duration(started.elapsed())));
    Raw::read(&out).map(Outcome::new)
}

/// The browser that `CHROMIUM` names, or the system's.
fn browser() -> Result<PathBuf> {
    let named = std::env::var_os(CHROMIUM_VARIABLE).map(PathBuf::from);
    let browser = match named {
        Some(path) => path,
        None => chromium::system()?.context(format!(
            "The benchmark needs Chromium (on Debian and Ubuntu: apt-get install chromium), \
             or its path in the environment variable {CHROMIUM_VARIABLE}."
        ))?,
    };
    if !browser.exists() {
        bail!("There is no browser {}.", browser.display());
    }
    Ok(browser)
}

fn install_npm_packages(repo: &Repo) -> Result<()> {
    let stamp = repo.bench_tests().join("node_modules/.installed-from");
    let wanted = files::fingerprint(repo.root(), &NPM_INPUTS)?;
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::step("Installing the benchmark's npm packages");
    process::run(
        Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(repo.bench_tests()),
        "npm ci",
    )?;
    files::write(&stamp, wanted)
}
