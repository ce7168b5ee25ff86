//! What each check came to, and what that means.

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
    fixed_well_known_broken = "It is there, but names no homeserver.";
    fixed_answers = "Yes.";
    fixed_nothing = "Nothing answers.";
    fixed_no_host = "There is no web server with this name.";
    fixed_encrypted = "Encrypted, and this browser trusts the certificate.";
    fixed_loopback = "Not encrypted, and not needed: it is this machine.";
    fixed_plain = "Not encrypted: anyone on the way can read passwords and tokens.";
    fixed_mixed = "Pages that came over https: may not ask http: servers.";
    fixed_no_trust = "Something listens there, but this browser does not trust its encryption.";
    fixed_matrix = "Yes.";
    fixed_unreadable = "Something else answers in Synapse's place, most likely an error page of the proxy.";
    fixed_readable = "Yes.";
    fixed_once = "Yes.";
    fixed_passes = "Yes.";
    fixed_admin_hidden = "The proxy does not forward /_synapse/admin to Synapse, or not from here.";
    fixed_admin_elsewhere = "The Synapse process that answers does not serve the admin API.";
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
    meaning_nothing_true = "The server or its proxy is down, the address or port is wrong, a firewall drops it, or this browser does not trust the certificate. Browsers do not tell pages which.";
    meaning_nothing_false = "The server or its proxy is down, the address or port is wrong, or a firewall drops it. Browsers do not tell pages which.";
    meaning_no_host = "The name is mistyped, its host is down, or this browser does not trust its certificate. So nothing says where the homeserver is.";
    meaning_no_trust = "The port answers without encryption, but no encrypted connection can be made: the certificate is self-signed, expired or for another name, or encryption is not set up there.";
    meaning_not_matrix = "The address is another program's, or the proxy does not forward /_matrix to Synapse.";
    meaning_bad_gateway = "Synapse is down, still starting, or listening on a different port than the proxy expects.";
    meaning_unreadable = "Synapse's answers can always be read, also its errors. So this is most likely an error page of a proxy that cannot reach Synapse (such as 502 Bad Gateway) or does not forward /_matrix; or another website; or the proxy removes Synapse's header.";
    meaning_twice = "Synapse sends it. The proxy adds another, and browsers accept only one.";
    meaning_preflight_refused = "Simple requests pass. Before any other, browsers send OPTIONS without credentials; the proxy answers it itself, or wants a password first.";
    meaning_methods_refused = "Reading works, changing does not.";
    meaning_admin_hidden = "/_matrix works, and something answers for /_synapse/admin, but not Synapse. The proxy lines in Synapse's documentation leave this path out; or the path is open to some addresses only.";
    meaning_admin_refused = "The proxy does not forward the path, or not from your address.";
    meaning_admin_elsewhere = "The proxy sends the path to a worker that has no admin API.";
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
        Says::BadGateway { status } => verdict_bad_gateway(*status),
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
        Says::WellKnownBroken => fixed_well_known_broken(),
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
        Says::WellKnownBroken => meaning_well_known_broken(),
        Says::Nothing { https: true } => meaning_nothing_true(),
        Says::Nothing { https: false } => meaning_nothing_false(),
        Says::NoHost => meaning_no_host(),
        Says::NoTrust => meaning_no_trust(),
        Says::NotMatrix { .. } => meaning_not_matrix(),
        Says::BadGateway { .. } => meaning_bad_gateway(),
        Says::Unreadable => meaning_unreadable(),
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
