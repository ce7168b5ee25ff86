//! The contract part of `cargo xtask test`: the core's endpoints and actions, natively against the lab.

use std::process::Command;

use anyhow::Result;

use super::e2e::Stage;
use crate::lab::park::{Park, Ports};
use crate::repo::Repo;
use crate::{process, say};

/// Runs the tests; whatever happens, nothing keeps running.
pub(super) fn run(repo: &Repo, stage: &Stage) -> Result<()> {
    let park = Park::start(repo, &stage.ground, Ports::Any)?;
    let manifest = park.write_manifest(repo)?;
    let arguments = ["test", "--package", "glia", "--test", "contract"];
    say::step(&format!("cargo {}", arguments.join(" ")));
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(repo.root()).env("GLIA_LAB", &manifest);
    let result = process::run(&mut cargo, "The contract tests");
    park.stop()?;
    result
}
