//! What every decoder gives.

use crate::logs::protocol::Trouble;

/// What a decoder did when it was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
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

impl Decoded {
    pub const MORE_INPUT: Self = Self { used: 0, written: 0, then: Then::MoreInput };

    pub fn again(used: usize, written: usize) -> Self {
        Self { used, written, then: Then::Again }
    }
}

/// What is wrong with packed data.
pub(super) fn broken(what: &str) -> Trouble {
    Trouble::Broken(what.to_owned())
}
