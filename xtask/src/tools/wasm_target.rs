//! Rust's standard library for WebAssembly.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{process, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the target when it is missing.
pub fn ensure() -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    if process::probe(Command::new("rustup").arg("--version")).is_none() {
        bail!("Rust's target {TARGET} is missing, and there is no rustup to install it with.");
    }
    say::step(&format!("Installing Rust's target {TARGET}"));
    process::run_quietly(
        Command::new("rustup").args(["target", "add", TARGET]),
        &format!("Installing Rust's target {TARGET}"),
        "rustup",
    )
}

fn is_installed() -> bool {
    process::probe(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|dir| Path::new(&dir).is_dir())
}
