//! Files as they lie there, and reading them from front to back.

use std::collections::VecDeque;

use futures_util::future::LocalBoxFuture;

use crate::logs::protocol::Trouble;

/// A reading that is under way.
pub type FutureBytes = LocalBoxFuture<'static, Result<Vec<u8>, Trouble>>;

/// A file, compressed or not.
pub trait Bytes: Clone {
    /// Begins at once to read from one offset to another, so that other work can be done before waiting for it.
    fn read(&self, from: u64, to: u64) -> FutureBytes;

    /// Its size in bytes.
    fn size(&self) -> u64;
}

/// How a file is read from front to back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slicing {
    /// How much at once, in bytes.
    pub slice: u64,
    /// How many further slices are on their way while one is worked on. The browser hands over a part of each whenever
    /// this thread pauses, so several together come as fast as they are worked on.
    pub ahead: usize,
}

/// A file that is read from front to back.
pub(super) struct Stream<B> {
    bytes: B,
    pace: Slicing,
    /// Where the next slice begins.
    reached: u64,
    /// Those that are on their way, in their order, with their lengths.
    ahead: VecDeque<(u64, FutureBytes)>,
    /// Where the first slice begins that has not been asked for.
    asked: u64,
    slice: Vec<u8>,
    used: usize,
}

impl<B: Bytes> Stream<B> {
    pub fn new(bytes: B, from: u64, pace: Slicing) -> Self {
        Self { bytes, pace, reached: from, ahead: VecDeque::new(), asked: from, slice: Vec::new(), used: 0 }
    }

    /// What has been read and not been used.
    pub fn rest(&self) -> &[u8] {
        self.slice.get(self.used..).unwrap_or_default()
    }

    /// So many bytes of [`Self::rest`] have been used.
    pub fn consume(&mut self, count: usize) {
        self.used = (self.used + count).min(self.slice.len());
    }

    /// Where [`Self::rest`] begins.
    pub fn position(&self) -> u64 {
        self.reached - self.rest().len() as u64
    }

    /// Adds the next slice to [`Self::rest`]; `false` when the file has no more. Whoever stops waiting for it loses
    /// nothing.
    pub async fn more(&mut self) -> Result<bool, Trouble> {
        self.ask(1);
        let Some((length, reading)) = self.ahead.front_mut() else { return Ok(false) };
        let length = *length;
        let slice = reading.await;
        self.ahead.pop_front();
        let slice = slice?;
        if slice.is_empty() {
            return Err(Trouble::Unreadable("it has become shorter".to_owned()));
        }
        self.reached += slice.len() as u64;
        // Less than was asked for: what is on its way begins too late.
        if (slice.len() as u64) < length {
            self.ahead.clear();
            self.asked = self.reached;
        }
        self.ask(self.pace.ahead);
        if self.rest().is_empty() {
            self.slice = slice;
        } else {
            self.slice.drain(..self.used);
            self.slice.extend_from_slice(&slice);
        }
        self.used = 0;
        Ok(true)
    }

    /// Has at least so many slices on their way, as far as there are any.
    fn ask(&mut self, count: usize) {
        let size = self.bytes.size();
        while self.ahead.len() < count && self.asked < size {
            let end = self.asked.saturating_add(self.pace.slice).min(size);
            self.ahead.push_back((end - self.asked, self.bytes.read(self.asked, end)));
            self.asked = end;
        }
    }
}
