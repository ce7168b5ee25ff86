//! A ZIP file, written from front to back while its contents come in, however large.
//!
//! It is our own because an export outlives its page: everything that the writer knows ([`Zip::state`]) can be kept at
//! any moment, and after a reload the file goes on at that byte. Crates that write ZIP files hold a compressor whose
//! state cannot be kept. Here, texts are compressed in segments of about a megabyte, each on its own, so that between
//! two segments there is nothing to keep but lengths and sums (costs less than 1 % in size).
//!
//! - ZIP64 where it is needed and nowhere else.
//! - No data descriptors: when an entry ends, its header is written anew with the right sums ([`Patch`]). So even
//!   readers that begin at the front understand the file. The room for ZIP64's sizes is held free by Microsoft's
//!   growth hint, an extra field that exists for exactly this.
//! - Names are UTF-8, and safe everywhere (see `layout`).
//! - The same contents at the same time make the same file.
//!
//! Source: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output};
use miniz_oxide::{DataFormat, deflate::CompressionLevel};
use serde::{Deserialize, Serialize};
use sha2::digest::common::hazmat::{SerializableState as _, SerializedState};
use sha2::{Digest as _, Sha256};

use self::record::{DIRECTORY, Record};

mod record;

/// How an entry is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// As it is: media are compressed already.
    Stored,
    /// Compressed.
    Deflated,
}

/// What is known of a finished entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its length, in bytes.
    pub length: u64,
    /// SHA-256 of its contents.
    pub sha256: [u8; 32],
}

/// Bytes that replace what was written before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Where, from the beginning of the file.
    pub at: u64,
    /// What.
    pub bytes: Vec<u8>,
}

/// Everything that must be kept to go on later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// How many bytes were written.
    length: u64,
    /// The entries that are finished.
    records: Vec<Record>,
    open: Option<Open>,
    /// In DOS' format: when the export began.
    time: u32,
}

impl State {
    /// How many bytes were written.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }
}

/// The entry under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Open {
    record: Record,
    /// The sum of SHA-256 so far, as the algorithm keeps it.
    sha256: Vec<u8>,
}

/// How much text makes a segment.
const SEGMENT: usize = 1 << 20;

/// Writes a ZIP file. What it has written so far lies in its buffer until somebody takes it ([`Zip::take`]).
pub struct Zip {
    state: State,
    sha256: Sha256,
    crc32: crc32fast::Hasher,
    /// Text that is not compressed yet.
    text: Vec<u8>,
    out: Vec<u8>,
    patches: Vec<Patch>,
}

impl Zip {
    /// An empty file. The time, in ms since 1970, is that of all its entries.
    #[must_use]
    pub fn new(now_ms: f64) -> Self {
        let state = State { length: 0, records: Vec::new(), open: None, time: record::dos_time(now_ms) };
        Self::go_on(state)
    }

    /// Goes on where [`Zip::state`] was asked for. The file must be cut off at [`Zip::length`].
    #[must_use]
    pub fn go_on(state: State) -> Self {
        let kept = |open: &Open| Sha256::deserialize(&SerializedState::<Sha256>::try_from(&*open.sha256).ok()?).ok();
        let open = state.open.as_ref();
        let sha256 = open.and_then(kept).unwrap_or_default();
        let crc32 = open.map_or_else(crc32fast::Hasher::new, |open| {
            crc32fast::Hasher::new_with_initial_len(open.record.crc32, open.record.length)
        });
        Self { state, sha256, crc32, text: Vec::new(), out: Vec::new(), patches: Vec::new() }
    }

    /// Everything that is needed to go on. Compresses what has come in, so that nothing is left out.
    pub fn state(&mut self) -> &State {
        self.compress();
        if let Some(open) = &mut self.state.open {
            open.record.crc32 = self.crc32.clone().finalize();
            open.sha256 = self.sha256.serialize().to_vec();
        }
        &self.state
    }

    /// How long the file is, with what lies in the buffer.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.state.length
    }

    /// How much lies in the buffer.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.out.len()
    }

    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.state.records.len()
    }

    /// What must be appended to the file, and then be written over in it.
    pub fn take(&mut self) -> (Vec<u8>, Vec<Patch>) {
        (std::mem::take(&mut self.out), std::mem::take(&mut self.patches))
    }

    /// Begins an entry; one that is open is finished.
    pub fn begin(&mut self, name: &str, method: Method) {
        self.end();
        let record = Record::new(name, method, self.state.length);
        self.emit(&record.header(self.state.time));
        self.sha256 = Sha256::new();
        self.crc32 = crc32fast::Hasher::new();
        self.state.open = Some(Open { record, sha256: Vec::new() });
    }

    /// Appends to the open entry.
    pub fn write(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.put(bytes);
    }

    fn put(&mut self, bytes: &[u8]) {
        let Some(open) = &mut self.state.open else {
            return;
        };
        self.crc32.update(bytes);
        open.record.length += bytes.len() as u64;
        match open.record.method {
            Method::Stored => {
                open.record.packed += bytes.len() as u64;
                self.emit(bytes);
            }
            Method::Deflated => {
                self.text.extend_from_slice(bytes);
                if self.text.len() >= SEGMENT {
                    self.compress();
                }
            }
        }
    }

    /// Finishes the open entry; `None` when there is none.
    pub fn end(&mut self) -> Option<Written> {
        self.compress();
        let mut record = self.state.open.take()?.record;
        if record.method == Method::Deflated {
            record.packed += LAST_BLOCK.len() as u64;
            self.emit(&LAST_BLOCK);
        }
        record.crc32 = self.crc32.clone().finalize();
        let written = Written { length: record.length, sha256: self.sha256.clone().finalize().into() };
        self.rewrite(record.offset, record.header(self.state.time));
        self.state.records.push(record);
        Some(written)
    }

    /// Takes the open entry back, as if it had never begun: the file must be cut off at [`Zip::length`].
    pub fn drop_open(&mut self) {
        self.text.clear();
        if let Some(open) = self.state.open.take() {
            let excess = usize::try_from(self.state.length - open.record.offset).unwrap_or(usize::MAX);
            self.out.truncate(self.out.len().saturating_sub(excess));
            self.state.length = open.record.offset;
        }
    }

    /// A whole entry at once.
    pub fn add(&mut self, name: &str, method: Method, bytes: &[u8]) -> Written {
        self.begin(name, method);
        self.write(bytes);
        self.end().unwrap_or(Written { length: 0, sha256: [0; 32] })
    }

    /// The same, of bytes whose sum is known already: they are kept as they are.
    pub fn add_summed(&mut self, name: &str, bytes: &[u8], sha256: [u8; 32]) -> Written {
        self.begin(name, Method::Stored);
        self.put(bytes);
        let length = self.end().map_or(0, |written| written.length);
        Written { length, sha256 }
    }

    /// Takes over the entries of another file, whose bytes are appended next ([`Zip::append`]).
    pub fn adopt(&mut self, other: &State) {
        self.end();
        let start = self.state.length;
        self.state.records.extend(other.records.iter().cloned().map(|mut record| {
            record.offset += start;
            record
        }));
    }

    /// Appends bytes of another file, as they are.
    pub fn append(&mut self, bytes: &[u8]) {
        self.emit(bytes);
    }

    /// Writes the directory, which ends the file.
    pub fn finish(&mut self) {
        self.end();
        let start = self.state.length;
        let mut directory = Vec::new();
        self.state.records.iter().for_each(|record| record.write_entry(self.state.time, &mut directory));
        record::write_end(self.state.records.len() as u64, start, directory.len() as u64, &mut directory);
        debug_assert!(directory.starts_with(&DIRECTORY) || self.state.records.is_empty());
        self.emit(&directory);
    }

    /// Makes a segment of the text that has come in.
    fn compress(&mut self) {
        let text = std::mem::take(&mut self.text);
        let Some(open) = self.state.open.as_mut().filter(|_| !text.is_empty()) else {
            return;
        };
        let before = self.out.len();
        let mut compressor = CompressorOxide::default();
        compressor.set_format_and_level(DataFormat::Raw, CompressionLevel::BestSpeed as u8 + 1);
        let out = &mut self.out;
        let (status, _) = compress_to_output(&mut compressor, &text, TDEFLFlush::Sync, |bytes| {
            out.extend_from_slice(bytes);
            true
        });
        debug_assert!(status == TDEFLStatus::Okay);
        let packed = (self.out.len() - before) as u64;
        open.record.packed += packed;
        self.state.length += packed;
    }

    fn emit(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
        self.state.length += bytes.len() as u64;
    }

    /// Writes over what was written, in the buffer if it is still there.
    fn rewrite(&mut self, at: u64, bytes: Vec<u8>) {
        let buffer_starts = self.state.length - self.out.len() as u64;
        let in_buffer = at.checked_sub(buffer_starts).and_then(|start| usize::try_from(start).ok());
        match in_buffer.and_then(|start| self.out.get_mut(start..start + bytes.len())) {
            Some(place) => place.copy_from_slice(&bytes),
            None => self.patches.push(Patch { at, bytes }),
        }
    }
}

/// An empty block that says that it is the last.
const LAST_BLOCK: [u8; 2] = [3, 0];

#[cfg(test)]
mod tests;
