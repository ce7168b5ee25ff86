//! What a homeserver's reverse proxy does to requests, found out from a browser.
//!
//! Servers sign the address of every request that they send to another, to the letter. A proxy that decodes, cleans or
//! refuses parts of it, or drops the `Authorization` header, makes every signature "invalid". The probes send harmless
//! requests, all of them reads without a token, whose answers tell what reached Synapse:
//!
//! - *Identity*: `GET /_matrix/key/v2/server`, whose server answers here, and with which keys.
//! - *Echo*: `GET /_matrix/media/v3/download/…` of a file that does not exist: Synapse (1.95 and newer) answers
//!   `Not found '<the path exactly as it saw it>'`.
//! - *Route*: `GET /_matrix/federation/v1/make_join/…` with an encoded slash, which Synapse finds only when the slash is
//!   still encoded.
//! - *Authorization*: the same with a signature that is none: Synapse complains about the signature when the header came
//!   through, and that is the FAQ's very error.
//!
//! [`run`] asks; [`judge`] is pure. Nothing here is an endpoint with a typed answer, for what answers may be anything.
//!
//! Source: <https://spec.matrix.org/latest/server-server-api/#request-authentication>, and the answers of real proxies in
//! the tests.

mod answer;
mod ask;
mod canonical;
mod courier;
mod finding;
mod identity;
mod judge;
mod path;
mod verdict;

pub use answer::Answer;
pub use ask::{Verify, run};
pub use courier::{Courier, TIMEOUT_MS};
pub use finding::{Change, Finding, Judgement, Level, Unknown};
pub use identity::{Identity, Signed};
pub use judge::judge;
pub use verdict::{Fault, Habit, Outcome, Report};

use super::discovery::{Typed, understand};

/// Where to ask, and who should answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address, without a slash at its end.
    pub base_url: String,
    /// The server name that belongs there.
    pub server_name: String,
}

/// Where other servers come in when nothing else is published: the name itself when it has a port, else port 8448.
#[must_use]
pub fn federation_address(server_name: &str) -> String {
    // An IPv6 literal has colons of its own.
    let has_port = server_name.rsplit(']').next().is_some_and(|rest| rest.contains(':'));
    if has_port { format!("https://{server_name}") } else { format!("https://{server_name}:8448") }
}

/// The address that an admin typed: a whole one, or a host, perhaps with a port. `None` for what is no address.
#[must_use]
pub fn other_address(typed: &str) -> Option<String> {
    match understand(typed)? {
        (Typed::BaseUrl(url), _) => Some(url),
        (Typed::ServerName(name), _) => Some(federation_address(&name)),
    }
}

/// One thing that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Whose server answers.
    Identity,
    /// Whether its keys are signed with the keys.
    SelfSignature,
    /// What Synapse sees of a path.
    Echo(Echo),
    /// Whether other servers' requests are served at this address at all.
    Federation,
    /// Whether a federation route with an encoded slash is found.
    Route,
    /// Whether the `Authorization` header comes through.
    Authorization,
}

/// A path that is sent to be echoed. Each has one kind of letters, for one bad letter hides the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Echo {
    /// Nothing special: whether there is an echo.
    Plain,
    /// An encoded slash.
    Slash,
    /// The encoded letters of ids: `! $ @ :`.
    Sigils,
    /// Encoded letters that mean something in an address: `# % space ?`.
    Reserved,
    /// Encoded letters that need not be: `~ -`.
    Unreserved,
    /// Encoded dots, in both cases of hexadecimal digits: unreserved, too.
    Dots,
    /// Two slashes in a row.
    DoubleSlash,
}

impl Echo {
    /// All of them, the one that tells whether there is an echo first.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Slash, Self::Sigils, Self::Reserved, Self::Unreserved, Self::Dots, Self::DoubleSlash];

    /// What stands in the path after the server name and a slash. Browsers send all of these as they are; they would
    /// resolve a segment that is only dots, so those stand behind a letter.
    #[must_use]
    pub fn sent(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Slash => "p%2Fq",
            Self::Sigils => "p%21%24%40%3A",
            Self::Reserved => "p%23%25%20%3F",
            Self::Unreserved => "%7Eabc%2D",
            Self::Dots => "p%2e%2E",
            Self::DoubleSlash => "/p",
        }
    }
}

/// A request and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What it was for.
    pub check: Check,
    /// `GET https://…`.
    pub request: String,
    /// The answer.
    pub answer: Answer,
}

#[cfg(test)]
mod tests;
