//! `cargo xtask test`

use std::process::Command;
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;

use super::contract;
use super::e2e::{self, Stage};
use crate::build::{self, workers};
use crate::cli::{Part, TestArgs};
use crate::interrupt::{self, Interrupted};
use crate::repo::Repo;
use crate::tools::{Toolbox, system, wasm_target};
use crate::{process, say};

/// A part that has run.
struct Outcome {
    part: Part,
    duration: Duration,
    result: Result<()>,
}

/// Runs the parts in order. The quick parts all run, even when one of them fails, as people want
/// to know all that is wrong; the slow ones run only when everything before them passed.
///
/// The build's tools, and what the tests with servers need, are installed and seeded meanwhile: no core is left idle.
pub(super) fn run(repo: &Repo, args: &TestArgs) -> Result<()> {
    system::ensure_interpreters()?;
    let has = |wanted| chosen(&args.only).any(|&part| part == wanted);
    let builds = has(Part::Build) || has(Part::E2e);
    if builds {
        build::preflight(repo)?;
        // Not by two at a time.
        wasm_target::ensure()?;
    }
    let needs_stage = has(Part::Contract) || has(Part::E2e);
    let outcomes = thread::scope(|scope| {
        let mut ahead = Ahead {
            tools: builds.then(|| scope.spawn(|| Toolbox::ensure(repo).map(drop))),
            coming: needs_stage.then(|| scope.spawn(|| Stage::prepare(repo))),
            stage: None,
        };
        let outcomes = run_parts(repo, args, &mut ahead);
        // When something failed, nobody waits for the rest any more.
        if ahead.tools.is_some() || ahead.coming.is_some() {
            interrupt::request();
        }
        outcomes
    })?;
    summarise(&outcomes, chosen(&args.only).count())
}

/// What is made ready while other parts run.
struct Ahead<'scope> {
    /// For the build.
    tools: Option<ScopedJoinHandle<'scope, Result<()>>>,
    /// For the tests with servers, on its way ...
    coming: Option<ScopedJoinHandle<'scope, Result<Stage>>>,
    /// ... and here.
    stage: Option<Stage>,
}

impl Ahead<'_> {
    fn wait_for_tools(&mut self) -> Result<()> {
        self.tools.take().map_or(Ok(()), joined)
    }

    /// Waits for it, the first time.
    fn stage(&mut self) -> Result<&Stage> {
        if let Some(coming) = self.coming.take() {
            self.stage = Some(joined(coming)?);
        }
        self.stage.as_ref().context("What the tests need was not made ready.")
    }
}

fn joined<T>(ahead: ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    ahead.join().map_err(|_| anyhow!("Making ready what the tests need panicked."))?
}

fn run_parts(repo: &Repo, args: &TestArgs, ahead: &mut Ahead<'_>) -> Result<Vec<Outcome>> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for &part in chosen(&args.only) {
        let is_slow = part >= Part::Contract;
        if is_slow && outcomes.iter().any(|outcome| outcome.result.is_err()) {
            break;
        }
        say::heading(&part.to_string());
        let started = Instant::now();
        let result = match part {
            Part::Fmt => process::run(cargo(repo).args(["fmt", "--all", "--check"]), "cargo fmt"),
            Part::Clippy => clippy(repo),
            Part::Native => native(repo),
            Part::Contract => ahead.stage().and_then(|stage| contract::run(repo, stage)),
            Part::Build => ahead.wait_for_tools().and_then(|()| super::build::run(repo)),
            Part::E2e => e2e(repo, ahead, &args.playwright),
        };
        if let Err(error) = &result {
            if error.is::<Interrupted>() {
                return Err(Interrupted.into());
            }
            say::error(error);
        }
        let duration = started.elapsed();
        say::note(&format!("{part}: {}", say::duration(duration)));
        outcomes.push(Outcome { part, duration, result });
    }
    Ok(outcomes)
}

fn e2e(repo: &Repo, ahead: &mut Ahead<'_>, playwright_arguments: &[String]) -> Result<()> {
    ahead.wait_for_tools()?;
    build::ensure(repo)?;
    e2e::run(repo, ahead.stage()?, playwright_arguments)
}

/// The wanted parts in the order they run.
fn chosen(only: &[Part]) -> impl Iterator<Item = &Part> {
    Part::value_variants().iter().filter(move |part| only.is_empty() || only.contains(part))
}

/// Lints what is tested on the host, then the app, then the workers, which have no Leptos. The last two are looked at in
/// the profile and the folder of their release builds, which then find macros and build scripts compiled.
fn clippy(repo: &Repo) -> Result<()> {
    wasm_target::ensure()?;
    lint(cargo(repo).args(["clippy", "--workspace", "--all-targets"]), "the host's code")?;
    lint(
        cargo(repo).args(["clippy", "--package", "glia", "--target", "wasm32-unknown-unknown", "--release"]),
        "the app",
    )?;
    lint(&mut workers::cargo(repo, "clippy"), "the workers")
}

fn lint(clippy: &mut Command, what: &str) -> Result<()> {
    let title = format!("Linting {what}");
    say::step(&title);
    if !say::in_ci() {
        clippy.arg("--quiet");
    }
    process::run(clippy.args(["--", "-D", "warnings"]), &title)
}

/// The tests without a browser; where somebody looks on, only what fails is shown.
///
/// Package by package: in one go, features that the app's development dependencies want would have most of xtask
/// compiled again.
fn native(repo: &Repo) -> Result<()> {
    for package in ["glia", "xtask"] {
        let title = format!("Testing {package}");
        say::step(&title);
        let mut tests = cargo(repo);
        tests.args(["test", "--package", package]);
        if say::in_ci() {
            process::run(&mut tests, &title)?;
        } else {
            process::run_quietly(&mut tests, &title, &format!("test-{package}"))?;
        }
    }
    Ok(())
}

fn cargo(repo: &Repo) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(repo.root());
    cargo
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
