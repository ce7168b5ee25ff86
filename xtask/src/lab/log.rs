//! What the lab's servers write while they run.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};

use crate::files;

/// Lines shown when a server does not start.
const TAIL: usize = 15;

/// An empty log, for standard output and standard error.
pub(super) fn create(path: &Path) -> Result<(File, File)> {
    let log = File::create(path).with_context(|| format!("Cannot write {}", path.display()))?;
    let errors = log.try_clone().context("Cannot share the log file")?;
    Ok((log, errors))
}

/// A sentence with the last lines, for the end of an error.
pub(super) fn ending(path: &Path) -> String {
    match files::read_text(path) {
        Ok(log) => format!("Its log {} ends with:\n{}", path.display(), tail(&log, TAIL)),
        Err(error) => format!("Its log cannot be shown: {error:#}"),
    }
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_last_lines() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a", 15), "a");
    }
}
