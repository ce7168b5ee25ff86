//! A file's text from front to back, unpacked.

use super::bytes::{Bytes, Slicing, Stream};
use super::decoded::{Then, broken};
use super::decoder::Decoder;
use crate::logs::protocol::Trouble;

/// Text comes in pieces of at most so many bytes: small enough to stay in the processor's cache.
const PIECE: usize = 256 * 1024;

/// A file that is unpacked from some place on.
pub(super) struct Unpacking<B> {
    stream: Stream<B>,
    decoder: Option<Decoder>,
    /// What was unpacked last; empty when there is nothing to unpack.
    buffer: Vec<u8>,
    /// How long the last piece is.
    length: usize,
    /// Where it ends in the text.
    end: u64,
}

impl<B: Bytes> Unpacking<B> {
    /// From a place in the file, which is at a place in the text.
    pub fn new(bytes: B, decoder: Option<Decoder>, from: u64, at: u64, pace: Slicing) -> Self {
        let buffer = if decoder.is_some() { vec![0; PIECE] } else { Vec::new() };
        Self { stream: Stream::new(bytes, from, pace), decoder, buffer, length: 0, end: at }
    }

    /// The last piece.
    pub fn piece(&self) -> &[u8] {
        let source = if self.decoder.is_some() { &self.buffer } else { self.stream.rest() };
        source.get(..self.length).unwrap_or_default()
    }

    /// Where it begins in the text.
    pub fn start(&self) -> u64 {
        self.end - self.length as u64
    }

    /// Where it ends in the text.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// How far the file itself has been used.
    pub fn position(&self) -> u64 {
        self.stream.position()
    }

    /// What it takes to go on from [`Self::end`] at another time.
    pub fn checkpoint(&self) -> Option<Decoder> {
        self.decoder.as_ref()?.checkpoint()
    }

    /// Goes on to the next piece, which may be empty; `false` at the end. An error comes after all the text before it.
    pub async fn next(&mut self) -> Result<bool, Trouble> {
        let Some(decoder) = &mut self.decoder else {
            self.stream.consume(self.length);
            self.length = 0;
            let is_there = !self.stream.rest().is_empty() || self.stream.more().await?;
            self.length = self.stream.rest().len().min(PIECE);
            self.end += self.length as u64;
            return Ok(is_there);
        };
        self.length = 0;
        while let Some(room) = self.buffer.get_mut(self.length..).filter(|room| !room.is_empty()) {
            let step = match decoder.decode(self.stream.rest(), room) {
                Err(_) if self.length > 0 => break,
                step => step?,
            };
            self.stream.consume(step.used);
            self.length += step.written;
            self.end += step.written as u64;
            match step.then {
                Then::Again => {}
                Then::Boundary => break,
                Then::MoreInput if self.length > 0 => break,
                Then::MoreInput => match self.stream.more().await {
                    Ok(true) => {}
                    Ok(false) if decoder.may_end(self.stream.rest()) => return Ok(false),
                    Ok(false) => decoder.fail(broken("it ends in the middle")),
                    Err(trouble) => decoder.fail(trouble),
                },
            }
        }
        Ok(true)
    }
}
