//! `cargo xtask dev`

use std::io::IsTerminal;

use anyhow::Result;

use super::town::{self, Town};
use crate::cli::DevArgs;
use crate::interrupt::Interrupted;
use crate::repo::Repo;
use crate::tools::Toolbox;
use crate::{build, ports, process, say};

/// What a line of Trunk is about, beside the moment and the level.
const NEWS: [(&str, &str); 2] =
    [("starting build", "==> Building"), ("success", "==> Built: reload the page to see it")];

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
    let mut trunk = toolbox.trunk(repo, "serve");
    trunk.env("CARGO_TERM_QUIET", "true").args(["--color", "never"]);
    if std::io::stderr().is_terminal() {
        trunk.env("CARGO_TERM_COLOR", "always");
    }
    let served =
        process::run_filtered(trunk.args(["--address", "127.0.0.1", "--port", &port]), "trunk serve", "serve", shown);
    say::step("Stopping");
    town.server.stop()?;
    served.or_else(|error| if error.is::<Interrupted>() { Ok(()) } else { Err(error) })
}

/// What of Trunk's and Cargo's output a developer needs: the compiler's warnings and errors, and when to reload.
fn shown(line: &str) -> Option<String> {
    if !line.contains(" INFO ") {
        return Some(line.to_owned());
    }
    NEWS.iter().find(|(sign, _)| line.ends_with(sign)).map(|(_, news)| (*news).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_tells_only_news() {
        let at = "2026-11-29T14:28:24.123456Z";
        assert_eq!(shown(&format!("{at}  INFO 🚀 Starting trunk 0.21.14")), None);
        assert_eq!(shown(&format!("{at}  INFO 📦 starting build")).as_deref(), Some("==> Building"));
        assert_eq!(shown("error[E0425]: cannot find value"), Some("error[E0425]: cannot find value".to_owned()));
    }
}
