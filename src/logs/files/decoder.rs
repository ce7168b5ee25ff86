//! What the decoders have in common.

use super::gzip::Gzip;
use super::zstd::Zstd;
use crate::logs::protocol::{Packing, Trouble};

/// What a decoder did when it was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Bytes that it took of the input.
    pub used: usize,
    /// Bytes that it wrote to the output.
    pub written: usize,
    pub then: Then,
}

/// What it needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// To be called again.
    Again,
    /// To be called again with more input than it has not taken.
    MoreInput,
    /// To be called again; here is a good place to begin from when reading again.
    Boundary,
}

impl Step {
    pub const MORE_INPUT: Self = Self { used: 0, written: 0, then: Then::MoreInput };

    pub fn again(used: usize, written: usize) -> Self {
        Self { used, written, then: Then::Again }
    }
}

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
    pub fn decode(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Trouble> {
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

/// What is wrong with packed data.
pub(super) fn broken(what: &str) -> Trouble {
    Trouble::Broken(what.to_owned())
}
