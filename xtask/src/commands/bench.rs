//! `cargo xtask bench`

use anyhow::Result;

use crate::bench::{self, Measure, Plan};
use crate::cli::{BenchArgs, Suite};
use crate::repo::Repo;
use crate::{build, files, say};

/// Measures and prints the table.
pub(super) fn run(repo: &Repo, args: &BenchArgs) -> Result<()> {
    match args.suite {
        Suite::App => app(repo, args),
        Suite::Logs => logs(repo, args),
        Suite::Export => export(repo, args),
    }
}

/// Fails when a judged target is missed.
fn app(repo: &Repo, args: &BenchArgs) -> Result<()> {
    let plan = Plan { measures: Measure::chosen(&args.only), runs: args.runs() };
    bench::preflight(repo)?;
    if args.no_build {
        say::note("dist/ is measured as it is");
    } else {
        build::preflight(repo)?;
        build::ensure(repo)?;
    }
    let outcome = bench::run(repo, &plan)?;
    if let Some(path) = &args.json {
        files::write(path, outcome.raw_json()?)?;
    }
    println!("{}", outcome.table()?);
    outcome.check()
}

/// Prints the table; its targets are read by people, for they compare programs and not commits.
fn logs(repo: &Repo, args: &BenchArgs) -> Result<()> {
    bench::logs::preflight()?;
    if !args.no_build {
        build::preflight(repo)?;
        build::ensure(repo)?;
    }
    println!("{}", bench::logs::run(repo, args.size, args.runs(), args.json.as_deref())?);
    Ok(())
}

/// The same of an export.
fn export(repo: &Repo, args: &BenchArgs) -> Result<()> {
    bench::export::preflight(repo)?;
    if !args.no_build {
        build::preflight(repo)?;
        build::ensure(repo)?;
    }
    println!("{}", bench::export::run(repo, args.sizes, args.runs(), args.json.as_deref())?);
    Ok(())
}
