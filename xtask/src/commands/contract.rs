//! The contract part of `cargo xtask test`: the core's endpoints and actions, natively against the lab.

use std::process::Command;

use anyhow::Result;

use super::e2e::Stage;
use crate::lab::park::{Park, Ports};
use crate::repo::Repo;
use crate::{process, say};

/// Runs the tests; whatever happens, nothing keeps running.
pub(super) fn run(repo: &Repo, stage: impl FnOnce() -> Result<Stage>) -> Result<()> {
    let park = Park::start(repo, &stage()?.ground, Ports::Any)?;
    let manifest = park.write_manifest(repo)?;
    say::step("Running the contract tests");
    let mut tests = Command::new("cargo");
    tests.args(["test", "--package", "glia", "--test", "contract"]);
    let result = process::run(tests.current_dir(repo.root()).env("GLIA_LAB", &manifest), "The contract tests");
    park.stop()?;
    result
}
