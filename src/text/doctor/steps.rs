//! What each check is called.

use crate::api::doctor::Step;

/// The name of a check.
#[must_use]
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Name => "The name",
        Step::WellKnown => "Where the homeserver is (.well-known)",
        Step::Reach => "Something answers",
        Step::Encryption => "Encryption",
        Step::Versions => "A Matrix server",
        Step::Cors => "Pages may read its answers (CORS)",
        Step::Preflight => "Browsers may send PUT, DELETE and a token (preflight)",
        Step::CorsOnce => "The CORS header comes once",
        Step::AdminApi => "The admin API",
        Step::Authorization => "The token reaches Synapse",
        Step::Login => "Ways to sign in",
        Step::AdminRight => "Your admin right",
        Step::Delegated => "Matrix Authentication Service",
        Step::Clock => "The server's clock",
        Step::Paths => "Addresses reach Synapse unchanged",
        Step::Keys => "The server's name and keys",
        Step::Federation => "The federation API",
        Step::WellKnownServer => "Where other servers are sent (.well-known)",
        Step::FederationAddress => "Where other servers come in",
        Step::DelegatedHost => "Matrix Authentication Service answers",
        Step::DelegatedAdmin => "Its admin API",
    }
}
