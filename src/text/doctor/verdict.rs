//! What each check came to, and what that means.

use crate::api::discovery::well_known::Broken;
use crate::api::doctor::{Says, Step};
use crate::api::probe::Outcome;
use crate::text::answers::invite_invalid_signature as paths;
use crate::text::catalogue;

sentences! {
    verdict_is_name(name: &str) = "{name} is a server name.";
    verdict_is_address(url: &str) = "{url} is an address.";
    verdict_names(url: &str) = "The homeserver is at {url}.";
    verdict_leads_on(url: &str) = "This is not the homeserver's address; that is {url}.";
    verdict_not_matrix(status: u16) = "Something answers there ({status}), but it is not a Matrix server.";
    verdict_bad_gateway(status: u16) = "The proxy answers {status}: it cannot reach Synapse.";
    verdict_unavailable = "The proxy answers 503: Synapse is not available, or is being kept from answering (maintenance, overload).";
    verdict_gateway_timeout = "The proxy answers 504: Synapse does not answer it in time.";
    broken_bom = "It begins with a byte order mark (BOM), so it is not valid JSON.";
    broken_not_json(line: usize, column: usize) = "It is there, but is not valid JSON: the mistake is in line {line}, column {column}.";
    broken_not_json_after(line: usize, column: usize, near: &str) = "It is there, but is not valid JSON: the mistake is in line {line}, column {column}, after {near}";
    broken_no_homeserver = "It is there, but names no homeserver: “base_url” in “m.homeserver” is missing.";
    broken_no_address(text: &str) = "It names “{text}”, which is not a web address: it must begin with https://.";
    verdict_well_known_status(status: u16) = "Its address answers {status}, which is neither a file nor that there is none (404).";
    verdict_bad_delegate(name: &str) = "It sends other servers to “{name}”, which is not a host name: it must be host or host:port, without https:// and without an empty port.";
    verdict_intercepted(path: &str) = "Something in front of Synapse answers for {path}, and pages may not read it.";
    verdict_intercepted_status(path: &str, status: u16) = "Something in front of Synapse answers {status} for {path}.";
    verdict_body_refused_status(status: u16) = "Something in front of Synapse answers {status} to a request of 64 KiB.";
    verdict_admin_partly(parts: &str) = "Only a part of the admin API is forwarded. Missing: {parts}.";
    verdict_errors_replaced(status: u16) = "Something in front of Synapse replaces its errors by pages of its own (such as {status}).";
    verdict_errors_replaced_admin(status: u16) = "Something in front of Synapse replaces its errors below /_synapse/admin by pages of its own (such as {status}).";
    verdict_admin_answers(version: &str) = "It answers: Synapse {version}.";
    verdict_admin_refused(status: u16) = "Something in front of Synapse answers {status} for the admin API.";
    verdict_mas(issuer: &str) = "In use, at {issuer}.";
    verdict_intact = "Encoded letters arrive as they were sent.";
    verdict_unclear = "Could not be checked here.";
    verdict_keys_true(name: &str, key: &str) = "It is {name}, with the key {key}, validly signed.";
    verdict_keys_false(name: &str, key: &str) = "It is {name}, with the key {key}.";
    verdict_other_server(name: &str, expected: &str) = "Another homeserver answers here: {name}, not {expected}.";
    verdict_other_name(name: &str, typed: &str) = "The homeserver there is called {name}, not {typed}.";
    verdict_version(version: &str) = "It answers: {version}.";
    verdict_delegates(name: &str) = "To {name}.";
    verdict_odd(status: u16) = "An answer that says nothing about this ({status}).";
    flows_true = "With a password, and with single sign-on.";
    flows_true_false = "With a password.";
    flows_false_true = "With single sign-on.";
    flows_false = "Neither with a password nor with single sign-on; an access token works.";
    fixed_not_a_name = "This is not a server name, address or user ID.";
    fixed_no_well_known_well_known_server = "Nothing is published; that is allowed.";
    fixed_no_well_known = "Nothing is published, so the name's own host is asked.";
    fixed_not_needed = "Not needed for an address.";
    fixed_well_known_unreadable = "Not readable from a browser, so the name's own host is asked.";
    fixed_well_known_hidden = "Neither this file nor anything else on the name's host can be read from a browser.";
    fixed_well_known_forbidden = "This file cannot be read from a browser, though other answers of the name's host can; and that host is no homeserver.";
    fixed_no_client_api = "A Synapse answers there, at a port or process that does not serve the client API.";
    fixed_wants_password = "Something in front of Synapse asks for a password of its own (401).";
    fixed_aborted = "The host answers, but for /_matrix the connection ends without an answer that a page may see.";
    fixed_twice_on_errors = "With errors, the header Access-Control-Allow-Origin comes twice, which browsers refuse.";
    fixed_errors_readable = "Yes.";
    fixed_errors_hidden = "No: good answers can be read, errors cannot.";
    fixed_errors_hidden_admin = "No: below /_synapse/admin good answers can be read, errors cannot.";
    fixed_bodies_pass = "Yes, 64 KiB were tried.";
    fixed_body_dropped = "The body of a POST request does not reach Synapse as the browser sent it.";
    fixed_body_refused = "A request of 64 KiB is refused; a short one is answered.";
    fixed_body_refused_admin = "Below /_synapse/admin a request of 64 KiB is refused; a short one is answered.";
    fixed_admin_aborted = "For /_synapse/admin the connection ends without an answer that a page may see.";
    fixed_query_arrives = "Yes.";
    fixed_query_dropped = "What stands behind the question mark of an address does not reach Synapse.";
    fixed_query_dropped_admin = "Below /_synapse/admin, what stands behind the question mark of an address does not reach Synapse.";
    fixed_query_unknown = "No answer of this server shows it.";
    fixed_not_cached = "With and without a token, answers differ as they should.";
    fixed_cached_private = "A cache gives what one account may see to everybody, without any token.";
    fixed_cached = "A cache gives the answer to one request to another, without regard to the token.";
    fixed_cache_unknown = "Nothing could be compared. When you are signed in there, more can.";
    fixed_no_limit = "None was met.";
    fixed_limit = "Something limits how fast requests may come. The doctor waited, and asked again.";
    fixed_limited = "Not known: a rate limit refused the question, also after half a minute.";
    fixed_signature_stripped = "The signature of other servers (Authorization: X-Matrix) does not reach Synapse, though a token does.";
    fixed_no_delegate = "It is there, but “m.server” is missing.";
    fixed_answers = "Yes.";
    fixed_nothing = "No: nothing answers that a page may see.";
    fixed_no_host = "Nothing answers at this name that a page may see.";
    fixed_encrypted = "Encrypted, and this browser trusts the certificate.";
    fixed_loopback = "Not encrypted, and not needed: it is this machine.";
    fixed_plain = "Not encrypted: anyone on the way can read passwords and tokens.";
    fixed_mixed = "Pages that came over https: may not ask http: servers.";
    fixed_no_trust = "Something listens there, but this browser does not trust its encryption.";
    fixed_matrix = "Yes.";
    fixed_unreadable = "A server answers there, but pages cannot read its answers.";
    fixed_client_hidden = "Pages can read other answers of this server, but not those of /_matrix/client.";
    fixed_readable = "Yes.";
    fixed_once = "Yes.";
    fixed_passes = "Yes.";
    fixed_admin_hidden = "Something in front of Synapse answers for /_synapse/admin: it is not forwarded, or not from here.";
    fixed_admin_elsewhere = "Synapse answers, but at a port or process that does not serve the admin API.";
    fixed_arrives = "Yes.";
    fixed_other_credentials = "Something in front of Synapse asks for a password of its own.";
    fixed_no_flows = "None of Synapse's own.";
    fixed_not_signed_in = "You are not signed in there.";
    fixed_admin = "You are a server admin.";
    fixed_not_admin = "Your account is not a server admin.";
    fixed_ended = "The server no longer accepts your session.";
    fixed_no_mas = "Not in use.";
    fixed_mas_answers = "Yes, and pages may read it.";
    fixed_mas_admin = "It is there.";
    fixed_no_mas_admin = "Not there, or not readable from a browser.";
    fixed_clock_hidden = "Browsers hide it from pages, and nothing else shows it.";
    fixed_clock_agrees = "It agrees with this device's.";
    fixed_clock_roughly = "It agrees with this device's, as far as the validity of its keys shows (half a day).";
    fixed_bad_signature = "The published keys are not validly signed.";
    fixed_other_keys = "It publishes other keys than at the base URL.";
    fixed_not_served = "Not served at this address.";
    fixed_not_readable = "Not readable from a browser.";
    fixed_blocked = "Not checked, because of what is wrong elsewhere.";
    meaning_well_known_unreadable = "Other programs may still be able to read it. For browsers it needs the header Access-Control-Allow-Origin: *.";
    meaning_well_known_broken = "So nobody can sign in by the server's name, in Glia or elsewhere.";
    meaning_well_known_hidden = "Either .well-known/matrix/client is there, and comes without the header Access-Control-Allow-Origin: *, with two of them, or is redirected to a place without it. Or there is none, and the homeserver's own address gives an error page, or the proxy removes Synapse's header. Open the address below in a new tab to see which.";
    meaning_well_known_status = "By the specification clients stop here and tell their user, unless it is 404.";
    meaning_no_client_api = "In Synapse's listeners, “client” is missing among the resources of this port; or the proxy sends /_matrix/client to a worker that has none.";
    meaning_wants_password = "Browsers have one Authorization header, and that is for the token. Limit access by address instead.";
    meaning_aborted = "The proxy closes the connection (such as nginx with return 444), resets it, or hides the answer from other sites (Cross-Origin-Resource-Policy).";
    meaning_twice_on_errors = "Synapse sends it. Something adds another to errors alone (Caddy: header in handle_errors; HAProxy: http-after-response; Apache: Header always).";
    meaning_errors_hidden = "Synapse's errors always carry the CORS header. So something replaces them by pages of its own (nginx: proxy_intercept_errors with error_page; Apache: ProxyErrorOverride; HAProxy: errorfile), removes the header, or adds a second one. Glia then cannot tell you what the server says.";
    meaning_errors_replaced = "nginx does this with proxy_intercept_errors and error_page, Apache with ProxyErrorOverride. Glia then cannot tell you what the server says.";
    meaning_body_refused = "nginx does this with client_max_body_size, Apache with LimitRequestBody, Caddy with request_body. Long lists of users or rooms do not get through.";
    meaning_admin_aborted = "The proxy closes the connection (such as nginx with return 444), or hides its answer from other sites (Cross-Origin-Resource-Policy).";
    meaning_admin_partly = "The proxy forwards some paths below /_synapse/admin and answers the others itself.";
    meaning_query_dropped = "Lists then cannot be searched, sorted or turned over. nginx does this with $uri in proxy_pass or a rewrite that ends in a question mark; others with a rewrite to the path alone.";
    meaning_cached = "It keeps answers by their address alone (nginx: proxy_cache with proxy_ignore_headers or a proxy_cache_key without $http_authorization; Varnish; a CDN). Synapse says Vary: Authorization, or no-store.";
    meaning_intercepted = "Synapse answers everything below this path itself, and lets pages read it. So the proxy does not forward it, or not from here, or wants a password first.";
    meaning_limit = "Some answers were refused, or could not be read until the doctor had waited, as with a limit of requests in a time (429; nginx: limit_req; Traefik: rateLimit). Long runs of Glia's take longer with it.";
    meaning_signature_stripped = "So other servers' requests are all refused.";
    meaning_nothing_true = "The server or its proxy is down, the address or port is wrong, a firewall drops it, the connection is closed without an answer, this browser does not trust the certificate, or the answer is hidden from other sites (Cross-Origin-Resource-Policy). Browsers do not tell pages which.";
    meaning_nothing_false = "The server or its proxy is down, the address or port is wrong, a firewall drops it, the connection is closed without an answer, or the answer is hidden from other sites (Cross-Origin-Resource-Policy). Browsers do not tell pages which.";
    meaning_no_host = "The name is mistyped, its host is down, this browser does not trust its certificate, or its site hides all answers from other sites (Cross-Origin-Resource-Policy). So nothing says where the homeserver is.";
    meaning_no_trust = "The port answers without encryption, but no encrypted connection can be made: the certificate is self-signed, expired or for another name, or encryption is not set up there. A site that hides all answers from others (Cross-Origin-Resource-Policy) looks like this, too.";
    meaning_not_matrix = "The address is another program's, or the proxy does not forward /_matrix to Synapse.";
    meaning_bad_gateway = "Synapse is down, still starting, overloaded, or listening on a different port than the proxy expects.";
    meaning_unreadable = "Either this is not Synapse, but an error page of a proxy that cannot reach it (such as 502 Bad Gateway), does not forward /_matrix, redirects it, or asks for a password (401); or another website. Or Synapse answers, and the proxy removes its header Access-Control-Allow-Origin, adds a second one, or sets it to another origin.";
    meaning_client_hidden = "The proxy adds a second header Access-Control-Allow-Origin for this path, removes Synapse's, or sets it to another origin; or it does not forward the path. curl -i shows which.";
    meaning_body_dropped = "Synapse answers that it received no JSON, though the browser sent some. So nobody can sign in with a password, and changes fail. nginx does this with proxy_pass_request_body off and proxy_set_body.";
    meaning_twice = "Synapse sends it. The proxy adds another, and browsers accept only one.";
    meaning_preflight_refused = "Without a token the same answers can be read. Before any other request, browsers send OPTIONS without credentials; the proxy answers it itself, or wants a password first.";
    meaning_methods_refused = "Other methods pass to the same place. The proxy answers these itself, or does not allow them in the preflight (OPTIONS).";
    meaning_admin_hidden = "/_matrix works. The proxy lines in Synapse's documentation leave this path out; or it is open to some addresses only; or the proxy asks for a password (401).";
    meaning_admin_refused = "The proxy does not forward the path, or not from your address.";
    meaning_admin_elsewhere = "The admin API comes with the resource “client” of the main process's listeners. The proxy sends the path to a listener without it, or to a worker.";
    meaning_stripped = "So Synapse sees no token, and refuses everything that needs one.";
    meaning_other_credentials = "The browser has only one Authorization header, and that is for the token. Limit the admin API by address instead.";
    meaning_no_flows = "Matrix Authentication Service does it.";
    meaning_ended = "Sign in again.";
    meaning_clock_off = "Tokens and signatures contain times: other servers refuse keys from the future, and sessions end too early or too late. This device's own clock may be wrong instead.";
    meaning_other_server = "The proxy leads to another Synapse than the one that your account is on.";
    meaning_other_name = "Signing in works, but user IDs end in the homeserver's own name.";
    meaning_other_keys = "An old installation or a copy answers there; signatures of one fail at the other.";
    meaning_not_served = "Other servers must come in elsewhere.";
    verdict_late(n: u32) = { by n: one "No answer within {n} second.", other "No answer within {n} seconds." };
    verdict_twice = "The header Access-Control-Allow-Origin comes twice, which browsers refuse.";
    verdict_twice_admin = "The header Access-Control-Allow-Origin comes twice below /_synapse/admin, which browsers refuse.";
    verdict_preflight_refused = "The proxy does not let the browser's preflight (OPTIONS) through to Synapse.";
    verdict_preflight_refused_admin = "The proxy does not let the browser's preflight (OPTIONS) through to Synapse below /_synapse/admin.";
    verdict_methods_refused(methods: &str) = "The proxy does not let these methods through: {methods}.";
    verdict_stripped = "The Authorization header does not reach Synapse.";
    verdict_stripped_admin = "The Authorization header does not reach Synapse below /_synapse/admin.";
    minutes_long(n: u64) = { by n: one "{n} minute", other "{n} minutes" };
    hours_long(n: u64) = { by n: one "{n} hour", other "{n} hours" };
    clock_ahead(long: &str) = "The server's clock is at least {long} ahead of this device's.";
    clock_behind(long: &str) = "The server's clock is at least {long} behind this device's.";
    meaning_not_readable = "That is not a fault: other servers and programs can still read it.";
}

/// The verdict of a check in one sentence.
#[must_use]
pub fn verdict(step: Step, says: &Says) -> String {
    match says {
        Says::IsName(name) => verdict_is_name(name),
        Says::IsAddress(url) => verdict_is_address(url),
        Says::Names(url) => verdict_names(url),
        Says::LeadsOn(url) => verdict_leads_on(url),
        Says::Late { after_ms } => verdict_late(after_ms / 1000),
        Says::NotMatrix { status } => verdict_not_matrix(*status),
        Says::BadGateway { status: 503 } => verdict_unavailable().to_owned(),
        Says::BadGateway { status: 504 } => verdict_gateway_timeout().to_owned(),
        Says::BadGateway { status } => verdict_bad_gateway(*status),
        Says::WellKnownBroken(why) | Says::ServerBroken(why) => broken(why),
        Says::WellKnownStatus { status } => verdict_well_known_status(*status),
        Says::BadDelegate(name) => verdict_bad_delegate(name),
        Says::Intercepted { path, status: None } => verdict_intercepted(path),
        Says::Intercepted { path, status: Some(status) } => verdict_intercepted_status(path, *status),
        Says::BodyRefused { status: Some(status), .. } => verdict_body_refused_status(*status),
        Says::ErrorsReplaced { status, admin_only: false } => verdict_errors_replaced(*status),
        Says::ErrorsReplaced { status, admin_only: true } => verdict_errors_replaced_admin(*status),
        Says::AdminPartly(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| format!("/_synapse/admin/{part}")).collect();
            verdict_admin_partly(&catalogue::list(&parts))
        }
        Says::Twice { admin_only: true } => verdict_twice_admin().to_owned(),
        Says::Twice { admin_only: false } => verdict_twice().to_owned(),
        Says::PreflightRefused { admin_only: true } => verdict_preflight_refused_admin().to_owned(),
        Says::PreflightRefused { admin_only: false } => verdict_preflight_refused().to_owned(),
        Says::MethodsRefused(methods) => {
            let methods: Vec<String> = methods.iter().map(ToString::to_string).collect();
            verdict_methods_refused(&catalogue::list(&methods))
        }
        Says::AdminAnswers(version) => verdict_admin_answers(version),
        Says::AdminRefused { status } => verdict_admin_refused(*status),
        Says::Stripped { admin_only: true } => verdict_stripped_admin().to_owned(),
        Says::Stripped { admin_only: false } => verdict_stripped().to_owned(),
        Says::Flows { password, sso } => flows(*password, *sso).to_owned(),
        Says::Mas(issuer) => verdict_mas(issuer),
        Says::ClockOff(ms) => clock_off(*ms),
        Says::Paths(report) => match report.outcome {
            Outcome::Intact => verdict_intact().to_owned(),
            Outcome::Unclear => verdict_unclear().to_owned(),
            Outcome::Broken | Outcome::Odd => report.faults.iter().map(paths::fault).collect::<Vec<_>>().join(" "),
        },
        Says::Keys { name, key, verified: true } => verdict_keys_true(name, key),
        Says::Keys { name, key, verified: false } => verdict_keys_false(name, key),
        Says::OtherServer { name, expected } => verdict_other_server(name, expected),
        Says::OtherName { name, typed } => verdict_other_name(name, typed),
        Says::Version(version) => verdict_version(version),
        Says::Delegates(name) => verdict_delegates(name),
        Says::Odd { status } => verdict_odd(*status),
        plain => fixed(step, plain).to_owned(),
    }
}

/// What is wrong with a `.well-known`.
fn broken(why: &Broken) -> String {
    match why {
        Broken::ByteOrderMark => broken_bom().to_owned(),
        Broken::NotJson { line, column, near } if near.is_empty() => broken_not_json(*line, *column),
        Broken::NotJson { line, column, near } => broken_not_json_after(*line, *column, near),
        Broken::NoHomeserver => broken_no_homeserver().to_owned(),
        Broken::NoAddress(text) => broken_no_address(text),
    }
}

fn flows(password: bool, sso: bool) -> &'static str {
    match (password, sso) {
        (true, true) => flows_true(),
        (true, false) => flows_true_false(),
        (false, true) => flows_false_true(),
        (false, false) => flows_false(),
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn clock_off(ms: f64) -> String {
    let minutes = (ms.abs() / 60_000.0).round() as u64;
    let long = if minutes < 120 { minutes_long(minutes) } else { hours_long(minutes / 60) };
    if ms > 0.0 { clock_ahead(&long) } else { clock_behind(&long) }
}

/// The sentences without anything to fill in.
fn fixed(step: Step, says: &Says) -> &'static str {
    match says {
        Says::NotAName => fixed_not_a_name(),
        Says::NoWellKnown if step == Step::WellKnownServer => fixed_no_well_known_well_known_server(),
        Says::NoWellKnown => fixed_no_well_known(),
        Says::NotNeeded => fixed_not_needed(),
        Says::WellKnownUnreadable => fixed_well_known_unreadable(),
        Says::WellKnownHidden => fixed_well_known_hidden(),
        Says::WellKnownForbidden => fixed_well_known_forbidden(),
        Says::NoClientApi => fixed_no_client_api(),
        Says::WantsPassword => fixed_wants_password(),
        Says::Aborted => fixed_aborted(),
        Says::TwiceOnErrors => fixed_twice_on_errors(),
        Says::ErrorsReadable => fixed_errors_readable(),
        Says::ErrorsHidden { admin_only: false } => fixed_errors_hidden(),
        Says::ErrorsHidden { admin_only: true } => fixed_errors_hidden_admin(),
        Says::BodiesPass => fixed_bodies_pass(),
        Says::BodyDropped => fixed_body_dropped(),
        Says::BodyRefused { admin_only: false, .. } => fixed_body_refused(),
        Says::BodyRefused { admin_only: true, .. } => fixed_body_refused_admin(),
        Says::AdminAborted => fixed_admin_aborted(),
        Says::QueryArrives => fixed_query_arrives(),
        Says::QueryDropped { admin_only: false } => fixed_query_dropped(),
        Says::QueryDropped { admin_only: true } => fixed_query_dropped_admin(),
        Says::QueryUnknown => fixed_query_unknown(),
        Says::NotCached => fixed_not_cached(),
        Says::Cached { private: true } => fixed_cached_private(),
        Says::Cached { private: false } => fixed_cached(),
        Says::CacheUnknown => fixed_cache_unknown(),
        Says::NoLimit => fixed_no_limit(),
        Says::Limit => fixed_limit(),
        Says::Limited => fixed_limited(),
        Says::SignatureStripped => fixed_signature_stripped(),
        Says::NoDelegate => fixed_no_delegate(),
        Says::Answers => fixed_answers(),
        Says::Nothing { .. } => fixed_nothing(),
        Says::NoHost => fixed_no_host(),
        Says::Encrypted => fixed_encrypted(),
        Says::Loopback => fixed_loopback(),
        Says::Plain => fixed_plain(),
        Says::Mixed => fixed_mixed(),
        Says::NoTrust => fixed_no_trust(),
        Says::Matrix => fixed_matrix(),
        Says::Unreadable => fixed_unreadable(),
        Says::ClientHidden => fixed_client_hidden(),
        Says::Readable => fixed_readable(),
        Says::Once => fixed_once(),
        Says::Passes => fixed_passes(),
        Says::AdminHidden => fixed_admin_hidden(),
        Says::AdminElsewhere => fixed_admin_elsewhere(),
        Says::Arrives => fixed_arrives(),
        Says::OtherCredentials => fixed_other_credentials(),
        Says::NoFlows => fixed_no_flows(),
        Says::NotSignedIn => fixed_not_signed_in(),
        Says::Admin => fixed_admin(),
        Says::NotAdmin => fixed_not_admin(),
        Says::Ended => fixed_ended(),
        Says::NoMas => fixed_no_mas(),
        Says::MasAnswers => fixed_mas_answers(),
        Says::MasAdmin => fixed_mas_admin(),
        Says::NoMasAdmin => fixed_no_mas_admin(),
        Says::ClockHidden => fixed_clock_hidden(),
        Says::ClockAgrees => fixed_clock_agrees(),
        Says::ClockRoughly => fixed_clock_roughly(),
        Says::BadSignature => fixed_bad_signature(),
        Says::OtherKeys => fixed_other_keys(),
        Says::NotServed => fixed_not_served(),
        Says::NotReadable => fixed_not_readable(),
        Says::Blocked => fixed_blocked(),
        // All others have something to fill in, and are told by `verdict`.
        _ => "",
    }
}

/// What it means, where that is not plain.
#[must_use]
pub fn meaning(says: &Says) -> Option<&'static str> {
    Some(match says {
        Says::WellKnownUnreadable => meaning_well_known_unreadable(),
        Says::WellKnownBroken(_) => meaning_well_known_broken(),
        Says::WellKnownForbidden => meaning_well_known_unreadable(),
        Says::WellKnownHidden => meaning_well_known_hidden(),
        Says::WellKnownStatus { .. } => meaning_well_known_status(),
        Says::NoClientApi => meaning_no_client_api(),
        Says::WantsPassword => meaning_wants_password(),
        Says::Aborted => meaning_aborted(),
        Says::TwiceOnErrors => meaning_twice_on_errors(),
        Says::ErrorsHidden { .. } => meaning_errors_hidden(),
        Says::ErrorsReplaced { .. } => meaning_errors_replaced(),
        Says::BodyRefused { .. } => meaning_body_refused(),
        Says::BodyDropped => meaning_body_dropped(),
        Says::AdminAborted => meaning_admin_aborted(),
        Says::AdminPartly(_) => meaning_admin_partly(),
        Says::QueryDropped { .. } => meaning_query_dropped(),
        Says::Cached { .. } => meaning_cached(),
        Says::Intercepted { .. } => meaning_intercepted(),
        Says::Limit => meaning_limit(),
        Says::SignatureStripped => meaning_signature_stripped(),
        Says::Nothing { https: true } => meaning_nothing_true(),
        Says::Nothing { https: false } => meaning_nothing_false(),
        Says::NoHost => meaning_no_host(),
        Says::NoTrust => meaning_no_trust(),
        Says::NotMatrix { .. } => meaning_not_matrix(),
        Says::BadGateway { .. } => meaning_bad_gateway(),
        Says::Unreadable => meaning_unreadable(),
        Says::ClientHidden => meaning_client_hidden(),
        Says::Twice { .. } => meaning_twice(),
        Says::PreflightRefused { .. } => meaning_preflight_refused(),
        Says::MethodsRefused(_) => meaning_methods_refused(),
        Says::AdminHidden => meaning_admin_hidden(),
        Says::AdminRefused { .. } => meaning_admin_refused(),
        Says::AdminElsewhere => meaning_admin_elsewhere(),
        Says::Stripped { .. } => meaning_stripped(),
        Says::OtherCredentials => meaning_other_credentials(),
        Says::NoFlows => meaning_no_flows(),
        Says::Ended => meaning_ended(),
        Says::ClockOff(_) => meaning_clock_off(),
        Says::Paths(report) => return report.habit.map(paths::habit),
        Says::OtherServer { .. } => meaning_other_server(),
        Says::OtherName { .. } => meaning_other_name(),
        Says::OtherKeys => meaning_other_keys(),
        Says::NotServed => meaning_not_served(),
        Says::NotReadable => meaning_not_readable(),
        _ => return None,
    })
}
