//! Why a homeserver cannot be reached from a browser, or works only in part.
//!
//! A browser tells a page of most faults only that it "failed to fetch". What is wrong shows in which neighbours
//! succeed: a simple `GET` while the preflight of another method fails, `/_matrix` while `/_synapse/admin` does not, an
//! unreadable answer (`no-cors`) where a readable one was refused, a page of Synapse's without CORS headers that can be
//! read all the same. [`examine`] asks in the order in which a request travels and stops where going on would only
//! repeat the same fault; each [`Finding`] keeps what it was concluded from.
//!
//! Every conclusion has a control, a request that differs in the one thing that is blamed and has another outcome: an
//! unreadable error means a refused preflight only where the same error can be read without one, and a slow or limited
//! server means nothing at all (`probe::Courier`).
//!
//! All requests are harmless: reads, and writes with a token that is none, which no Synapse carries out. The one `POST`
//! to `/login` names no way to sign in: Synapse refuses it before it counts attempts (`posts`).

mod ask;
mod between;
mod connection;
mod elsewhere;
mod examine;
mod level;
mod parts;
mod posts;
mod says;
mod server;
mod url;
mod writes;

pub use ask::{Came, Seen};
pub use elsewhere::{elsewhere, hosts_elsewhere};
pub use examine::{Examined, examine};
pub use says::Says;
pub use url::{address, host, is_loopback};

use super::session::Session;

/// What is examined, and from where.
#[derive(Clone, Debug)]
pub struct Case {
    /// What was typed: server name, base URL or MXID.
    pub typed: String,
    /// Whether Glia itself came over `https:`; such pages may not ask `http:` servers.
    pub page_is_https: bool,
    /// The session on this server, if there is one.
    pub session: Option<Session>,
}

/// The checks, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Can this be a server at all?
    Name,
    /// Where its client API is, by `.well-known`.
    WellKnown,
    /// Does anything answer there?
    Reach,
    /// Encryption, and whether the browser allows the connection.
    Encryption,
    /// `/_matrix/client/versions`.
    Versions,
    /// CORS on answers to simple requests.
    Cors,
    /// Errors of Synapse's can be read, too.
    Errors,
    /// The preflight of `POST`, `PUT`, `DELETE` and `Authorization`.
    Preflight,
    /// Requests with a long body.
    Bodies,
    /// `Access-Control-Allow-Origin` once, not twice.
    CorsOnce,
    /// `/_synapse/admin`.
    AdminApi,
    /// The `Authorization` header reaches Synapse.
    Authorization,
    /// What stands behind `?` reaches Synapse.
    Query,
    /// Nothing keeps answers without regard to who asks.
    Caching,
    /// The ways to sign in.
    Login,
    /// Is the signed-in account a server admin?
    AdminRight,
    /// Matrix Authentication Service.
    Delegated,
    /// The server's clock.
    Clock,
    /// Paths reach Synapse as they were sent.
    Paths,
    /// The server's name and keys.
    Keys,
    /// The federation API.
    Federation,
    /// Nothing limits how fast requests may come.
    Limits,
    /// `.well-known/matrix/server`, on the server name's host. Other hosts are asked only when wanted.
    WellKnownServer,
    /// The keys where other servers come in.
    FederationAddress,
    /// Matrix Authentication Service itself: discovery and CORS.
    DelegatedHost,
    /// Its admin API.
    DelegatedAdmin,
}

impl Step {
    /// Those that ask the homeserver alone (and the host of its name), in their order.
    pub const HERE: [Self; 22] = [
        Self::Name,
        Self::WellKnown,
        Self::Reach,
        Self::Encryption,
        Self::Versions,
        Self::Cors,
        Self::Errors,
        Self::Preflight,
        Self::Bodies,
        Self::CorsOnce,
        Self::AdminApi,
        Self::Authorization,
        Self::Query,
        Self::Caching,
        Self::Login,
        Self::AdminRight,
        Self::Delegated,
        Self::Clock,
        Self::Paths,
        Self::Keys,
        Self::Federation,
        Self::Limits,
    ];
}

/// How sure a conclusion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// Nothing else shows like this.
    Certain,
    /// By far the most usual reason.
    Likely,
    /// One of several reasons that look alike from a browser.
    Possible,
    /// The fault itself is certain; which program makes it is not.
    Fault,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As it should be.
    Good,
    /// Works, but should be looked at.
    Warn,
    /// A fault.
    Bad,
    /// A browser cannot tell. No fault.
    Unknown,
    /// Not checked.
    Skipped,
}

/// A check and what it came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which check.
    pub step: Step,
    /// What it came to.
    pub says: Says,
    /// What was asked, and what came back.
    pub seen: Vec<Seen>,
}

#[cfg(test)]
pub(crate) mod simulated;
#[cfg(test)]
mod tests;
