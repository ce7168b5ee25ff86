//! What the lab's servers, and steps that show one line, write while they run.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};

use crate::repo::Repo;
use crate::{files, say};

/// Lines shown when something fails: what usually tells why, or, where nobody can open the log afterwards, a lot.
const TAIL: usize = 40;
const TAIL_IN_CI: usize = 400;

/// A log for standard output and standard error: empty, unless it is to keep what is in it.
pub(crate) fn open(path: &Path, keep: bool) -> Result<(File, File)> {
    let mut options = File::options();
    let options = if keep { options.append(true) } else { options.write(true).truncate(true) };
    if let Some(dir) = path.parent() {
        files::create_dir(dir)?;
    }
    let log = options.create(true).open(path).with_context(|| format!("Cannot write {}", path.display()))?;
    let errors = log.try_clone().context("Cannot share the log file")?;
    Ok((log, errors))
}

/// A sentence with the last lines, for the end of an error.
pub(crate) fn ending(path: &Path) -> String {
    match files::read(path).map(|log| String::from_utf8_lossy(&log).into_owned()) {
        Ok(log) => {
            let lines = if say::in_ci() { TAIL_IN_CI } else { TAIL };
            format!("Its log {} ends with:\n{}", Repo::find().show(path), tail(&log, lines))
        }
        Err(error) => format!("Its log cannot be shown: {error:#}"),
    }
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn what_is_in_it_is_kept_on_demand() -> Result<()> {
        let path = std::env::temp_dir().join(format!("xtask-log-{}", std::process::id()));
        for (keep, expected) in [(false, "x"), (true, "xx"), (false, "x")] {
            open(&path, keep)?.0.write_all(b"x")?;
            assert_eq!(files::read_text(&path)?, expected);
        }
        Ok(std::fs::remove_file(&path)?)
    }

    #[test]
    fn the_tail_is_the_last_lines() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a", 15), "a");
    }
}
