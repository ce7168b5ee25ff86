//! What can come of a check.

use super::{Check, Evidence};

/// How something was changed on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Escapes were decoded, or encoded in another way: it means the same and is not the same.
    Decoded,
    /// Only escapes of letters that need none (`~ - .`) were decoded, the case of hexadecimal digits changed, or slashes
    /// merged with that: no usual Matrix request has such escapes.
    Normalized,
    /// Slashes in a row became one.
    Merged,
    /// Anything else.
    Altered,
}

/// Why a check has no result. None of these is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Nothing that a browser may read.
    NoAnswer,
    /// Refused by a limit for as long as we waited.
    Limited,
    /// Synapse's answer does not show the path: Synapse before 1.95, no media repository, or one of another make.
    NoEcho,
    /// This address does not serve that part of the API.
    NotServed,
    /// There is no key to ask with.
    NoKey,
    /// This browser does not know Ed25519, or offers no cryptography at addresses like Glia's.
    NoCrypto,
    /// An answer that says nothing about the question.
    Unexpected,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// As it should be.
    Intact,
    /// Synapse saw another path than was sent.
    Changed {
        /// The path as sent.
        sent: String,
        /// The path as Synapse saw it.
        seen: String,
        /// The kind of difference.
        change: Change,
    },
    /// Synapse saw another path than was sent, for it did not find the route.
    Lost,
    /// Somebody before Synapse refused it, while the same request without encoded letters came through.
    Refused,
    /// The header did not arrive.
    Stripped,
    /// The header arrived in a form that cannot be read.
    Mangled,
    /// Another homeserver answers.
    OtherServer {
        /// Its name, if it said it.
        name: Option<String>,
    },
    /// The same name, but other keys than at the other address.
    OtherKeys,
    /// A signature that is missing or wrong.
    Forged,
    /// Nothing can be said.
    Unknown(Unknown),
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Fine.
    Good,
    /// Odd, but no usual request suffers from it.
    Warn,
    /// Broken.
    Bad,
    /// Nothing can be said.
    Unknown,
}

impl Judgement {
    /// How bad it is.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::Intact => Level::Good,
            Self::Changed { change: Change::Merged | Change::Normalized, .. } => Level::Warn,
            Self::Unknown(_) => Level::Unknown,
            _ => Level::Bad,
        }
    }
}

/// A check and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// What was found.
    pub judgement: Judgement,
    /// The request and its answer, when one was sent for it.
    pub evidence: Option<Evidence>,
}
