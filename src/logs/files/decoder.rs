//! The decoders, as one.

use super::decoded::Decoded;
use super::gzip::Gzip;
use super::zstd::Zstd;
use crate::logs::protocol::{Packing, Trouble};

/// The decoder of a packed file.
pub(super) enum Decoder {
    Gzip(Box<Gzip>),
    Zstd(Box<Zstd>),
}

impl Decoder {
    /// `None` when there is nothing to decode.
    pub fn new(packing: Packing) -> Option<Self> {
        match packing {
            Packing::Plain => None,
            Packing::Gzip => Some(Self::Gzip(Box::default())),
            Packing::Zstd => Some(Self::Zstd(Box::default())),
        }
    }

    /// Decodes a bit. The output has room. An error comes after all that can be read before it, and comes again.
    pub fn decode(&mut self, input: &[u8], output: &mut [u8]) -> Result<Decoded, Trouble> {
        match self {
            Self::Gzip(gzip) => gzip.decode(input, output),
            Self::Zstd(zstd) => zstd.decode(input, output),
        }
    }

    /// Whether the file may end here, with this unused rest.
    pub fn may_end(&self, rest: &[u8]) -> bool {
        let is_between = match self {
            Self::Gzip(gzip) => gzip.is_between_members(),
            Self::Zstd(zstd) => zstd.is_between_frames(),
        };
        is_between && rest.is_empty()
    }

    /// There is no more input. Decoding goes on with what is left to be written, and then this error.
    pub fn fail(&mut self, trouble: Trouble) {
        match self {
            Self::Gzip(gzip) => gzip.fail(trouble),
            Self::Zstd(zstd) => zstd.fail(trouble),
        }
    }

    /// What it takes to begin here when reading again; `None` where that cannot be done.
    pub fn checkpoint(&self) -> Option<Self> {
        match self {
            Self::Gzip(gzip) => Some(Self::Gzip(gzip.clone())),
            Self::Zstd(zstd) => zstd.is_between_frames().then(|| Self::Zstd(Box::new(Zstd::after_a_frame()))),
        }
    }
}
