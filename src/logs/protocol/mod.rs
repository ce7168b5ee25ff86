//! What the page asks the worker, and what the worker tells. Values only: the page makes sentences of them.
//!
//! Moments are ms since 1970 as the log writes them: the server's local time, whose zone no line names, so they are
//! shown as they are, never converted. Durations are ms.

mod numbers;
mod summary;

use serde::{Deserialize, Serialize};

use crate::model::talk::Talk;

pub use numbers::*;
pub use summary::*;

/// The log explorer's worker.
#[derive(Clone, Copy, Debug)]
pub struct LogTalk;

impl Talk for LogTalk {
    const WORKER: &'static str = "logs";
    type Ask = Ask;
    type Told = Told;
}

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Read these files anew; the `File` objects travel beside this, in the same order. Ends whatever was read before.
    Open(Vec<FileName>),
    /// Stop reading; what has been read stays.
    Stop,
    /// Answer a question about what has been read so far.
    View {
        /// Comes back with the answer. Of several waiting questions of the same kind the worker may answer only the
        /// last, but [`View::Lines`], [`View::Find`] and [`View::Save`] are all answered.
        id: u32,
        /// The question.
        view: View,
    },
}

/// What a file is called, and its size in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    /// As in `homeserver.log.2026-11-24.gz`.
    pub name: String,
    /// As it lies there, compressed or not.
    pub size: u64,
}

/// A question about what has been read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum View {
    /// [`Summary`].
    Summary,
    /// [`Overview`].
    Overview(Filter),
    /// [`Requests`].
    Requests {
        /// Which.
        filter: Filter,
        /// In which order.
        order: Order,
        /// How many at most.
        limit: u32,
    },
    /// [`Problems`].
    Problems {
        /// Which requests.
        filter: Filter,
        /// From here on a request is slow.
        slow_ms: u32,
    },
    /// [`Messages`]: errors and warnings, grouped by likeness. Narrowed by time and process; the rest of the filter is
    /// about requests.
    Messages(Filter),
    /// [`TagLines`]: all lines of one request.
    Find {
        /// The tag, exactly: `GET-37` is not `GET-370`.
        tag: String,
    },
    /// [`Lines`]: the text around a place.
    Lines {
        /// Where.
        place: Place,
        /// How many lines before it.
        before: u32,
        /// How many lines after it.
        after: u32,
    },
    /// A `Blob` beside [`Answer::Saved`].
    Save {
        /// Which requests.
        filter: Filter,
        /// As what.
        form: SaveForm,
    },
}

/// How requests are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaveForm {
    /// A row a request.
    Csv,
    /// An array of objects.
    Json,
    /// Their `Processed request` lines as they are.
    Lines,
}

/// Which requests count. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    /// Ended at this moment or later.
    pub from: Option<i64>,
    /// Ended before this moment.
    pub to: Option<i64>,
    /// Method and path as [`Endpoint`] shows them, as in `GET /_matrix/client/v3/sync`.
    pub endpoint: String,
    /// How it ended.
    pub status: Option<Status>,
    /// The requester exactly: a user, a server, `None`, or `admin|user`.
    pub requester: String,
    /// The client's address, exactly.
    pub ip: String,
    /// The user agent, exactly.
    pub agent: String,
    /// The process, by its name in [`Summary::processes`].
    pub process: String,
    /// Took at least this long.
    pub slower_ms: Option<u32>,
}

/// How requests ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Exactly this code.
    Code(u16),
    /// 2xx is `Class(2)`.
    Class(u8),
    /// 4xx or 5xx.
    Failed,
    /// The client had gone (`!`), whatever the code.
    Dropped,
    /// Exactly this code, and the client had gone: `200!` as the log has it.
    DroppedWith(u16),
    /// Exactly this code, and the client was still there.
    Answered(u16),
}

/// The order of requests, largest or latest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// By processing time.
    #[default]
    Slowest,
    /// By time in the database.
    Database,
    /// By waiting for a connection to the database.
    Waiting,
    /// By processor time.
    Cpu,
    /// By bytes sent.
    Bytes,
    /// By when they ended.
    Latest,
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, by its place among those that were opened.
    pub file: u32,
    /// In bytes from the beginning of the (unpacked) text.
    pub offset: u64,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "one exists at a time")]
pub enum Told {
    /// How far reading has come; a few times a second, and once at the end.
    Progress(ReadProgress),
    /// An answer. A `Blob` travels beside [`Answer::Saved`].
    View {
        /// The question's number.
        id: u32,
        /// The answer, or why there is none.
        answer: Result<Answer, Trouble>,
    },
}

/// An answer; see [`View`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is named like what it carries")]
pub enum Answer {
    Summary(Summary),
    Overview(Overview),
    Requests(Requests),
    Problems(Problems),
    Messages(Messages),
    TagLines(TagLines),
    Lines(Lines),
    Saved {
        /// How many requests are in it.
        requests: u64,
    },
}

/// How far reading has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadProgress {
    /// Bytes read of the files as they lie there.
    pub read: u64,
    /// Bytes of all files as they lie there.
    pub size: u64,
    /// Lines read.
    pub lines: u64,
    /// `Processed request` lines among them.
    pub requests: u64,
    /// The file that is being read, by its place among those that were opened.
    pub file: Option<u32>,
    /// Whether reading has come to its end (or was stopped).
    pub is_done: bool,
    /// Whether it was stopped before the end.
    pub is_stopped: bool,
    /// What the index takes, in bytes.
    pub index_bytes: u64,
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// The file has no bytes.
    Empty,
    /// It holds something else than text.
    Binary,
    /// It changed, vanished or cannot be read (any more): the browser's words.
    Unreadable(String),
    /// It is compressed, and broken from some byte on: the decoder's words.
    Broken(String),
    /// It is compressed in a way that is not understood, as in `.xz`.
    UnknownCompression(String),
    /// Nothing has been opened.
    Nothing,
}
