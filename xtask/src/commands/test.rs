//! `cargo xtask test`

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::{build, contract, e2e};
use crate::cli::{Part, TestArgs};
use crate::interrupt::Interrupted;
use crate::repo::Repo;
use crate::tools::{system, wasm_target};
use crate::{process, say};

/// A part that has run.
struct Outcome {
    part: Part,
    duration: Duration,
    result: Result<()>,
}

/// Runs the parts in order. The quick parts all run, even when one of them fails, as people want
/// to know all that is wrong; the slow ones run only when everything before them passed.
pub(super) fn run(repo: &Repo, args: &TestArgs) -> Result<()> {
    system::ensure_interpreters()?;
    let mut outcomes: Vec<Outcome> = Vec::new();
    for &part in chosen(&args.only) {
        let is_slow = part >= Part::Contract;
        if is_slow && outcomes.iter().any(|outcome| outcome.result.is_err()) {
            break;
        }
        say::heading(&part.to_string());
        let started = Instant::now();
        let result = run_part(repo, part, args);
        if let Err(error) = &result {
            if error.is::<Interrupted>() {
                return result;
            }
            say::error(error);
        }
        let duration = started.elapsed();
        say::note(&format!("{part}: {}", say::duration(duration)));
        outcomes.push(Outcome { part, duration, result });
    }
    summarise(&outcomes, chosen(&args.only).count())
}

/// The wanted parts in the order they run.
fn chosen(only: &[Part]) -> impl Iterator<Item = &Part> {
    Part::value_variants().iter().filter(move |part| only.is_empty() || only.contains(part))
}

fn run_part(repo: &Repo, part: Part, args: &TestArgs) -> Result<()> {
    match part {
        Part::Fmt => cargo(repo, &["fmt", "--all", "--check"]),
        Part::Clippy => clippy(repo),
        Part::Native => cargo(repo, &["test", "--workspace"]),
        Part::Contract => contract::run(repo),
        Part::Build => build::run(repo),
        Part::E2e => e2e::run(repo, &args.playwright),
    }
}

fn clippy(repo: &Repo) -> Result<()> {
    cargo(repo, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    wasm_target::ensure()?;
    let wasm = ["clippy", "--package", "glia", "--target", "wasm32-unknown-unknown"];
    // The app, then the workers, which have no Leptos.
    for features in [&[][..], &["--no-default-features", "--features", "worker"]] {
        cargo(repo, &[&wasm[..], features, &["--", "-D", "warnings"]].concat())?;
    }
    Ok(())
}

fn cargo(repo: &Repo, arguments: &[&str]) -> Result<()> {
    let shown = format!("cargo {}", arguments.join(" "));
    say::step(&shown);
    process::run(Command::new("cargo").args(arguments).current_dir(repo.root()), &shown)
}

fn summarise(outcomes: &[Outcome], wanted: usize) -> Result<()> {
    say::heading("summary");
    for Outcome { part, duration, result } in outcomes {
        let verdict = if result.is_ok() { "passed" } else { "FAILED" };
        say::step(&format!("{:<8}{verdict}  {}", part.to_string(), say::duration(*duration)));
    }
    let failed: Vec<String> =
        outcomes.iter().filter(|outcome| outcome.result.is_err()).map(|outcome| outcome.part.to_string()).collect();
    if !failed.is_empty() {
        let skipped = wanted - outcomes.len();
        let rest = if skipped == 0 { String::new() } else { format!(" ({skipped} not run)") };
        bail!("Failed: {}{rest}.", failed.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_run_in_their_order_and_once() {
        let only = [Part::E2e, Part::Fmt, Part::Fmt];
        assert_eq!(chosen(&only).copied().collect::<Vec<_>>(), [Part::Fmt, Part::E2e]);
        assert_eq!(chosen(&[]).count(), 6);
    }
}
