//! The contract part of `cargo xtask test`: the core's endpoints and actions, natively against the lab.

use std::process::Command;

use anyhow::Result;

use crate::lab::park::{Park, Ports};
use crate::repo::Repo;
use crate::tools::{node, npm};
use crate::{process, say};

/// Runs the tests; whatever happens, nothing keeps running.
pub(super) fn run(repo: &Repo) -> Result<()> {
    node::require("for the lab's identity servers")?;
    npm::install(repo)?;
    let park = Park::start(repo, Ports::Any)?;
    let manifest = park.write_manifest(repo)?;
    let arguments = ["test", "--package", "glia", "--test", "contract"];
    say::step(&format!("cargo {}", arguments.join(" ")));
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(repo.root()).env("GLIA_LAB", &manifest);
    let result = process::run(&mut cargo, "The contract tests");
    park.stop()?;
    result
}
