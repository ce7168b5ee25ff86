//! `cargo xtask demo`

use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::town::{self, Town};
use crate::cli::DemoArgs;
use crate::repo::Repo;
use crate::serve::AppServer;
use crate::{build, interrupt, ports, say};

/// The app's path on its server.
const PREFIX: &str = "/glia/";

/// How often the server is looked after.
const CHECK_EVERY: Duration = Duration::from_secs(1);

/// Shows the app until Ctrl-C.
pub(super) fn run(repo: &Repo, args: &DemoArgs) -> Result<()> {
    ports::require_free(args.port, "the app", "--port")?;
    town::preflight(repo, &args.synapse)?;
    build::preflight(repo)?;

    let mut town = build_and_start(repo, args)?;
    let app = AppServer::start(repo.dist(), PREFIX, args.port)?;
    println!("{}", town.guide(&app.address()));
    while interrupt::sleep(CHECK_EVERY).is_ok() {
        town.server.check()?;
    }
    say::step("Stopping");
    app.stop();
    town.server.stop()
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
