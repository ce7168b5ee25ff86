//! All that a check can come to.

use crate::api::discovery::well_known::Broken;
use crate::api::probe;

/// What a check came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    // Name
    /// Neither a server name, nor an address, nor a user ID.
    NotAName,
    /// A server name.
    IsName(String),
    /// A base URL.
    IsAddress(String),
    // WellKnown
    /// It names the base URL.
    Names(String),
    /// There is none: the name itself is the host.
    NoWellKnown,
    /// A base URL was typed.
    NotNeeded,
    /// An address was typed that is no homeserver's, and it names another.
    LeadsOn(String),
    /// Something is there that the browser may not read.
    WellKnownUnreadable,
    /// The browser may not read it, and on the name's own host nothing else either.
    WellKnownHidden,
    /// The browser may not read it, but the name's own host, which is no homeserver.
    WellKnownForbidden,
    /// It is there and names no base URL.
    WellKnownBroken(Broken),
    /// An error, but not that there is none.
    WellKnownStatus {
        /// Its status.
        status: u16,
    },
    // Reach, Encryption
    /// Something answers.
    Answers,
    /// Nothing answers.
    Nothing {
        /// Whether it was asked over `https:`, where a certificate may be the reason.
        https: bool,
    },
    /// No answer in time.
    Late {
        /// How long we waited, in ms.
        after_ms: u32,
    },
    /// The host of a server name does not answer, so nothing says where the homeserver is.
    NoHost,
    /// Encrypted, with a certificate that the browser trusts.
    Encrypted,
    /// Not encrypted, within this machine.
    Loopback,
    /// Not encrypted, over a network.
    Plain,
    /// An `https:` page cannot ask an `http:` server.
    Mixed,
    /// Something answers there, but not over TLS that the browser trusts.
    NoTrust,
    // Versions
    /// A Matrix server.
    Matrix,
    /// Something else answers.
    NotMatrix {
        /// Its status.
        status: u16,
    },
    /// A proxy says that it cannot reach Synapse.
    BadGateway {
        /// 502, 503 or 504.
        status: u16,
    },
    /// A Synapse answers, at a port that serves no client API.
    NoClientApi,
    /// Something before Synapse asks for a password of its own.
    WantsPassword,
    /// The host answers, and for `/_matrix` nothing comes back, or something that is hidden from other sites.
    Aborted,
    /// Something answers, and nothing of it can be read. It may be Synapse, behind what spoils the CORS header.
    Unreadable,
    /// The server's other answers can be read, and nothing below `/_matrix/client`.
    ClientHidden,
    // Cors, CorsOnce
    /// Answers can be read.
    Readable,
    /// The header comes once.
    Once,
    /// The header comes twice.
    Twice {
        /// Only below `/_synapse/admin`.
        admin_only: bool,
    },
    /// The header comes twice with errors, and once with good answers.
    TwiceOnErrors,
    // Errors
    /// They can be read.
    ErrorsReadable,
    /// They cannot.
    ErrorsHidden {
        /// Only below `/_synapse/admin`.
        admin_only: bool,
    },
    /// Something else's errors come in their place.
    ErrorsReplaced {
        /// Their status.
        status: u16,
        /// Only below `/_synapse/admin`.
        admin_only: bool,
    },
    // Preflight
    /// All methods pass.
    Passes,
    /// Refused for all.
    PreflightRefused {
        /// Only below `/_synapse/admin`.
        admin_only: bool,
    },
    /// Refused for some methods.
    MethodsRefused(Vec<&'static str>),
    // Bodies
    /// Long bodies pass.
    BodiesPass,
    /// A body of 64 KiB does not.
    BodyRefused {
        /// The status that came instead, when it could be read.
        status: Option<u16>,
        /// Only below `/_synapse/admin`.
        admin_only: bool,
    },
    /// Synapse sees no body, or another than was sent.
    BodyDropped,
    // AdminApi
    /// It answers.
    AdminAnswers(String),
    /// Something else answers for it, unreadable.
    AdminHidden,
    /// Something else answers for it.
    AdminRefused {
        /// Its status.
        status: u16,
    },
    /// A Synapse answers that does not serve it: a worker, or another port.
    AdminElsewhere,
    /// Some parts of it do not come through; what stands behind `/_synapse/admin/`.
    AdminPartly(Vec<&'static str>),
    /// The connection is closed without an answer.
    AdminAborted,
    // Authorization
    /// It arrives.
    Arrives,
    /// It does not.
    Stripped {
        /// Only below `/_synapse/admin`.
        admin_only: bool,
    },
    /// Something before Synapse asks for credentials of its own.
    OtherCredentials,
    // Query
    /// It arrives.
    QueryArrives,
    /// It does not.
    QueryDropped {
        /// Only below `/_synapse/admin`.
        admin_only: bool,
    },
    /// No answer tells.
    QueryUnknown,
    // Caching
    /// With and without a token, answers differ as they should.
    NotCached,
    /// An answer to one is given to another.
    Cached {
        /// Whether it was an account's own.
        private: bool,
    },
    /// Nothing to compare.
    CacheUnknown,
    // Login
    /// The ways.
    Flows {
        /// With a password.
        password: bool,
        /// Single sign-on.
        sso: bool,
    },
    /// None: Matrix Authentication Service.
    NoFlows,
    // AdminRight
    /// Nobody is signed in there.
    NotSignedIn,
    /// An admin.
    Admin,
    /// No admin.
    NotAdmin,
    /// The session is over.
    Ended,
    // Delegated, DelegatedHost, DelegatedAdmin
    /// Not in use.
    NoMas,
    /// In use.
    Mas(String),
    /// It answers as it should.
    MasAnswers,
    /// Its admin API is there.
    MasAdmin,
    /// Its admin API is not there, or hidden.
    NoMasAdmin,
    // Clock
    /// No answer tells.
    ClockHidden,
    /// It agrees.
    ClockAgrees,
    /// It agrees as far as the keys' validity tells: within half a day.
    ClockRoughly,
    /// It is off by at least this, in ms; above zero: ahead of this device.
    ClockOff(f64),
    // Paths, Keys, Federation, FederationAddress
    /// What the probes say.
    Paths(Box<probe::Report>),
    /// The name and a key of the server.
    Keys {
        /// Its name.
        name: String,
        /// The first key's ID.
        key: String,
        /// Whether its signature was checked (not every browser can).
        verified: bool,
    },
    /// Another homeserver answers.
    OtherServer {
        /// Its name.
        name: String,
        /// Who should.
        expected: String,
    },
    /// The signed-in account is not of this server.
    OtherName {
        /// The server's name.
        name: String,
        /// What was typed.
        typed: String,
    },
    /// Nobody would believe these keys.
    BadSignature,
    /// Other keys than at the base URL.
    OtherKeys,
    /// The federation API's version.
    Version(String),
    /// Not served here, which is a matter of configuration.
    NotServed,
    /// The `Authorization` header of other servers does not arrive, while a token does.
    SignatureStripped,
    // Limits
    /// None was met.
    NoLimit,
    /// One was met, and waited for.
    Limit,
    // WellKnownServer
    /// It is no `host[:port]`.
    BadDelegate(String),
    /// It is no JSON.
    ServerBroken(Broken),
    /// It is JSON without `m.server`.
    NoDelegate,
    /// It sends other servers there.
    Delegates(String),
    // Anywhere
    /// Something in front of Synapse answers for a path that Synapse always lets pages read.
    Intercepted {
        /// The path.
        path: String,
        /// The status, when it could be read.
        status: Option<u16>,
    },
    /// Refused by a limit for as long as we waited.
    Limited,
    /// Not readable from a browser, which says nothing about other servers or programs.
    NotReadable,
    /// An answer that says nothing about the question.
    Odd {
        /// Its status.
        status: u16,
    },
    /// Not checked, because of what failed before.
    Blocked,
}
