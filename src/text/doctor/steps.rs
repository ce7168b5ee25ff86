//! What each check is called.

use crate::api::doctor::Step;

sentences! {
    step(step: Step) = {
        name: Step::Name => "The name",
        well_known: Step::WellKnown => "Where the homeserver is (.well-known)",
        reach: Step::Reach => "Something answers",
        encryption: Step::Encryption => "Encryption",
        versions: Step::Versions => "A Matrix server",
        cors: Step::Cors => "Web pages may read its answers (CORS)",
        preflight: Step::Preflight => "Browsers may send PUT, DELETE and a token (preflight)",
        cors_once: Step::CorsOnce => "The CORS header comes once",
        admin_api: Step::AdminApi => "The admin API",
        authorization: Step::Authorization => "The token reaches Synapse",
        login: Step::Login => "Ways to sign in",
        admin_right: Step::AdminRight => "Your admin right",
        delegated: Step::Delegated => "Matrix Authentication Service",
        clock: Step::Clock => "The server's clock",
        paths: Step::Paths => "Addresses reach Synapse unchanged",
        keys: Step::Keys => "The server's name and keys",
        federation: Step::Federation => "The federation API",
        well_known_server: Step::WellKnownServer => "Where other servers are sent (.well-known)",
        federation_address: Step::FederationAddress => "Where other servers come in",
        delegated_host: Step::DelegatedHost => "Matrix Authentication Service answers",
        delegated_admin: Step::DelegatedAdmin => "Its admin API",
    };
}
