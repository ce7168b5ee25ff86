//! A Python that Synapse runs on.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// The oldest Python that the current Synapse accepts.
const OLDEST: (u32, u32) = (3, 10);

/// Names to look for, the machine's default first.
const NAMES: [&str; 5] = ["python3", "python3.13", "python3.12", "python3.11", "python3.10"];

const HOW_TO_INSTALL: &str = "on Debian and Ubuntu: apt-get install python3 python3-venv";

/// The name of a Python that is new enough and can make virtual environments; otherwise fails
/// with what to do.
pub fn find() -> Result<&'static str> {
    let mut too_old = None;
    for name in NAMES {
        let Some(version) = version(name) else { continue };
        if version < OLDEST {
            too_old.get_or_insert(version);
        } else if has_venv(name) {
            return Ok(name);
        } else {
            bail!(
                "Synapse needs Python's venv module, and {name} comes without it \
                 ({HOW_TO_INSTALL})."
            );
        }
    }
    let needed = format!("Synapse needs Python {}.{} or newer", OLDEST.0, OLDEST.1);
    match too_old {
        Some((major, minor)) => {
            bail!("{needed}, and python3 is {major}.{minor} ({HOW_TO_INSTALL}).")
        }
        None => bail!("{needed}, and there is no python3 on the PATH ({HOW_TO_INSTALL})."),
    }
}

/// Makes a virtual environment; what that says goes into the log of `step`.
pub fn make_venv(python: &str, dir: &Path, step: &str) -> Result<()> {
    process::run_quietly(
        Command::new(python).args(["-m", "venv", "--clear"]).arg(dir),
        "Making a Python virtual environment",
        step,
    )
}

fn version(name: &str) -> Option<(u32, u32)> {
    parse_version(&process::probe(Command::new(name).arg("--version"))?)
}

/// Reads `Python 3.11.7`.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.strip_prefix("Python ")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn has_venv(name: &str) -> bool {
    // Debian ships venv without ensurepip, which then fails half-way.
    process::probe(Command::new(name).args(["-c", "import venv, ensurepip"])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(parse_version("Python 3.11.7"), Some((3, 11)));
        assert_eq!(parse_version("Python 2.7.18"), Some((2, 7)));
        assert_eq!(parse_version("no such thing"), None);
        assert!(parse_version("Python 3.9.2") < Some(OLDEST));
    }
}
