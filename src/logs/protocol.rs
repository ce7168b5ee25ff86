//! What the page asks the worker, and what the worker tells. Values only: the page makes sentences of them.
//!
//! Moments are ms since 1970 as the log writes them: the server's local time, whose zone no line names, so they are
//! shown as they are, never converted. Durations are ms.

use serde::{Deserialize, Serialize};

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Read these files anew; the `File` objects travel beside this, in the same order. Ends whatever was read before.
    Open(Vec<FileName>),
    /// Stop reading; what has been read stays.
    Stop,
    /// Answer a question about what has been read so far.
    View {
        /// Comes back with the answer. A page that asks the same kind of view again has no use for the earlier answer, so
        /// the worker may leave that out.
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
    /// [`Messages`]: errors and warnings, grouped by likeness.
    Messages(Filter),
    /// [`Found`]: all lines of one request.
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
    /// The client had gone (`!`).
    Dropped,
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
pub enum Told {
    /// How far reading has come; a few times a second, and once at the end.
    Progress(Progress),
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
    Found(Found),
    Lines(Lines),
    Saved {
        /// How many requests are in it.
        requests: u64,
    },
}

/// How far reading has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
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

/// Requests in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// All of them together.
    pub all: Numbers,
    /// By endpoint, most frequent first.
    pub endpoints: Vec<Endpoint>,
    /// Over time.
    pub timeline: Timeline,
    /// By status and whether the client had gone (`!`), most frequent first.
    pub statuses: Vec<(u16, bool, u64)>,
    /// By user (`@…`), most frequent first; at most 100.
    pub users: Shares,
    /// By server that asks, most frequent first; at most 100.
    pub servers: Shares,
    /// By IP address; at most 100.
    pub ips: Shares,
    /// By user agent; at most 100.
    pub agents: Shares,
}

/// The most frequent of something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    /// The most frequent first.
    pub top: Vec<Share>,
    /// How many different ones there are.
    pub distinct: u64,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Its name, as the log has it.
    pub name: String,
    /// Requests.
    pub count: u64,
    /// Their processing time.
    pub total_ms: u64,
    /// Those with 4xx or 5xx.
    pub failed: u64,
}

/// Some requests in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// How many.
    pub count: u64,
    /// Processing time: the median, by 2 significant digits.
    pub p50_ms: u64,
    /// 95 % are not slower.
    pub p95_ms: u64,
    /// 99 % are not slower.
    pub p99_ms: u64,
    /// The slowest.
    pub max_ms: u64,
    /// Processing time of all.
    pub total_ms: u64,
    /// In transactions of the database.
    pub db_ms: u64,
    /// Waiting for a connection to the database.
    pub wait_ms: u64,
    /// Processor time.
    pub cpu_ms: u64,
    /// Bytes sent.
    pub bytes: u64,
    /// 4xx without 429.
    pub client_errors: u64,
    /// 5xx.
    pub server_errors: u64,
    /// 429.
    pub limited: u64,
    /// The client had gone (`!`).
    pub dropped: u64,
}

/// One endpoint's requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// As in `GET`.
    pub method: String,
    /// The path with ids replaced, as in `/_matrix/client/v3/rooms/{roomId}/messages`.
    pub path: String,
    /// In numbers.
    pub numbers: Numbers,
}

/// Requests over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Where the first bar begins.
    pub start: i64,
    /// How long a bar is, in ms.
    pub step_ms: i64,
    /// One after the other, without a gap; at most 240.
    pub bars: Vec<Bar>,
    /// Requests without a time, which are in no bar.
    pub untimed: u64,
}

/// One bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Requests that ended.
    pub requests: u64,
    /// Those with 5xx or 429, or whose client had gone.
    pub failed: u64,
    /// Their slowest.
    pub max_ms: u64,
    /// Their waiting for connections to the database.
    pub wait_ms: u64,
    /// The most requests that were under way at once.
    pub concurrent: u64,
}

/// A list of requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requests {
    /// In the order asked for.
    pub rows: Vec<Request>,
    /// How many there are.
    pub total: u64,
}

/// One request, as its `Processed request` line tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Where its line begins.
    pub place: Place,
    /// The line itself (1 MiB at most); `model::log::Entry` reads it.
    pub line: String,
    /// The process, by its name.
    pub process: String,
    /// When it ended.
    pub at: Option<i64>,
}

/// What the FAQ has one look for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Problems {
    /// `Received` but never `Processed`: the longest open first, at most 100.
    pub open: Vec<Open>,
    /// How many there are.
    pub open_total: u64,
    /// `Received request` lines; without any, `open` cannot be known.
    pub received: u64,
    /// Requests that took `slow_ms` or longer, long polls aside.
    pub slow: u64,
    /// Long polls (`/sync`, `/events`, `/keys/changes` do wait when asked to) that took `slow_ms` or longer.
    pub long_polls: u64,
    /// The most requests that were under way at once, and when; sampled each second.
    pub peak: Option<(u64, i64)>,
    /// `Invalid signature`, by server, most frequent first.
    pub signatures: Vec<Signature>,
    /// Presence: requests to set or read it, and presence sent by other servers.
    pub presence: u64,
    /// Requests by other servers.
    pub federation: u64,
    /// All requests.
    pub requests: u64,
    /// Requests that waited 100 ms or longer for a connection to the database.
    pub starved: u64,
    /// The longest such wait.
    pub longest_wait_ms: u64,
    /// Over time, with waits and concurrency.
    pub timeline: Timeline,
    /// The client had gone.
    pub dropped: u64,
    /// 429.
    pub limited: u64,
}

/// A request that has begun and not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// As in `GET-37`.
    pub tag: String,
    /// The process, by its name.
    pub process: String,
    /// When it was received.
    pub at: Option<i64>,
    /// Until the last line of its run.
    pub open_ms: i64,
    /// Method and address.
    pub request: String,
    /// Where its `Received request` begins.
    pub place: Place,
}

/// Refused signatures of one server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Which server.
    pub server: String,
    /// How often.
    pub count: u64,
    /// The last of them.
    pub place: Place,
}

/// Errors and warnings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// Grouped by likeness: worst and most frequent first; at most 200.
    pub groups: Vec<MessageGroup>,
    /// How many groups there are.
    pub total: u64,
    /// Messages in groups that are not kept, as there were too many kinds.
    pub ungrouped: u64,
    /// Whether all messages could be narrowed to the filter's time; else only the first million of them were.
    pub is_whole: bool,
}

/// Messages that differ in ids and numbers only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageGroup {
    /// `WARNING`, `ERROR` or `CRITICAL`.
    pub level: String,
    /// Which part of Synapse says it.
    pub logger: String,
    /// The message with `…` for what differs.
    pub pattern: String,
    /// The last line of its traceback, as in `ValueError: …`, by the first that had one.
    pub exception: Option<String>,
    /// How often (within the filter's time).
    pub count: u64,
    /// The first of them.
    pub first: Option<i64>,
    /// The last of them.
    pub last: Option<i64>,
    /// Where the first of them begins.
    pub place: Place,
    /// Where the last of them begins.
    pub last_place: Place,
}

/// All lines of one tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// One a process run in which the tag occurs.
    pub runs: Vec<FoundRun>,
    /// Whether there are more lines than are shown (10,000).
    pub is_cut: bool,
}

/// The lines of one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundRun {
    /// The process, by its name.
    pub process: String,
    /// Which of its runs, from 1.
    pub run: u32,
    /// In their order.
    pub lines: Vec<Line>,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it begins.
    pub place: Place,
    /// Without its end; cut at 64 KiB.
    pub text: String,
    /// Its moment; `None` for what continues the line before.
    pub at: Option<i64>,
}

/// Lines as they stand in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// In their order.
    pub lines: Vec<Line>,
    /// Which of them was asked for.
    pub at: u32,
}
