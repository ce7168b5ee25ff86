//! What it takes to build the app: the wasm target, Trunk, wasm-bindgen and wasm-opt, and a PATH
//! on which they are found first.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{trunk, wasm_opt, wasm_target};
use crate::build::bindgen;
use crate::repo::Repo;
use crate::say;

const FIRST_RUN: &str =
    "The first run compiles and installs what is missing, about 10 minutes on two cores; later ones start at once";

/// Installed tools and the search path to them.
#[derive(Clone, Debug)]
pub struct Toolbox {
    path: OsString,
}

impl Toolbox {
    /// Fails with what to do when [`Toolbox::ensure`] could not get everything; says how long it will take when that is
    /// long.
    pub fn preflight(repo: &Repo) -> Result<()> {
        wasm_opt::preflight(repo)?;
        if !Self::has_trunk(repo)? {
            say::step(FIRST_RUN);
        }
        Ok(())
    }

    /// Whether the tool is there that takes minutes to compile.
    pub fn has_trunk(repo: &Repo) -> Result<bool> {
        Ok(trunk::find(repo)?.is_some())
    }

    /// Installs what is missing.
    pub fn ensure(repo: &Repo) -> Result<Self> {
        wasm_opt::preflight(repo)?;
        wasm_target::ensure()?;
        let dirs = vec![bindgen::write_shim(repo)?, trunk::ensure(repo)?, wasm_opt::ensure(repo)?];
        Ok(Self { path: search_path(dirs)? })
    }

    /// A command that finds the tools, in the repository's root.
    pub fn command(&self, repo: &Repo, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(repo.root()).env("PATH", &self.path);
        command
    }

    /// Trunk, told to download nothing: all it needs is installed already.
    pub fn trunk(&self, repo: &Repo, subcommand: &str) -> Command {
        let mut trunk = self.command(repo, trunk::PROGRAM);
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
    dirs.push(trunk::cargo_bin()?);
    dirs.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(dirs).context("A folder of the PATH has a colon in its name")
}
