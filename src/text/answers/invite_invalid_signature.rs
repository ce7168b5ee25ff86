//! Why can people not accept my invitations?

use super::Words;
use crate::api::probe::{Answer, Change, Check, Echo, Fault, Habit, Judgement, Level, Outcome, Unknown};
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Other homeservers sign the exact address of each request. When a reverse proxy changes that address on its way to Synapse, or drops the Authorization header, every signature is “invalid”. The probes below show what reaches Synapse.";
    keywords = "invalid signature join reverse proxy federation nginx apache caddy haproxy authorization encoded slash";
    limit_addresses = "Only the addresses named here were probed. Others may be in use: the one that /.well-known/matrix/server or an SRV record of your domain names, else port 8448.";
    limit_browser = "A browser cannot read SRV records, inspect certificates or try IPv6 alone. It sees your server from here, not from where other servers are: their firewalls, their caches of your keys.";
    limit_methods = "All probes are GET requests. A proxy that treats other methods in another way may still break those.";
    limit_unreadable = "What a browser may not read is not broken: other servers can still read it.";
    limit_warning = "Each run leaves a warning in Synapse's log (“Invalid signature …”), for one of the probes is signed wrongly on purpose.";
    faq = "“This is normally caused by a misconfiguration in your reverse-proxy. See the reverse proxy docs and double-check that your settings are correct.” True, but finding the fault is left to you. These configurations leave addresses and headers alone; 8008 stands for the port that Synapse listens on. With curl the same questions can be asked from elsewhere, best from another server.";
    explorer = "See in the log explorer whose signatures your Synapse has refused";
    run_again = "Run again";
    probed<time, requests> = "Probed {time}: {requests}.";
    requests_sent(n: usize, count: &str) = { by n: one "{count} request, without your access token", other "{count} requests, none with your access token" };
    evidence = "Request and answer";
    sent = "Sent";
    seen = "Synapse saw";
    other_title = "Another address";
    other_hint = "Other servers may use a different address than clients. Glia asks no other host on its own.";
    other_label = "Federation address";
    other_field_hint = "As in https://matrix.example.com:8448";
    other_probe = "Probe";
    other_not_understood = "This is not an address.";
    tester = "See it from outside, with the Federation Tester";
    tester_hint = "A service of the Matrix.org Foundation, which then learns your server's name:";
    probe_address(url: &str) = "Probe {url}";
    at_address(url: &str) = "At {url}";
    check(check: Check) = {
        identity: Check::Identity => "Who answers",
        self_signature: Check::SelfSignature => "The published keys are signed with themselves",
        federation: Check::Federation => "Other servers' requests are served here",
        route: Check::Route => "A federation request with %2F is found",
        authorization: Check::Authorization => "The Authorization header comes through",
        echo_plain: Check::Echo(Echo::Plain) => "Synapse shows the path that it sees",
        echo_slash: Check::Echo(Echo::Slash) => "Encoded slashes: %2F",
        echo_sigils: Check::Echo(Echo::Sigils) => "Encoded letters of IDs: %21 %24 %40 %3A (! $ @ :)",
        echo_reserved: Check::Echo(Echo::Reserved) => "Encoded letters of addresses: %23 %25 %20 %3F (# % space ?)",
        echo_unreserved: Check::Echo(Echo::Unreserved) => "Needlessly encoded letters: %7E %2D (~ -)",
        echo_dots: Check::Echo(Echo::Dots) => "Encoded dots: %2e %2E",
        echo_double_slash: Check::Echo(Echo::DoubleSlash) => "Two slashes in a row: //",
    };
    level(level: Level) = {
        good: Level::Good => "Intact",
        warn: Level::Warn => "Odd",
        bad: Level::Bad => "Broken",
        unknown: Level::Unknown => "Unknown",
    };
    outcome(outcome: Outcome) = {
        broken: Outcome::Broken => "This is broken here:",
        odd: Outcome::Odd => "Nothing that an ordinary request needs is broken, but this is odd:",
        intact: Outcome::Intact => "Everything is intact here: addresses and the Authorization header reach the right Synapse unchanged. The cause lies elsewhere: another address that other servers use, DNS, TLS certificates, or the other server's view of yours.",
        unclear: Outcome::Unclear => "Nothing broken was found, but not everything could be checked from this browser: see the checks below.",
    };
    habit(habit: Habit) = {
        decodes_all: Habit::DecodesAll => "nginx does this when proxy_pass has a path behind the port, even a single slash, or uses $uri or a rewrite. HAProxy does it with url_dec in set-path, other proxies with a rewrite to the decoded path.",
        apache_canon: Habit::ApacheCanon => "Apache does this without nocanon at ProxyPass.",
        refuses_slash: Habit::RefusesSlash => "Apache does this without AllowEncodedSlashes NoDecode. Traefik does it where encodedCharacters allows all but allowEncodedSlash. curl -i tells them apart: Apache answers 404, Traefik 400. A firewall for web applications may do it, too.",
        apache_both: Habit::ApacheBoth => "Apache does this with neither AllowEncodedSlashes NoDecode nor nocanon at ProxyPass.",
        refuses_reserved: Habit::RefusesReserved => "Traefik does this where encodedCharacters of the entry point does not allow these letters, as by default in 3.6.4 and 2.11.32; it answers 400. Apache without AllowEncodedSlashes refuses %2F alone, and passes %23, %25 and %3F on: that tells them apart. A firewall for web applications may refuse them, too.",
        caddy_rewrite: Habit::CaddyRewrite => "Caddy does this with rewrite * {path}.",
        normalizes: Habit::Normalizes => "Traefik does this, always, since 2025 (2.11 and 3). HAProxy does it with normalize-uri percent-decode-unreserved or path-merge-slashes.",
    };
    meaning_identity_intact(server_name: &str) = "It is {server_name}.";
    meaning_self_signature_intact = "This browser verified the Ed25519 signature.";
    meaning_federation_intact = "Synapse asks for a signature, as it should.";
    meaning_route_intact = "The slash was still encoded when Synapse saw it.";
    meaning_authorization_intact = "Synapse has read the header, and refused what it says: a wrong signature, sent on purpose.";
    meaning_intact = "The path arrived unchanged.";
    meaning_changed_decoded = "The path arrived with different escapes. It means the same, but it no longer matches the signature.";
    meaning_changed_normalized = "Escapes that need not be there were decoded (or slashes merged). No usual request of another server has such escapes, so this alone breaks nothing.";
    meaning_changed_merged = "Repeated slashes became one. Ordinary requests between servers have no repeated slashes, so this alone breaks nothing.";
    meaning_changed_altered = "The path arrived changed or cut, so it no longer matches the signature.";
    meaning_lost = "Synapse did not find the route: the slash was decoded, which makes one segment two.";
    meaning_refused = "Something in front of Synapse refuses it, while the same request without these escapes is answered: such requests of other servers never reach Synapse.";
    meaning_stripped = "Synapse saw no Authorization header, though one was sent. So it sees no server's signature.";
    meaning_mangled = "The Authorization header arrived in a form that Synapse cannot read.";
    meaning_other_server_some(name: &str, server_name: &str) = "It is {name}, not {server_name}. Its keys fit no signature of {server_name}.";
    meaning_other_server_none(server_name: &str) = "It is not {server_name}.";
    meaning_other_keys(server_name: &str) = "It says that it is {server_name}, but publishes other keys than at the base URL: another installation, perhaps an old one or a copy.";
    meaning_forged = "The signature over the keys is missing or wrong, so no other server accepts them.";
    unknown_authorization_no_answer = "No answer that this browser may read. Browsers ask beforehand whether the header is allowed (OPTIONS); servers do not, so this says nothing about them.";
    unknown_no_answer = "Not readable from a browser. Other servers may be able to.";
    unknown_limited = "Not known: a rate limit refused the question, also after half a minute.";
    unknown_no_echo = "This answer does not show the path: the Synapse is older than 1.95, its media repository is off, or another program serves media. So only %2F can be checked, by the federation request below.";
    unknown_identity_not_served = "The keys are not served at this address. Other servers must come in elsewhere: probe that address below.";
    unknown_not_served = "Not served at this address. Other servers must come in elsewhere: probe that address below.";
    unknown_no_key = "It needs the server's published key, which could not be read here.";
    unknown_no_crypto = "It could not be checked in this browser: it does not know Ed25519, or Glia is not served over https.";
    unknown_unexpected = "The answer says nothing about this.";
    remedy_echo_slash_route_refused = "Let the proxy accept encoded slashes and pass them on as they are (Apache: AllowEncodedSlashes NoDecode and nocanon; Traefik: encodedCharacters of the entry point).";
    remedy_changed_lost_refused = "Let the proxy pass the address on unchanged (nginx: no path behind proxy_pass; Apache: nocanon; Caddy: no rewrite; Traefik: encodedCharacters of the entry point).";
    remedy_stripped_mangled = "Let the proxy pass the Authorization header on, and ask for no password of its own below /_matrix.";
    remedy_other_server = "Point the proxy, or this port, at the right Synapse; or correct server_name, if the server is new.";
    remedy_other_keys = "Point both addresses at the same Synapse, and stop the other one.";
    remedy_forged = "Look at the answer: does a cache or a static file serve it? Synapse signs its keys itself. Pass /_matrix/key on to Synapse.";
    fault_other_homeserver_some(name: &str) = "Another homeserver answers here: {name}.";
    fault_other_homeserver_none = "Another homeserver answers here.";
    fault_other_keys = "Another installation of this homeserver, with other keys, answers here.";
    fault_bad_self_signature = "The published keys are not validly signed.";
    fault_decodes_slashes = "The proxy decodes addresses: %2F reaches Synapse as a slash.";
    fault_decodes_escapes = "The proxy decodes addresses: encoded letters reach Synapse in another form.";
    fault_refuses_slashes = "The proxy refuses encoded slashes: such requests never reach Synapse.";
    fault_refuses_escapes = "The proxy refuses encoded letters: such requests never reach Synapse.";
    fault_alters_paths = "The proxy changes paths on their way to Synapse.";
    fault_normalizes = "The proxy decodes letters that need not be encoded (~ - .), and may merge slashes.";
    fault_merges_slashes = "The proxy merges slashes: // reaches Synapse as one.";
    fault_strips_authorization = "The Authorization header is stripped: Synapse does not see who signed.";
    fault_breaks_authorization = "The Authorization header arrives broken.";
    silence(cause: &str) = "{cause} (asked twice; the browser does not say whether there was an answer)";
    late(n: u32) = { by n: one "No answer within {n} second", other "No answer within {n} seconds" };
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::InviteInvalidSignature),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_addresses(), limit_browser(), limit_methods(), limit_unreadable(), limit_warning()],
        faq: faq(),
    }
}

/// What was found, and what it means.
#[must_use]
pub fn meaning(check: Check, judgement: &Judgement, server_name: &str) -> String {
    match (check, judgement) {
        (Check::Identity, Judgement::Intact) => meaning_identity_intact(server_name),
        (Check::SelfSignature, Judgement::Intact) => meaning_self_signature_intact().to_owned(),
        (Check::Federation, Judgement::Intact) => meaning_federation_intact().to_owned(),
        (Check::Route, Judgement::Intact) => meaning_route_intact().to_owned(),
        (Check::Authorization, Judgement::Intact) => meaning_authorization_intact().to_owned(),
        (_, Judgement::Intact) => meaning_intact().to_owned(),
        (_, Judgement::Changed { change: Change::Decoded, .. }) => meaning_changed_decoded().to_owned(),
        (_, Judgement::Changed { change: Change::Normalized, .. }) => meaning_changed_normalized().to_owned(),
        (_, Judgement::Changed { change: Change::Merged, .. }) => meaning_changed_merged().to_owned(),
        (_, Judgement::Changed { change: Change::Altered, .. }) => meaning_changed_altered().to_owned(),
        (_, Judgement::Lost) => meaning_lost().to_owned(),
        (_, Judgement::Refused) => meaning_refused().to_owned(),
        (_, Judgement::Stripped) => meaning_stripped().to_owned(),
        (_, Judgement::Mangled) => meaning_mangled().to_owned(),
        (_, Judgement::OtherServer { name: Some(name) }) => meaning_other_server_some(name, server_name),
        (_, Judgement::OtherServer { name: None }) => meaning_other_server_none(server_name),
        (_, Judgement::OtherKeys) => meaning_other_keys(server_name),
        (_, Judgement::Forged) => meaning_forged().to_owned(),
        (check, Judgement::Unknown(why)) => unknown(check, *why).to_owned(),
    }
}

fn unknown(check: Check, why: Unknown) -> &'static str {
    match (check, why) {
        (Check::Authorization, Unknown::NoAnswer) => unknown_authorization_no_answer(),
        (_, Unknown::NoAnswer) => unknown_no_answer(),
        (_, Unknown::Limited) => unknown_limited(),
        (_, Unknown::NoEcho) => unknown_no_echo(),
        (Check::Identity, Unknown::NotServed) => unknown_identity_not_served(),
        (_, Unknown::NotServed) => unknown_not_served(),
        (_, Unknown::NoKey) => unknown_no_key(),
        (_, Unknown::NoCrypto) => unknown_no_crypto(),
        (_, Unknown::Unexpected) => unknown_unexpected(),
    }
}

/// What to do about it; nothing when there is nothing to do.
#[must_use]
pub fn remedy(check: Check, judgement: &Judgement) -> Option<&'static str> {
    match (check, judgement) {
        (
            _,
            Judgement::Intact
            | Judgement::Unknown(_)
            | Judgement::Changed { change: Change::Merged | Change::Normalized, .. },
        ) => None,
        (Check::Echo(Echo::Slash) | Check::Route, Judgement::Refused) => Some(remedy_echo_slash_route_refused()),
        (_, Judgement::Changed { .. } | Judgement::Lost | Judgement::Refused) => Some(remedy_changed_lost_refused()),
        (_, Judgement::Stripped | Judgement::Mangled) => Some(remedy_stripped_mangled()),
        (_, Judgement::OtherServer { .. }) => Some(remedy_other_server()),
        (_, Judgement::OtherKeys) => Some(remedy_other_keys()),
        (_, Judgement::Forged) => Some(remedy_forged()),
    }
}

/// The broken layer.
#[must_use]
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::OtherHomeserver { name: Some(name) } => fault_other_homeserver_some(name),
        Fault::OtherHomeserver { name: None } => fault_other_homeserver_none().to_owned(),
        Fault::OtherKeys => fault_other_keys().to_owned(),
        Fault::BadSelfSignature => fault_bad_self_signature().to_owned(),
        Fault::DecodesSlashes => fault_decodes_slashes().to_owned(),
        Fault::DecodesEscapes => fault_decodes_escapes().to_owned(),
        Fault::RefusesSlashes => fault_refuses_slashes().to_owned(),
        Fault::RefusesEscapes => fault_refuses_escapes().to_owned(),
        Fault::AltersPaths => fault_alters_paths().to_owned(),
        Fault::Normalizes => fault_normalizes().to_owned(),
        Fault::MergesSlashes => fault_merges_slashes().to_owned(),
        Fault::StripsAuthorization => fault_strips_authorization().to_owned(),
        Fault::BreaksAuthorization => fault_breaks_authorization().to_owned(),
    }
}

/// What came back, in a line or a few.
#[must_use]
pub fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Said { status, body } => {
            let body: String = body.trim().chars().take(500).collect();
            format!("{status} {body}")
        }
        Answer::Silence { cause } => silence(cause),
        Answer::Late { after_ms } => late(after_ms / 1000),
        Answer::Limited => unknown_limited().to_owned(),
    }
}
