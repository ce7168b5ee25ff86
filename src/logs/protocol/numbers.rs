//! Answers: requests in numbers and lists, problems, messages, lines.

use serde::{Deserialize, Serialize};

use super::{Filter, Place, Status};

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

impl Overview {
    /// What lets through the requests of one of [`Self::statuses`] and no others, in place of the status of the filter
    /// that this answers.
    #[must_use]
    pub fn status_of(&self, filter: &Filter, code: u16, is_dropped: bool) -> Status {
        // The code alone is what people know; it will do where no request had it and ended the other way.
        let has_both = || self.statuses.iter().filter(|(known, ..)| *known == code).count() > 1;
        match is_dropped {
            true => Status::DroppedWith(code),
            false if filter.status.is_some() || has_both() => Status::Answered(code),
            false => Status::Code(code),
        }
    }
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
pub struct TagLines {
    /// One a process run in which the tag occurs.
    pub runs: Vec<TagRun>,
    /// Whether there are more lines than are shown (10,000).
    pub is_cut: bool,
}

/// The lines of one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRun {
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
