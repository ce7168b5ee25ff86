//! `cargo xtask <command>`: see [`xtask::cli`] for the commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::main()
}
