//! One module per command. A new one gets a variant in [`crate::cli::Command`], a module here and a
//! line in [`run`].

mod bench;
mod build;
mod contract;
mod demo;
mod dev;
mod e2e;
mod lab;
mod logs;
mod parts;
mod styles;
mod test;
mod town;
mod words;
mod workers;

use anyhow::Result;

use crate::cli::Command;
use crate::repo::Repo;

/// Runs a command to its end.
pub fn run(command: Command) -> Result<()> {
    let repo = Repo::find();
    match command {
        Command::Build => crate::build::preflight(&repo).and_then(|()| build::run(&repo)),
        Command::Demo(args) => demo::run(&repo, &args),
        Command::Dev(args) => dev::run(&repo, &args),
        Command::Styles => styles::run(&repo),
        Command::Bindgen(args) => crate::build::split::bind(&repo, &args.input, &args.out_name, &args.out_dir),
        Command::Workers => workers::run(&repo),
        Command::Parts => parts::run(&repo),
        Command::Test(args) => test::run(&repo, &args),
        Command::Lab(args) => lab::run(&repo, &args),
        Command::Bench(args) => bench::run(&repo, &args),
        Command::Logs(args) => logs::run(&repo, &args),
        Command::Words => words::run(&repo),
    }
}
