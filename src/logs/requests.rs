//! All requests of a log, in about 14 bytes each: 250 MB must hold the index of 4 GiB of log.
//!
//! Records lie in chunks, numbers as differences and in as few bytes as they need. What is the same in many requests
//! (endpoint, status, who asked) is a number in a table.

use super::names::{Names, Numbers};

/// Records in a chunk.
const CHUNK: usize = 4096;

/// What many requests have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kind {
    /// A number of [`Requests::endpoints`].
    pub endpoint: u32,
    /// Which process.
    pub process: u32,
    /// HTTP status.
    pub status: u16,
    /// The client had gone.
    pub is_lost: bool,
}

/// Who asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Client {
    /// A number of [`Requests::requesters`].
    pub requester: u32,
    /// A number of [`Requests::ips`].
    pub ip: u32,
    /// A number of [`Requests::agents`].
    pub agent: u32,
}

/// One request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The file.
    pub file: u32,
    /// Where its line begins.
    pub offset: u64,
    /// When it ended.
    pub at: Option<i64>,
    /// A number of [`Requests::kinds`].
    pub kind: u32,
    /// A number of [`Requests::clients`].
    pub client: u32,
    /// Processing time in ms.
    pub total_ms: u64,
    /// In transactions of the database, in ms.
    pub db_ms: u64,
    /// Waiting for connections to the database, in ms.
    pub wait_ms: u64,
    /// Processor time in ms.
    pub cpu_ms: u64,
    /// Bytes sent.
    pub bytes: u64,
}

/// The records, and what their numbers mean.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    chunks: Vec<Chunk>,
    count: u64,
    /// Method and path, as in `GET /_matrix/client/v3/sync`.
    pub endpoints: Names,
    /// Users, servers, `None`.
    pub requesters: Names,
    /// Addresses.
    pub ips: Names,
    /// User agents.
    pub agents: Names,
    /// See [`Kind`].
    pub kinds: Numbers<Kind>,
    /// See [`Client`].
    pub clients: Numbers<Client>,
}

#[derive(Clone, Debug, Default)]
struct Chunk {
    file: u32,
    count: usize,
    /// The first and last moment in it; the first is behind the last when none has a time.
    span: (i64, i64),
    /// Where differences begin.
    base: (u64, i64),
    /// Where they have come to.
    reached: (u64, i64),
    bytes: Vec<u8>,
}

impl Requests {
    /// Adds one. Offsets of one file grow.
    pub fn push(&mut self, record: &Record) {
        let is_full = |chunk: &Chunk| chunk.count >= CHUNK || chunk.file != record.file;
        if self.chunks.last().is_none_or(is_full) {
            if let Some(full) = self.chunks.last_mut() {
                full.bytes.shrink_to_fit();
            }
            let base = (record.offset, record.at.unwrap_or_default());
            self.chunks.push(Chunk {
                file: record.file,
                span: (i64::MAX, i64::MIN),
                base,
                reached: base,
                bytes: Vec::with_capacity(CHUNK * 16),
                ..Chunk::default()
            });
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push(record);
            self.count += 1;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// All that ended within a time (those without a time only when none is given), in the order of the files' lines.
    pub fn within(&self, from: Option<i64>, to: Option<i64>) -> impl Iterator<Item = Record> {
        let (first, last) = (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX));
        let is_all = from.is_none() && to.is_none();
        let chunks = self.chunks.iter().filter(move |chunk| is_all || (chunk.span.0 < last && chunk.span.1 >= first));
        let fits = move |record: &Record| is_all || record.at.is_some_and(|at| at >= first && at < last);
        chunks.flat_map(Chunk::records).filter(fits)
    }

    /// The first and last moment of any request.
    #[must_use]
    pub fn span(&self) -> Option<(i64, i64)> {
        let first = self.chunks.iter().map(|chunk| chunk.span.0).min()?;
        let last = self.chunks.iter().map(|chunk| chunk.span.1).max()?;
        (first <= last).then_some((first, last))
    }

    /// About what it takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let chunks: usize = self.chunks.iter().map(|chunk| chunk.bytes.capacity() + size_of::<Chunk>()).sum();
        let names = [&self.endpoints, &self.requesters, &self.ips, &self.agents].map(Names::bytes);
        chunks as u64 + names.iter().sum::<u64>() + self.kinds.bytes() + self.clients.bytes()
    }
}

impl Chunk {
    fn push(&mut self, record: &Record) {
        let (offset, moment) = self.reached;
        put(&mut self.bytes, record.offset.wrapping_sub(offset));
        self.reached.0 = record.offset;
        // 0: without a time.
        match record.at {
            Some(at) => {
                put(&mut self.bytes, zigzag(at.wrapping_sub(moment)).saturating_add(1));
                self.reached.1 = at;
                self.span = (self.span.0.min(at), self.span.1.max(at));
            }
            None => put(&mut self.bytes, 0),
        }
        let numbers = [record.total_ms, record.db_ms, record.wait_ms, record.cpu_ms, record.bytes];
        for number in [u64::from(record.kind), u64::from(record.client)].into_iter().chain(numbers) {
            put(&mut self.bytes, number);
        }
        self.count += 1;
    }

    fn records(&self) -> impl Iterator<Item = Record> {
        let (mut bytes, mut reached) = (self.bytes.as_slice(), self.base);
        (0..self.count).map(move |_| {
            let mut next = || take(&mut bytes);
            reached.0 = reached.0.wrapping_add(next());
            let at = match next() {
                0 => None,
                difference => {
                    reached.1 = reached.1.wrapping_add(unzigzag(difference - 1));
                    Some(reached.1)
                }
            };
            Record {
                file: self.file,
                offset: reached.0,
                at,
                kind: u32::try_from(next()).unwrap_or(0),
                client: u32::try_from(next()).unwrap_or(0),
                total_ms: next(),
                db_ms: next(),
                wait_ms: next(),
                cpu_ms: next(),
                bytes: next(),
            }
        })
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 63 {
            break;
        }
    }
    number
}

/// Small numbers of either sign become small numbers.
fn zigzag(number: i64) -> u64 {
    (number.wrapping_shl(1) ^ (number >> 63)).cast_unsigned()
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CHUNK, Record, Requests};

    fn record() -> impl Strategy<Value = Record> {
        let at = proptest::option::of(0..4_000_000_000_000_i64);
        let small = || prop_oneof![0..300_u64, any::<u64>()];
        (0..2_u32, at, any::<(u32, u32)>(), (small(), small(), small(), small(), small())).prop_map(
            |(file, at, (kind, client), (total_ms, db_ms, wait_ms, cpu_ms, bytes))| Record {
                file,
                offset: 0,
                at,
                kind,
                client,
                total_ms,
                db_ms,
                wait_ms,
                cpu_ms,
                bytes,
            },
        )
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(mut records in proptest::collection::vec(record(), 0..50), steps in proptest::collection::vec(any::<u32>(), 50)) {
            let (mut requests, mut offset) = (Requests::default(), 0);
            for (record, step) in records.iter_mut().zip(steps) {
                offset += u64::from(step);
                record.offset = offset;
                requests.push(record);
            }
            let all: Vec<Record> = requests.within(None, None).collect();
            prop_assert_eq!(&all, &records);
            let (from, to) = (1_000_000_000_000, 3_000_000_000_000);
            let some: Vec<Record> = requests.within(Some(from), Some(to)).collect();
            records.retain(|record| record.at.is_some_and(|at| (from..to).contains(&at)));
            prop_assert_eq!(some, records);
        }
    }

    #[test]
    fn an_ordinary_request_takes_few_bytes() {
        let mut requests = Requests::default();
        for number in 0..10 * CHUNK as u64 {
            requests.push(&Record {
                file: 0,
                offset: number * 320,
                at: Some(1_795_619_307_996 + number.cast_signed() * 7),
                kind: 90,
                client: 3000,
                total_ms: 25,
                db_ms: 3,
                wait_ms: 1,
                cpu_ms: 4,
                bytes: 812,
            });
        }
        let each = requests.bytes() / requests.count();
        assert!(each <= 14, "{each}");
        let first = requests.span().unwrap().0;
        assert_eq!(requests.within(Some(first + 7), Some(first + 70)).count(), 9);
    }
}
