//! `cargo xtask bench`

use anyhow::Result;

use crate::bench::{self, Measure, Plan};
use crate::cli::BenchArgs;
use crate::repo::Repo;
use crate::{build, files, say};

/// Measures, prints the table and fails when a judged target is missed.
pub(super) fn run(repo: &Repo, args: &BenchArgs) -> Result<()> {
    let plan = Plan { measures: Measure::chosen(&args.only), runs: args.runs };
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
