//! The index of a log: fed with the text of one file after the other, it keeps what questions need and where the lines
//! are, but none of the text.

use std::borrow::Cow;

use crate::model::log::{Entry, Form, Processed};

use super::endpoint::Endpoints;
use super::messages::{Groups, Message};
use super::moment::{self, Clock};
use super::names::Names;
use super::open::Open;
use super::processes::Process;
use super::protocol::{FileName, FileSummary, LineCounts, Packing, Place, ReadProgress, Summary, Trouble};
use super::requests::{Client, Kind, Record, Requests};
use super::sorter::{Sorted, Sorter};
use super::split::{RawLine, Splitter};
use super::tags::Tags;

/// Lines that are shown of those that were not recognised.
const SHOWN: usize = 20;

/// Refused signatures beyond this are not kept.
const MOST_SIGNATURES: usize = 1 << 20;

/// What has been read.
#[derive(Clone, Debug, Default)]
pub struct Index {
    splitter: Splitter,
    pub(super) lines: Lines,
}

/// Everything but the cutting into lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub files: Vec<FileSummary>,
    /// The turn of each file in the order of reading.
    pub turns: Vec<u32>,
    pub sorter: Sorter,
    pub processes: Vec<Process>,
    pub requests: Requests,
    pub tags: Tags,
    pub open: Open,
    pub groups: Groups,
    pub servers: Names,
    pub signatures: Vec<Signed>,
    summary: Summary,
    file: u32,
    turn: u32,
    clock: Clock,
    /// The group of each process's last entry, for its traceback.
    last_group: Vec<Option<u32>>,
    endpoints: Endpoints,
    count: u64,
}

/// A refused signature.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signed {
    /// A number of [`Lines::servers`].
    pub server: u32,
    pub at: Option<i64>,
    pub place: Place,
}

impl Index {
    /// An index of files that have not been read yet.
    #[must_use]
    pub fn new(files: Vec<FileName>) -> Self {
        let turns = vec![u32::MAX; files.len()];
        let file = |FileName { name, size }| FileSummary {
            name,
            size,
            packing: Packing::Plain,
            lines: 0,
            is_done: false,
            trouble: None,
        };
        let files = files.into_iter().map(file).collect();
        Self { splitter: Splitter::default(), lines: Lines { files, turns, ..Lines::default() } }
    }

    /// The text of a file follows, from its beginning.
    pub fn begin(&mut self, file: u32, packing: Packing) {
        let lines = &mut self.lines;
        lines.turn += 1;
        lines.file = file;
        if let Some(turn) = lines.turns.get_mut(file as usize) {
            *turn = lines.turn;
        }
        if let Some(file) = lines.files.get_mut(file as usize) {
            file.packing = packing;
            lines.sorter.begin(&file.name);
        }
    }

    /// The next piece of its (unpacked) text, wherever it ends.
    pub fn feed(&mut self, piece: &[u8]) {
        let lines = &mut self.lines;
        self.splitter.feed(piece, |line| lines.line(line));
        lines.tags.reached(lines.file, self.splitter.offset());
    }

    /// The file has ended, or broken off.
    pub fn end(&mut self, trouble: Option<Trouble>) {
        let lines = &mut self.lines;
        self.splitter.finish(|line| lines.line(line));
        lines.tags.reached(lines.file, u64::MAX);
        if let Some(file) = lines.files.get_mut(lines.file as usize) {
            file.is_done = true;
            file.trouble = trouble;
        }
    }

    /// What [`ReadProgress`] says of the index; of the files, only who reads them knows.
    #[must_use]
    pub fn progress(&self) -> ReadProgress {
        let lines = &self.lines;
        ReadProgress {
            lines: lines.count,
            requests: lines.requests.count(),
            file: Some(lines.file),
            index_bytes: lines.bytes(),
            ..ReadProgress::default()
        }
    }

    /// What was recognised.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let lines = &self.lines;
        let name = |(number, _): &(usize, &Process)| lines.sorter.names().get(*number).cloned().unwrap_or_default();
        let written = lines.processes.iter().enumerate().filter(|(_, process)| !process.runs.is_empty());
        let processes = written.map(|numbered| super::protocol::Process {
            name: name(&numbered),
            runs: numbered.1.runs.iter().map(|run| run.run).collect(),
        });
        Summary {
            files: lines.files.clone(),
            processes: processes.collect(),
            received: lines.open.count_received(),
            ..lines.summary.clone()
        }
    }
}

impl Lines {
    /// About what the index takes, in bytes.
    pub fn bytes(&self) -> u64 {
        let signatures = self.signatures.capacity() * size_of::<Signed>();
        self.requests.bytes() + self.tags.bytes() + self.open.bytes() + self.groups.bytes() + signatures as u64
    }

    /// The number of a process.
    pub fn process(&self, name: &str) -> Option<u32> {
        u32::try_from(self.sorter.names().iter().position(|known| known == name)?).ok()
    }

    /// Where something stands in the order of reading.
    pub fn order(&self, place: Place) -> (u32, u64) {
        (self.turns.get(place.file as usize).copied().unwrap_or(u32::MAX), place.offset)
    }

    fn line(&mut self, raw: RawLine<'_>) {
        self.count += 1;
        if let Some(file) = self.files.get_mut(self.file as usize) {
            file.lines += 1;
        }
        self.summary.cut += u64::from(raw.is_cut);
        let place = Place { file: self.file, offset: raw.offset };
        // Almost always it is UTF-8, and this is the quicker way to see it.
        let text = str::from_utf8(raw.bytes).map_or_else(|_| String::from_utf8_lossy(raw.bytes), Cow::Borrowed);
        match self.sorter.sort(&text) {
            Sorted::Entry(entry, process) => self.entry(&entry, process, place),
            Sorted::More(text, process) => self.more(&text, process),
            Sorted::Empty => self.summary.lines.empty += 1,
            Sorted::Unknown => {
                self.summary.lines.unrecognised += 1;
                if self.summary.unrecognised.len() < SHOWN {
                    self.summary.unrecognised.push(place);
                }
            }
        }
    }

    fn entry(&mut self, entry: &Entry<'_>, process: u32, place: Place) {
        *of_form(&mut self.summary.lines, entry) += 1;
        let clock = &mut self.clock;
        let at = entry.time.as_deref().and_then(|text| clock.read(text));
        let at = at.or_else(|| moment::in_prefix(clock, entry.prefix));
        if let Some(at) = at {
            self.summary.first = Some(self.summary.first.map_or(at, |first| first.min(at)));
            self.summary.last = Some(self.summary.last.map_or(at, |last| last.max(at)));
        }
        let number = process as usize;
        if self.processes.len() <= number {
            self.processes.resize(number + 1, Process::default());
            self.last_group.resize(number + 1, None);
        }
        let before = self.processes.get(number).and_then(|process| process.runs.last()).and_then(|run| run.run.until);
        let Some(known) = self.processes.get_mut(number) else { return };
        self.summary.backwards += u64::from(known.line(place, self.turn, at));
        if entry.message.starts_with("***** STARTING SERVER") {
            known.starts(place, self.turn, at);
            self.open.restarted(process, before);
        }
        if let Some(tag) = entry.tag.as_deref() {
            self.tags.push(place.file, place.offset, tag);
        }
        let level = entry.level.as_deref().unwrap_or_default();
        if let Some(count) = rank(level).and_then(|rank| self.summary.levels.get_mut(rank)) {
            *count += 1;
        }
        let logger = entry.logger.as_deref().unwrap_or_default();
        if logger.starts_with("synapse.access") || entry.form == Form::Bare {
            self.access(entry, process, place, at, before);
        }
        let group = match level {
            "WARNING" | "ERROR" | "CRITICAL" => {
                let text = &entry.message;
                self.groups.push(Message { level, logger, text, process, at, place })
            }
            _ => None,
        };
        if let Some(group) = group {
            self.warning(entry, group, at, place);
        }
        if let Some(last) = self.last_group.get_mut(number) {
            *last = group;
        }
    }

    /// A line of the access log.
    fn access(&mut self, entry: &Entry<'_>, process: u32, place: Place, at: Option<i64>, before: Option<i64>) {
        let tag = entry.tag.as_deref();
        let processed = entry.processed();
        if processed.is_none() && entry.received().is_none() {
            return;
        }
        let began = processed.map_or(at, |line| at.map(|at| at.saturating_sub(line.total.ms)));
        if let (Some(tag), Some(known)) = (tag, self.processes.get_mut(process as usize))
            && known.tag(tag, began, place, self.turn)
        {
            self.open.restarted(process, before);
        }
        match processed {
            Some(line) => {
                self.processed(&line, process, place, at);
                self.open.processed(tag.unwrap_or_default(), process);
            }
            // Without a tag nobody could say what ends it.
            None if tag.is_some() => self.open.received(tag.unwrap_or_default(), process, place, at),
            None => {}
        }
    }

    fn processed(&mut self, line: &Processed<'_>, process: u32, place: Place, at: Option<i64>) {
        if let Some(count) = self.summary.generations.get_mut(line.generation as usize) {
            *count += 1;
        }
        let requests = &mut self.requests;
        let endpoint = self.endpoints.number(line, &mut requests.endpoints);
        let kind = Kind { endpoint, process, status: line.status, is_lost: line.lost };
        let client = Client {
            requester: requests.requesters.number(line.requester),
            ip: requests.ips.number(line.ip),
            agent: requests.agents.number(line.user_agent),
        };
        let (kind, client) = (requests.kinds.number(kind), requests.clients.number(client));
        let ms = |ms: i64| u64::try_from(ms).unwrap_or(0);
        requests.push(&Record {
            file: place.file,
            offset: place.offset,
            at,
            kind,
            client,
            total_ms: ms(line.total.ms),
            db_ms: ms(line.db_time.ms),
            wait_ms: ms(line.db_wait.ms),
            cpu_ms: ms(line.user_cpu.ms.saturating_add(line.system_cpu.ms)),
            bytes: line.bytes,
        });
    }

    fn warning(&mut self, entry: &Entry<'_>, group: u32, at: Option<i64>, place: Place) {
        // GcpJsonFormatter puts the traceback into the message.
        let within = || entry.message.trim_end().rsplit_once('\n').map(|(_, last)| last).filter(|last| names_it(last));
        if let Some(exception) = entry.exception.as_deref().or_else(within) {
            self.groups.exception(group, exception);
        }
        let server =
            entry.message.split_once("Invalid signature for server ").and_then(|(_, rest)| rest.split(' ').next());
        if let Some(server) = server
            && self.signatures.len() < MOST_SIGNATURES
        {
            let server = self.servers.number(server);
            self.signatures.push(Signed { server, at, place });
        }
    }

    /// A line of a traceback; the last one that is not indented names the exception.
    fn more(&mut self, text: &str, process: u32) {
        self.summary.lines.continuation += 1;
        let group = self.last_group.get(process as usize).copied().flatten();
        if let Some(group) = group.filter(|_| names_it(text)) {
            self.groups.exception(group, text.trim_end());
        }
    }
}

/// Whether a line of a traceback is the one that names the exception.
fn names_it(line: &str) -> bool {
    !line.starts_with([' ', '\t', '-']) && !line.starts_with("Traceback ") && !line.trim().is_empty()
}

/// The place of a level in [`Summary::levels`].
fn rank(level: &str) -> Option<usize> {
    match level {
        "DEBUG" => Some(0),
        "INFO" => Some(1),
        "WARNING" => Some(2),
        "ERROR" => Some(3),
        "CRITICAL" => Some(4),
        _ => None,
    }
}

fn of_form<'a>(counts: &'a mut LineCounts, entry: &Entry<'_>) -> &'a mut u64 {
    match entry.form {
        _ if entry.is_packed => &mut counts.docker_json,
        Form::Precise if entry.prefix.is_empty() => &mut counts.precise,
        Form::Precise => &mut counts.prefixed,
        Form::Json if entry.time.is_some() => &mut counts.terse_json,
        Form::Json => &mut counts.json,
        Form::Gcp => &mut counts.gcp_json,
        Form::Bare => &mut counts.bare,
    }
}
