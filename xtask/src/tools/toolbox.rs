//! What it takes to build the app: the wasm target, Trunk, wasm-bindgen and wasm-opt, and a PATH
//! on which they are found first.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::cargo_tool::CargoTool;
use super::{cargo_tool, wasm_bindgen, wasm_opt, wasm_target};
use crate::build::split;
use crate::repo::Repo;

/// The build tool. Newer releases need a newer Rust than the workspace promises.
const TRUNK: CargoTool<'_> = CargoTool { krate: "trunk", binary: "trunk", version: "0.21.14", locked: true };

/// Installed tools and the search path to them.
#[derive(Clone, Debug)]
pub struct Toolbox {
    path: OsString,
    bindgen: PathBuf,
}

impl Toolbox {
    /// Fails with what to do when [`Toolbox::ensure`] could not get everything.
    pub fn preflight(repo: &Repo) -> Result<()> {
        wasm_opt::preflight(repo)
    }

    /// Installs what is missing.
    pub fn ensure(repo: &Repo) -> Result<Self> {
        wasm_opt::preflight(repo)?;
        wasm_target::ensure()?;
        let bindgen = wasm_bindgen::tool(&wasm_bindgen::locked_version(repo)?).ensure(repo)?.join("wasm-bindgen");
        let mut dirs = vec![split::write_shim(repo)?, TRUNK.ensure(repo)?];
        dirs.extend(wasm_opt::ensure(repo)?);
        Ok(Self { path: search_path(dirs)?, bindgen })
    }

    /// A command that finds the tools, in the repository's root.
    pub fn command(&self, repo: &Repo, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(repo.root()).env("PATH", &self.path).env(split::REAL_BINDGEN, &self.bindgen);
        command
    }

    /// Trunk, told to download nothing: all it needs is installed already.
    pub fn trunk(&self, repo: &Repo, subcommand: &str) -> Command {
        let mut trunk = self.command(repo, TRUNK.binary);
        trunk
            .args([subcommand, "--offline", "--skip-version-check"])
            // Trunk takes only `true` and `false` here and gives up on the customary `1`.
            .env_remove("NO_COLOR")
            // Its backtraces show Trunk's inside, never what is wrong with the app.
            .env_remove("RUST_BACKTRACE");
        trunk
    }
}

/// The PATH with the given folders in front.
fn search_path(mut dirs: Vec<PathBuf>) -> Result<OsString> {
    dirs.push(cargo_tool::cargo_bin()?);
    dirs.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(dirs).context("A folder of the PATH has a colon in its name")
}
