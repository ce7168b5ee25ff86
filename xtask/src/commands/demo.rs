//! `cargo xtask demo`

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde_json::{Map, Value};

use super::town::{self, Town};
use crate::cli::DemoArgs;
use crate::repo::Repo;
use crate::serve::AppServer;
use crate::{build, files, interrupt, ports, say};

/// The app's path on its server.
const PREFIX: &str = "/glia/";

/// Glia's settings, beside the app.
const CONFIG: &str = "config.json";

/// What the server's log is called beside the app.
const SAMPLE: &str = "homeserver.log";

/// How often the server is looked after.
const CHECK_EVERY: Duration = Duration::from_secs(1);

/// Shows the app until Ctrl-C.
pub(super) fn run(repo: &Repo, args: &DemoArgs) -> Result<()> {
    ports::require_free(args.port, "the app", "--port")?;
    town::preflight(repo, &args.synapse)?;
    build::preflight(repo)?;

    let mut town = build_and_start(repo, args)?;
    let app = AppServer::start_with(repo.dist(), PREFIX, args.port, sample(repo, &town)?)?;
    println!("{}", town.guide(&app.address()));
    while interrupt::sleep(CHECK_EVERY).is_ok() {
        town.server.check()?;
    }
    say::step("Stopping");
    app.stop();
    town.server.stop()
}

/// What is served beside the app: the server's own log, and a `config.json` that offers it as the sample.
fn sample(repo: &Repo, town: &Town) -> Result<Vec<(&'static str, PathBuf)>> {
    let mut config: Map<String, Value> =
        serde_json::from_str(&files::read_text(&repo.dist().join(CONFIG))?).context("dist/config.json is no object")?;
    config.insert("sample_log".to_owned(), SAMPLE.into());
    let path = town.server.spec().dir.join("glia-config.json");
    files::write(&path, Value::from(config).to_string())?;
    Ok(vec![(CONFIG, path), (SAMPLE, town.server.log())])
}

/// Builds the app and brings up the server at the same time, as each leaves a core idle.
fn build_and_start(repo: &Repo, args: &DemoArgs) -> Result<Town> {
    thread::scope(|scope| {
        let town = scope.spawn(|| Town::start(repo, &args.synapse));
        let built = build::ensure(repo);
        let town = town.join().map_err(|_| anyhow!("Starting Synapse panicked."))?;
        built.and(town)
    })
}
