//! Binaryen from npm: the `wasm-opt` that Trunk calls, as the one of most distributions is too old for what Rust emits, and
//! the same as a module, for many small files.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::node;
use crate::repo::Repo;
use crate::{files, process, say};

/// Binaryen's version; `Trunk.toml` names the same.
const VERSION: &str = "132";

/// Fails with what to do when [`ensure`] could not install it.
pub fn preflight(repo: &Repo) -> Result<()> {
    if is_right(&mut Command::new(bin_dir(repo).join("wasm-opt"))) {
        return Ok(());
    }
    node::require("to install wasm-opt")
}

/// The folder to put on the PATH, with wasm-opt in it.
pub fn ensure(repo: &Repo) -> Result<PathBuf> {
    let dir = bin_dir(repo);
    if !is_right(&mut Command::new(dir.join("wasm-opt"))) {
        say::step(&format!("Installing wasm-opt {VERSION}"));
        let root = root(repo);
        files::create_dir(&root)?;
        process::run_quietly(
            Command::new("npm")
                .args(["install", "--silent", "--no-audit", "--no-fund", "--no-save", "--prefix"])
                .arg(&root)
                .arg(format!("binaryen@{VERSION}")),
            "Installing wasm-opt",
            "wasm-opt",
        )?;
    }
    Ok(dir)
}

/// Binaryen as a module for Node.js.
pub fn module(repo: &Repo) -> PathBuf {
    root(repo).join("node_modules/binaryen/index.js")
}

fn root(repo: &Repo) -> PathBuf {
    repo.tools().join("node")
}

fn bin_dir(repo: &Repo) -> PathBuf {
    root(repo).join("node_modules/.bin")
}

/// Reads `wasm-opt version 132 (version_132)`.
fn is_right(command: &mut Command) -> bool {
    process::probe(command.arg("--version")).is_some_and(|answer| answer.split_whitespace().nth(2) == Some(VERSION))
}
