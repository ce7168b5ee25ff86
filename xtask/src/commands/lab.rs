//! `cargo xtask lab`

use std::time::Duration;

use anyhow::Result;

use crate::cli::LabArgs;
use crate::lab::park::{Ground, Park, Ports};
use crate::repo::Repo;
use crate::tools::{Postgresql, node, npm, synapse};
use crate::{build, interrupt, lab, say};

/// How often the servers are looked after.
const CHECK_EVERY: Duration = Duration::from_secs(1);

/// Runs the servers of the end-to-end tests until Ctrl-C.
pub(super) fn run(repo: &Repo, args: &LabArgs) -> Result<()> {
    let ports = args.port_base.map_or(Ports::Any, Ports::From);
    ports.preflight()?;
    for version in [lab::CURRENT_SYNAPSE, lab::OLDEST_SYNAPSE] {
        synapse::preflight(repo, version)?;
    }
    Postgresql::preflight()?;
    node::require("for the lab's identity servers")?;
    if !args.no_app {
        build::preflight(repo)?;
    }
    npm::install(repo)?;
    if !args.no_app {
        build::ensure(repo)?;
    }
    let mut park = Park::start(repo, &Ground::prepare(repo)?, ports)?;
    let manifest = park.write_manifest(repo)?;
    println!("\n  App    {}\n  Lab    GLIA_LAB={}\n", park.manifest().app, manifest.display());
    println!("  Playwright: GLIA_LAB={} npx playwright test, in tests/e2e", manifest.display());
    println!("  Ctrl-C stops everything.\n");
    while interrupt::sleep(CHECK_EVERY).is_ok() {
        park.check()?;
    }
    say::step("Stopping");
    park.stop()
}
