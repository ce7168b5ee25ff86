//! Logs of any size, made from recorded ones: the lines are Synapse's own, over and over; times go on, tags count on,
//! and as many people ask as on a large server. The same size gives the same bytes, always.

mod template;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};

use crate::files;
use crate::repo::Repo;
use template::Template;

/// The recordings, below `tests/data/logs/`, by the names that the command line knows them by.
pub const RECORDINGS: [(&str, &str); 7] = [
    ("precise", "1.163.2-precise.log"),
    ("terse", "1.163.2-terse.log"),
    ("json", "1.163.2-json.log"),
    ("gcp", "1.163.2-gcp.log"),
    ("precise-1.98", "1.98.0-precise.log"),
    ("terse-1.98", "1.98.0-terse.log"),
    ("json-1.98", "1.98.0-json.log"),
];

/// How much is written at once, in bytes.
const BUFFER: usize = 1 << 20;

/// Writes a log of at least so many bytes, up to the end of a line. `name` is one of [`RECORDINGS`].
pub fn write(repo: &Repo, name: &str, bytes: u64, to: &Path) -> Result<()> {
    let file = RECORDINGS.iter().find(|(known, _)| *known == name).map(|(_, file)| *file);
    let file = file.with_context(|| format!("There is no recording \"{name}\"."))?;
    let recorded = files::read_text(&repo.root().join("tests/data/logs").join(file))?;
    let template = Template::of(&recorded);
    let failed = || format!("Cannot write {}", to.display());
    let mut out = BufWriter::with_capacity(BUFFER, File::create(to).with_context(failed)?);
    let (mut written, mut line) = (0, String::new());
    'all: for round in 0.. {
        for number in 0..template.lines() {
            line.clear();
            template.write(round, number, &mut line);
            out.write_all(line.as_bytes()).with_context(failed)?;
            written += line.len() as u64;
            if written >= bytes {
                break 'all;
            }
        }
    }
    out.flush().with_context(failed)
}
