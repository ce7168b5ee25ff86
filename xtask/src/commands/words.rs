//! `cargo xtask words`

use std::process::Command;

use anyhow::Result;

use crate::repo::Repo;
use crate::{process, say};

/// Writes `target/words/catalogue.json` and the pseudo-language, and checks the languages below `lang/`. The app's own
/// crate knows its sentences (`examples/words.rs`); sentences that nothing says are the compiler's to report
/// (`dead_code`, in the browser's build).
pub(super) fn run(repo: &Repo) -> Result<()> {
    let arguments = ["run", "--quiet", "--package", "glia", "--example", "words", "--", "target/words"];
    say::step("the catalogue of sentences");
    process::run(Command::new("cargo").args(arguments).current_dir(repo.root()), "cargo run --example words")
}
