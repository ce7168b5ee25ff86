//! What each check is called.

use crate::api::doctor::Step;

sentences! {
    step(step: Step) = {
        name: Step::Name => "The name",
        well_known: Step::WellKnown => "Where the homeserver is (.well-known)",
        reach: Step::Reach => "Reachable from here",
        encryption: Step::Encryption => "Encryption",
        versions: Step::Versions => "A Matrix server",
        cors: Step::Cors => "Web pages may read its answers (CORS)",
        errors: Step::Errors => "Synapse's errors can be read",
        preflight: Step::Preflight => "Browsers may send POST, PUT, DELETE and a token (preflight)",
        bodies: Step::Bodies => "Long requests get through",
        cors_once: Step::CorsOnce => "The CORS header comes once",
        admin_api: Step::AdminApi => "The admin API",
        authorization: Step::Authorization => "The token reaches Synapse",
        query: Step::Query => "Parameters reach Synapse",
        caching: Step::Caching => "No answer is given to the wrong person (caches)",
        login: Step::Login => "Ways to sign in",
        admin_right: Step::AdminRight => "Your admin right",
        delegated: Step::Delegated => "Matrix Authentication Service",
        clock: Step::Clock => "The server's clock",
        paths: Step::Paths => "Addresses reach Synapse unchanged",
        keys: Step::Keys => "The server's name and keys",
        federation: Step::Federation => "The federation API",
        limits: Step::Limits => "No rate limit in the way",
        well_known_server: Step::WellKnownServer => "Where other servers are sent (.well-known)",
        federation_address: Step::FederationAddress => "Where other servers come in",
        delegated_host: Step::DelegatedHost => "Matrix Authentication Service answers",
        delegated_admin: Step::DelegatedAdmin => "Its admin API",
    };
}
