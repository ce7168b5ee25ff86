//! Node.js and npm.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// The oldest Node.js that everything installed with npm accepts.
const OLDEST: u32 = 20;

const HOW_TO_INSTALL: &str = "on Debian and Ubuntu: apt-get install nodejs npm";

/// Fails with what to do when there is no usable Node.js; `purpose` completes "Node.js is
/// needed …".
pub fn require(purpose: &str) -> Result<()> {
    let version = process::probe(Command::new("node").arg("--version"));
    let Some(version) = version else {
        bail!(
            "Node.js {OLDEST} or newer is needed {purpose}, and there is no node on the PATH \
             ({HOW_TO_INSTALL})."
        );
    };
    if major(&version).is_none_or(|major| major < OLDEST) {
        bail!("Node.js {OLDEST} or newer is needed {purpose}, and node is {version}.");
    }
    if process::probe(Command::new("npm").arg("--version")).is_none() {
        bail!("npm is needed {purpose}, and there is none on the PATH ({HOW_TO_INSTALL}).");
    }
    Ok(())
}

/// Reads `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20"), None);
    }
}
