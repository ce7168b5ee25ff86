//! What was recognised.

use serde::{Deserialize, Serialize};

use super::{Place, Trouble};

/// What was recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The files, in the order in which they were opened.
    pub files: Vec<FileSummary>,
    /// All lines by what they are. The counts add up to the number of lines.
    pub lines: LineCounts,
    /// `Processed request` lines by generation: up to 0.27, 0.33, 0.99 to 1.149, from 1.150.
    pub generations: [u64; 4],
    /// Processes that wrote the log, and their starts.
    pub processes: Vec<Process>,
    /// The first moment of any line.
    pub first: Option<i64>,
    /// The last moment of any line.
    pub last: Option<i64>,
    /// How often time went backwards by more than a second within one process.
    pub backwards: u64,
    /// Lines at DEBUG, INFO, WARNING, ERROR, CRITICAL.
    pub levels: [u64; 5],
    /// `Received request` lines; without any, requests that never ended leave no trace.
    pub received: u64,
    /// Some lines that were not recognised.
    pub unrecognised: Vec<Place>,
    /// Lines too long to be looked at whole (over 1 MiB): only their beginning was.
    pub cut: u64,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSummary {
    /// What it is called.
    pub name: String,
    /// As it lies there, in bytes.
    pub size: u64,
    /// How it is packed.
    pub packing: Packing,
    /// Lines read of it.
    pub lines: u64,
    /// Whether it has been read to its end.
    pub is_done: bool,
    /// Why it could not be read (to its end).
    pub trouble: Option<Trouble>,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packing {
    /// Not at all.
    #[default]
    Plain,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// Lines by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineCounts {
    /// The default `precise` format.
    pub precise: u64,
    /// The same behind a prefix of journald, docker, kubectl or a worker.
    pub prefixed: u64,
    /// `TerseJsonFormatter`: JSON with a time in seconds.
    pub terse_json: u64,
    /// `JsonFormatter`: JSON without a time.
    pub json: u64,
    /// `GcpJsonFormatter`: JSON without a tag.
    pub gcp_json: u64,
    /// docker's own JSON around another form.
    pub docker_json: u64,
    /// A `Processed request` in a format of somebody's own.
    pub bare: u64,
    /// Lines that continue an entry: tracebacks, and messages of several lines.
    pub continuation: u64,
    /// Lines with nothing in them.
    pub empty: u64,
    /// Anything else.
    pub unrecognised: u64,
}

/// A process: a worker, or the main process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// The worker's name by its prefix, else the file's name without its date.
    pub name: String,
    /// Its runs; tags begin anew with each.
    pub runs: Vec<Run>,
}

/// From one start of a process to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Where it begins.
    pub place: Place,
    /// When, as far as lines tell.
    pub at: Option<i64>,
    /// Its last line.
    pub until: Option<i64>,
    /// How one knows that it begins here.
    pub sign: RunSign,
}

/// How one knows that a run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunSign {
    /// It is the first line that was read of this process.
    First,
    /// Synapse says that it starts.
    Start,
    /// The numbers of tags begin anew.
    Tags,
}
