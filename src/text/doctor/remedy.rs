//! What to do about a fault.

use crate::api::doctor::Says;
use crate::api::probe::{Fault, Outcome};

sentences! {
    remedy_not_a_name = "Examples: example.org, https://matrix.example.org, @alice:example.org";
    remedy_well_known_broken = "Publish the homeserver's address like this:";
    remedy_well_known_unreadable = "To make it readable for browsers:";
    remedy_leads_on = "Use that address, or the server's name.";
    remedy_nothing_true = "Open the address in a new tab. If the browser warns of the certificate there, that is the reason; if nothing comes, look whether the server runs and its port is open.";
    remedy_nothing_false = "Look whether the server runs, at this port, and whether its firewall lets you through.";
    remedy_no_host = "Check the spelling, or type the homeserver's address instead of its name.";
    remedy_no_trust = "Open the address in a new tab to see what the browser says. Install a certificate that browsers trust (Let's Encrypt, for example), for exactly this name.";
    remedy_plain = "Put a reverse proxy with TLS in front of Synapse, and use its https: address.";
    remedy_mixed = "Give the homeserver an https: address; or open Glia over http: on your own machine, where this rule does not hold.";
    remedy_late = "Look at the server's load and its log.";
    remedy_not_matrix = "Type the server's name, or the address that its .well-known names. If the address is right, let the proxy forward /_matrix to Synapse:";
    remedy_bad_gateway = "Start Synapse, and compare its port with the proxy's configuration:";
    remedy_unreadable = "Open the address in a new tab, with /_matrix/client/versions behind it. If an error page comes, start Synapse. If a list of versions comes, remove the lines that change Access-Control headers. Compare the proxy's configuration:";
    remedy_client_hidden = "Remove the lines that change Access-Control headers for this path, and let the proxy forward it. All that is needed is this:";
    remedy_body_dropped = "Pass bodies on unchanged. In nginx remove proxy_pass_request_body, proxy_set_body and proxy_method:";
    remedy_twice = "Remove the lines that add Access-Control headers. In nginx look for add_header Access-Control-… at every level, also around http (nginx.conf, conf.d, snippets): the lines below do not undo it there. In Apache look for Header … Access-Control-…, also outside the VirtualHost. All that is needed is this:";
    remedy_errors = "Remove what replaces errors, at every level: nginx proxy_intercept_errors and error_page, Apache ProxyErrorOverride, HAProxy errorfile and http-errors, Traefik's errors middleware; and in nginx add_header Access-Control-… with always. All that is needed is this:";
    remedy_body = "Allow larger bodies, as Synapse itself does: in nginx client_max_body_size, in Apache LimitRequestBody, in Caddy request_body:";
    remedy_query = "Pass addresses on with all that they have (nginx: $request_uri, or no variable at all):";
    remedy_cached = "Keep no answers below /_matrix and /_synapse. In nginx look for proxy_cache and proxy_ignore_headers, also at http level; a CDN needs a rule to bypass its cache. All that is needed is this:";
    remedy_intercepted = "Look for what else the proxy has for this path (nginx: location, allow, deny, auth_basic; Apache: Location, Require; Traefik: another router), and let it forward the path:";
    remedy_limit = "Nothing, unless long runs matter: then allow more requests from your networks. In nginx look for limit_req, also at http level.";
    remedy_listener = "Add “client” to the resources of this listener in homeserver.yaml, or send /_matrix/client to the main process:";
    remedy_aborted = "Look for what closes connections (nginx: return 444; HAProxy: silent-drop, reject), and let the proxy forward the path:";
    remedy_bad_delegate = "Write host:port and nothing else, as in {\"m.server\": \"matrix.example.org:443\"}.";
    remedy_server_broken = "Publish it as JSON, as in {\"m.server\": \"matrix.example.org:443\"}.";
    remedy_paths_normalizes = "Ordinary requests have no such escapes, so nothing needs to be done. In Traefik this cannot be switched off; in HAProxy remove normalize-uri.";
    remedy_preflight_refused_methods_refused = "Let the proxy pass every method on to Synapse, and limit the admin API by address, not by a password:";
    remedy_admin_hidden_admin_refused = "Let the proxy forward it, for your networks:";
    remedy_admin_elsewhere = "Send /_synapse/admin to Synapse's main process:";
    remedy_stripped_other_credentials = "Remove what touches the Authorization header, and any password of the proxy's own:";
    remedy_not_admin = "The page “The first admin” and your server's admins can change that.";
    remedy_clock_off = "Synchronise both clocks over the network (NTP).";
    remedy_paths_broken_report = "Let the proxy pass addresses on unchanged:";
    remedy_paths_merges_slashes_report = "Ordinary requests are not affected.";
    remedy_other_server_other_keys = "Point the proxy, or this port, at the right Synapse, and stop the other one if it is a copy.";
    remedy_other_name = "Type the homeserver's own name, or correct .well-known if it should be this one.";
    remedy_bad_signature = "Does a cache or a static file serve /_matrix/key? Pass it on to Synapse, which signs its keys itself.";
}

/// Words, and what kind of configuration helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What to do.
    pub words: &'static str,
    /// A configuration of the homeserver's proxy shows how.
    pub proxy: bool,
    /// A configuration of the name's web server shows how.
    pub well_known: bool,
}

/// What to do; nothing where nothing is wrong.
#[must_use]
pub fn remedy(says: &Says) -> Option<Remedy> {
    let words = |words| Some(Remedy { words, proxy: false, well_known: false });
    let proxy = |words| Some(Remedy { words, proxy: true, well_known: false });
    let well_known = |words| Some(Remedy { words, proxy: false, well_known: true });
    match says {
        Says::NotAName => words(remedy_not_a_name()),
        Says::WellKnownBroken(_) | Says::WellKnownStatus { .. } => well_known(remedy_well_known_broken()),
        Says::WellKnownUnreadable | Says::WellKnownHidden | Says::WellKnownForbidden => {
            well_known(remedy_well_known_unreadable())
        }
        Says::LeadsOn(_) => words(remedy_leads_on()),
        Says::Nothing { https: true } => words(remedy_nothing_true()),
        Says::Nothing { https: false } => words(remedy_nothing_false()),
        Says::NoHost => words(remedy_no_host()),
        Says::NoTrust => words(remedy_no_trust()),
        Says::Plain => proxy(remedy_plain()),
        Says::Mixed => proxy(remedy_mixed()),
        Says::Late { .. } => words(remedy_late()),
        Says::NotMatrix { .. } => proxy(remedy_not_matrix()),
        Says::BadGateway { .. } => proxy(remedy_bad_gateway()),
        Says::Unreadable => proxy(remedy_unreadable()),
        Says::ClientHidden => proxy(remedy_client_hidden()),
        Says::Twice { .. } | Says::TwiceOnErrors => proxy(remedy_twice()),
        Says::ErrorsHidden { .. } | Says::ErrorsReplaced { .. } => proxy(remedy_errors()),
        Says::BodyRefused { .. } => proxy(remedy_body()),
        Says::BodyDropped => proxy(remedy_body_dropped()),
        Says::QueryDropped { .. } => proxy(remedy_query()),
        Says::Cached { .. } => proxy(remedy_cached()),
        Says::Intercepted { .. } => proxy(remedy_intercepted()),
        Says::Limit => words(remedy_limit()),
        Says::NoClientApi => proxy(remedy_listener()),
        Says::Aborted | Says::AdminAborted => proxy(remedy_aborted()),
        Says::BadDelegate(_) => words(remedy_bad_delegate()),
        Says::ServerBroken(_) | Says::NoDelegate => words(remedy_server_broken()),
        Says::PreflightRefused { .. } | Says::MethodsRefused(_) => proxy(remedy_preflight_refused_methods_refused()),
        Says::AdminHidden | Says::AdminPartly(_) | Says::AdminRefused { .. } => {
            proxy(remedy_admin_hidden_admin_refused())
        }
        Says::AdminElsewhere => proxy(remedy_admin_elsewhere()),
        Says::Stripped { .. } | Says::SignatureStripped | Says::OtherCredentials | Says::WantsPassword => {
            proxy(remedy_stripped_other_credentials())
        }
        Says::NotAdmin => words(remedy_not_admin()),
        Says::ClockOff(_) => words(remedy_clock_off()),
        Says::Paths(report) if report.outcome == Outcome::Broken => proxy(remedy_paths_broken_report()),
        Says::Paths(report) if report.faults.contains(&Fault::Normalizes) => words(remedy_paths_normalizes()),
        Says::Paths(report) if report.faults.contains(&Fault::MergesSlashes) => {
            words(remedy_paths_merges_slashes_report())
        }
        Says::OtherServer { .. } | Says::OtherKeys => words(remedy_other_server_other_keys()),
        Says::OtherName { .. } => words(remedy_other_name()),
        Says::BadSignature => words(remedy_bad_signature()),
        _ => None,
    }
}
