//! The command line.

use std::fmt;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::bench::Measure;
use crate::bench::export::Sizes;
use crate::lab::CURRENT_SYNAPSE;
use crate::logs;

/// Development commands of Glia.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands; each has a module of its own in [`crate::commands`].
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the app into dist/, compress it and check its size budget
    Build,
    /// Show the app against a real Synapse with a believable community
    Demo(DemoArgs),
    /// Rebuild the app on every change, against the same Synapse as the demo
    Dev(DevArgs),
    /// Put the style sheet together; a hook for Trunk, which does so before each build
    Styles,
    /// Stand in for wasm-bindgen: split the wasm, and bind its main part
    #[command(hide = true)]
    Bindgen(BindgenArgs),
    /// Compile the Web Workers; a hook for Trunk, which does so during each build
    #[command(hide = true)]
    Workers,
    /// Put the other parts of the wasm and the workers beside it; a hook for Trunk, which does so after each build
    #[command(hide = true)]
    Parts,
    /// Run all checks, or some of them
    Test(TestArgs),
    /// Start the servers of the end-to-end tests and wait for Ctrl-C
    Lab(LabArgs),
    /// Measure the app's speed and size against a page without any library, the log explorer's against grep and lnav, or
    /// an export's against Synapse's own command and curl
    Bench(BenchArgs),
    /// Write a log of any size, made from recorded ones
    Logs(LogsArgs),
    /// Write the catalogue of sentences and the pseudo-language to target/words/, and check the languages in lang/
    Words,
}

/// Options of the throwaway Synapse.
#[derive(Debug, Args)]
pub struct SynapseArgs {
    /// Port of Synapse on 127.0.0.1
    #[arg(long, value_name = "PORT", default_value_t = 8091)]
    pub synapse_port: u16,
    /// Synapse release to run
    #[arg(long, value_name = "VERSION", default_value = CURRENT_SYNAPSE, value_parser = release)]
    pub synapse_version: String,
    /// Start over with the pristine community
    #[arg(long, conflicts_with = "keep")]
    pub fresh: bool,
    /// Go on with the data of the last run; this is the default
    #[arg(long)]
    pub keep: bool,
}

/// Accepts what a release on PyPI can be called; the value also names folders.
fn release(value: &str) -> Result<String, String> {
    let is_release = value.split('.').count() > 1
        && value.split('.').all(|part| part.starts_with(|first: char| first.is_ascii_digit()))
        && value.chars().all(|character| character.is_ascii_alphanumeric() || character == '.');
    if is_release { Ok(value.to_owned()) } else { Err(format!("a release looks like {CURRENT_SYNAPSE}")) }
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Port of the app on 127.0.0.1
    #[arg(long, default_value_t = 8090)]
    pub port: u16,
    /// The server
    #[command(flatten)]
    pub synapse: SynapseArgs,
}

/// Options of `dev`.
#[derive(Debug, Args)]
pub struct DevArgs {
    /// Port of the app on 127.0.0.1
    #[arg(long, default_value_t = 8092)]
    pub port: u16,
    /// The server
    #[command(flatten)]
    pub synapse: SynapseArgs,
}

/// Arguments of `bindgen`: those of wasm-bindgen's own that Trunk gives. Others are refused, as they would be ignored.
#[derive(Debug, Args)]
pub struct BindgenArgs {
    /// The wasm, as the linker wrote it
    pub input: PathBuf,
    /// The folder to write to
    #[arg(long)]
    pub out_dir: PathBuf,
    /// What to call the result
    #[arg(long)]
    pub out_name: String,
    /// The kind of module
    #[arg(long, value_parser = ["web"])]
    pub target: String,
    /// No declarations for TypeScript
    #[arg(long, required = true)]
    pub no_typescript: bool,
}

/// Options of `test`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// Run only these parts; can be given more than once
    #[arg(long, value_name = "PART")]
    pub only: Vec<Part>,
    /// Arguments for Playwright, after `--`
    #[arg(last = true, value_name = "PLAYWRIGHT ARGUMENTS")]
    pub playwright: Vec<String>,
}

/// Options of `lab`.
#[derive(Debug, Args)]
pub struct LabArgs {
    /// First of ten ports on 127.0.0.1: the app, the six servers, the two identity servers, PostgreSQL.
    /// Without this option, taken ports are replaced by free ones
    #[arg(long, value_name = "PORT")]
    pub port_base: Option<u16>,
    /// Only the servers, without building the app: enough for the contract tests
    #[arg(long)]
    pub no_app: bool,
}

/// Options of `logs`.
#[derive(Debug, Args)]
pub struct LogsArgs {
    /// Where to write it
    pub file: PathBuf,
    /// Its size in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub size: u64,
    /// Which recording
    #[arg(long, default_value = logs::RECORDINGS[0].0, value_parser = PossibleValuesParser::new(logs::RECORDINGS.map(|(name, _)| name)))]
    pub form: String,
}

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Suite {
    /// The app against a page without any library
    App,
    /// The log explorer against reading alone, grep and lnav
    Logs,
    /// An export against Synapse's own command and curl
    Export,
}

impl Suite {
    /// How often everything is measured, if nobody says otherwise.
    pub fn runs(self) -> u32 {
        match self {
            Self::App | Self::Logs => 7,
            // It takes minutes.
            Self::Export => 1,
        }
    }
}

/// Options of `bench`.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// What to measure
    #[arg(value_enum, default_value_t = Suite::App)]
    pub suite: Suite,
    /// Logs: the size of the log in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub size: u64,
    /// What the exported user has
    #[command(flatten)]
    pub sizes: Sizes,
    /// Run only these measures; can be given more than once
    #[arg(long, value_name = "MEASURE")]
    pub only: Vec<Measure>,
    /// Write the raw numbers to this file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Measure the dist/ that is there, whatever the sources say
    #[arg(long)]
    pub no_build: bool,
    /// How often everything is measured; the median counts [default: 7, of an export 1]
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,
}

impl BenchArgs {
    /// How often everything is measured.
    pub fn runs(&self) -> u32 {
        self.runs.unwrap_or_else(|| self.suite.runs())
    }
}

/// The parts of `test`, in the order they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    /// Formatting
    Fmt,
    /// Lints, for the host and for the browser
    Clippy,
    /// Unit and integration tests on the host
    Native,
    /// Every endpoint and every action, natively against real servers
    Contract,
    /// Release build and size budget
    Build,
    /// The app in a browser against real servers
    E2e,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Contract => "contract",
            Self::Build => "build",
            Self::E2e => "e2e",
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn a_release_cannot_name_another_folder() {
        assert!(release("1.163.2").is_ok() && release("1.164.0rc3").is_ok());
        for value in ["", "..", "../..", "1/2", "1.x", "latest", "1..2"] {
            assert!(release(value).is_err(), "{value}");
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
