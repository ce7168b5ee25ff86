//! Zstandard (RFC 8878): frames one after the other, each of blocks of 128 KiB at most.

use std::io::Read as _;

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::decoded::{Decoded, Then, broken};
use crate::logs::protocol::Trouble;

/// The longest header of a frame, in bytes.
const LONGEST_HEADER: usize = 18;

/// Magic and length of a frame that is to be skipped, in bytes.
const SKIPPED_HEADER: usize = 8;

/// A decoder.
#[derive(Default)]
pub(super) struct Zstd {
    at: At,
    frame: FrameDecoder,
    frames: u64,
}

#[derive(Default)]
enum At {
    #[default]
    Header,
    /// So many bytes are to be skipped.
    Skipped(u64),
    Block {
        has_checksum: bool,
    },
    /// The last block has been decoded.
    Last,
    /// With what has been decoded but not been written.
    Failed(Trouble),
}

impl Zstd {
    /// For what follows a frame.
    pub fn after_a_frame() -> Self {
        Self { frames: 1, ..Self::default() }
    }

    pub fn is_between_frames(&self) -> bool {
        matches!(self.at, At::Header) && self.frames > 0
    }

    pub fn decode(&mut self, input: &[u8], output: &mut [u8]) -> Result<Decoded, Trouble> {
        match &self.at {
            At::Header => Ok(self.header(input)),
            At::Skipped(0) => Ok(self.end_of_frame()),
            At::Skipped(_) if input.is_empty() => Ok(Decoded::MORE_INPUT),
            At::Skipped(length) => {
                let used = usize::try_from(*length).unwrap_or(usize::MAX).min(input.len());
                self.at = At::Skipped(length - used as u64);
                Ok(Decoded::again(used, 0))
            }
            At::Block { .. } | At::Last | At::Failed(_) if self.frame.can_collect() > 0 => {
                match self.frame.read(output) {
                    Ok(written) => Ok(Decoded::again(0, written)),
                    Err(error) => Err(broken(&error.to_string())),
                }
            }
            At::Block { has_checksum } => Ok(self.block(input, *has_checksum)),
            At::Last => match self.frame.get_checksum_from_data() {
                Some(wanted) if self.frame.get_calculated_checksum() != Some(wanted) => {
                    Ok(self.broken("its checksum does not match"))
                }
                _ => Ok(self.end_of_frame()),
            },
            At::Failed(trouble) => Err(trouble.clone()),
        }
    }

    pub fn fail(&mut self, trouble: Trouble) {
        // The decoder keeps a window of what it has written, until the frame ends: it does with an empty block.
        let mut end = [1, 0, 0, 0, 0, 0, 0].as_slice();
        if matches!(self.at, At::Block { .. }) {
            // If not even that can be decoded there is nothing to be had from it.
            let _ = self.frame.decode_blocks(&mut end, BlockDecodingStrategy::UptoBlocks(1));
        }
        self.at = At::Failed(trouble);
    }

    fn broken(&mut self, what: &str) -> Decoded {
        self.fail(broken(what));
        Decoded::again(0, 0)
    }

    fn end_of_frame(&mut self) -> Decoded {
        self.frames += 1;
        self.at = At::Header;
        Decoded { used: 0, written: 0, then: Then::Boundary }
    }

    fn header(&mut self, input: &[u8]) -> Decoded {
        let mut rest = input;
        match self.frame.reset(&mut rest) {
            Ok(()) => {
                let descriptor = input.get(4).copied().unwrap_or_default();
                self.at = At::Block { has_checksum: descriptor & 4 != 0 };
                Decoded::again(input.len() - rest.len(), 0)
            }
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                self.at = At::Skipped(u64::from(length));
                Decoded::again(SKIPPED_HEADER, 0)
            }
            Err(_) if input.len() < LONGEST_HEADER => Decoded::MORE_INPUT,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::BadMagicNumber(_)))
                if self.frames > 0 =>
            {
                self.broken("something else follows the compressed text")
            }
            Err(error) => self.broken(&error.to_string()),
        }
    }

    /// Decodes one block, as soon as all of it is there.
    fn block(&mut self, input: &[u8], has_checksum: bool) -> Decoded {
        let Some([a, b, c]) = input.first_chunk::<3>().copied() else { return Decoded::MORE_INPUT };
        let header = u32::from_le_bytes([a, b, c, 0]);
        let (is_last, is_repeated) = (header & 1 == 1, (header >> 1) & 3 == 1);
        let body = if is_repeated { 1 } else { (header >> 3) as usize };
        let length = 3 + body + if is_last && has_checksum { 4 } else { 0 };
        let Some(mut block) = input.get(..length) else { return Decoded::MORE_INPUT };
        if let Err(error) = self.frame.decode_blocks(&mut block, BlockDecodingStrategy::UptoBlocks(1)) {
            return self.broken(&error.to_string());
        }
        if is_last {
            self.at = At::Last;
        }
        Decoded::again(length, 0)
    }
}
