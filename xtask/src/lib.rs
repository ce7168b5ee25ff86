//! Glia's development commands: building the app within its size budget, showing it against a
//! real throwaway Synapse, and running every check.
//!
//! Everything is a library so that tests, benchmarks and commands share one lab. Unix only, as
//! is Synapse itself. Nothing is written outside the repository's `target/` and `dist/`, except
//! `cargo install`ed tools and, in `cargo xtask test` alone, Debian packages.

pub mod bench;
pub mod build;
pub mod cli;
pub mod commands;
pub mod files;
pub mod interrupt;
pub mod lab;
mod log;
pub mod logs;
pub mod parallel;
pub mod ports;
pub mod process;
pub mod repo;
pub mod say;
pub mod serve;
pub mod tools;

use std::process::ExitCode;

use clap::Parser;

/// Exit code of a command that was stopped by SIGINT or SIGTERM, as shells have it.
const EXIT_INTERRUPTED: u8 = 130;

/// Runs the command line and turns its result into one line on stderr and an exit code.
pub fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match interrupt::install().and_then(|()| commands::run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<interrupt::Interrupted>() => {
            say::note(&interrupt::Interrupted.to_string());
            ExitCode::from(EXIT_INTERRUPTED)
        }
        Err(error) => {
            say::error(&error);
            ExitCode::FAILURE
        }
    }
}
