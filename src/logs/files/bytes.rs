//! Files as they lie there, and reading them from front to back.

use futures_util::future::LocalBoxFuture;

use crate::logs::protocol::Trouble;

/// A reading that is under way.
pub type Reading = LocalBoxFuture<'static, Result<Vec<u8>, Trouble>>;

/// A file, compressed or not.
pub trait Bytes: Clone {
    /// Begins at once to read from one offset to another, so that other work can be done before waiting for it.
    fn read(&self, from: u64, to: u64) -> Reading;

    /// Its size in bytes.
    fn size(&self) -> u64;
}

/// How a file is read from front to back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// How much at once, in bytes.
    pub slice: u64,
    /// Whether the next slice is on its way while one is worked on.
    pub is_ahead: bool,
}

/// A file that is read from front to back.
pub(super) struct Stream<B> {
    bytes: B,
    pace: Pace,
    /// Where the next slice begins.
    reached: u64,
    ahead: Option<Reading>,
    slice: Vec<u8>,
    used: usize,
}

impl<B: Bytes> Stream<B> {
    pub fn new(bytes: B, from: u64, pace: Pace) -> Self {
        Self { bytes, pace, reached: from, ahead: None, slice: Vec::new(), used: 0 }
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
        if self.ahead.is_none() {
            self.ahead = self.next_slice();
        }
        let Some(reading) = &mut self.ahead else { return Ok(false) };
        if self.slice.len() == self.used {
            // Room for the next one.
            (self.slice, self.used) = (Vec::new(), 0);
        }
        let slice = reading.await;
        self.ahead = None;
        let slice = slice?;
        if slice.is_empty() {
            return Err(Trouble::Unreadable("it has become shorter".to_owned()));
        }
        self.reached += slice.len() as u64;
        if self.pace.is_ahead {
            self.ahead = self.next_slice();
        }
        if self.rest().is_empty() {
            self.slice = slice;
        } else {
            self.slice.drain(..self.used);
            self.slice.extend_from_slice(&slice);
        }
        self.used = 0;
        Ok(true)
    }

    fn next_slice(&self) -> Option<Reading> {
        let size = self.bytes.size();
        (self.reached < size)
            .then(|| self.bytes.read(self.reached, self.reached.saturating_add(self.pace.slice).min(size)))
    }
}
