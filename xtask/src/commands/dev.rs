//! `cargo xtask dev`

use anyhow::Result;

use super::town::{self, Town};
use crate::cli::DevArgs;
use crate::interrupt::Interrupted;
use crate::repo::Repo;
use crate::tools::Toolbox;
use crate::{build, ports, process, say};

/// Rebuilds on every change until Ctrl-C.
pub(super) fn run(repo: &Repo, args: &DevArgs) -> Result<()> {
    ports::require_free(args.port, "the app", "--port")?;
    town::preflight(repo, &args.synapse)?;
    Toolbox::preflight(repo)?;

    let toolbox = Toolbox::ensure(repo)?;
    build::fetch(repo, &toolbox)?;
    build::styles::assemble(repo)?;
    let town = Town::start(repo, &args.synapse)?;
    println!("{}", town.guide(&format!("http://127.0.0.1:{}/", args.port)));
    let port = args.port.to_string();
    let served =
        process::run(toolbox.trunk(repo, "serve").args(["--address", "127.0.0.1", "--port", &port]), "trunk serve");
    say::step("Stopping");
    town.server.stop()?;
    served.or_else(|error| if error.is::<Interrupted>() { Ok(()) } else { Err(error) })
}
