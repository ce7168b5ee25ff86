//! Why can people not accept my invitations?

use super::Words;
use crate::api::probe::{Answer, Change, Check, Echo, Fault, Habit, Judgement, Level, Outcome, Unknown};

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Why can people not accept my invitations?",
    lead: "Other homeservers sign the exact address of each request. When a reverse proxy changes that address on its \
           way to Synapse, or drops the Authorization header, every signature is “invalid”. The probes below show what \
           reaches Synapse.",
    keywords: "invalid signature join reverse proxy federation nginx apache caddy haproxy authorization encoded slash",
    limits: &[
        "Only the addresses named here were probed. Others may be in use: the one that /.well-known/matrix/server or an \
         SRV record of your domain names, else port 8448.",
        "A browser cannot read SRV records, inspect certificates or try IPv6 alone. It sees your server from here, not \
         from where other servers are: their firewalls, their caches of your keys.",
        "All probes are GET requests. A proxy that treats other methods in another way may still break those.",
        "What a browser may not read is not broken for that: other servers read it all the same.",
        "Each run leaves a warning in Synapse's log (“Invalid signature …”), for one of the probes is signed wrongly on \
         purpose.",
    ],
    faq: "“This is normally caused by a misconfiguration in your reverse-proxy. See the reverse proxy docs and \
          double-check that your settings are correct.” True, but it leaves the search to you. These configurations \
          leave addresses and headers alone; 8008 stands for the port that Synapse listens at. With curl the same \
          questions can be asked from elsewhere, best from another server.",
};

sentences! {
    explorer = "See in the log explorer whose signatures your Synapse has refused";
    run_again = "Run again";
    probed = "Probed";
    requests_unit = "requests, none with your access token.";
    evidence = "Request and answer";
    sent = "Sent";
    seen = "Synapse saw";
    other_title = "Another address";
    other_hint = "Other servers may come in elsewhere than clients. Glia asks no further host by itself.";
    other_label = "Federation address";
    other_field_hint = "As in https://matrix.example.com:8448";
    other_probe = "Probe";
    other_not_understood = "This is no address.";
    tester = "See it from outside, with the Federation Tester";
    tester_hint = "A service of the Matrix.org Foundation, which then learns your server's name:";
}

/// What a probe of the usual federation address is called.
#[must_use]
pub fn probe_address(url: &str) -> String {
    format!("Probe {url}")
}

/// The heading over the findings at an address.
#[must_use]
pub fn at_address(url: &str) -> String {
    format!("At {url}")
}

/// What a check is called.
#[must_use]
pub fn check(check: Check) -> &'static str {
    match check {
        Check::Identity => "Who answers",
        Check::SelfSignature => "The published keys are signed with themselves",
        Check::Federation => "Other servers' requests are served here",
        Check::Route => "A federation request with %2F is found",
        Check::Authorization => "The Authorization header comes through",
        Check::Echo(Echo::Plain) => "Synapse shows the path that it sees",
        Check::Echo(Echo::Slash) => "Encoded slashes: %2F",
        Check::Echo(Echo::Sigils) => "Encoded letters of IDs: %21 %24 %40 %3A (! $ @ :)",
        Check::Echo(Echo::Reserved) => "Encoded letters of addresses: %23 %25 %20 %3F (# % space ?)",
        Check::Echo(Echo::Unreserved) => "Needlessly encoded letters: %7E %2D (~ -)",
        Check::Echo(Echo::Dots) => "Encoded dots: %2e %2E",
        Check::Echo(Echo::DoubleSlash) => "Two slashes in a row: //",
    }
}

/// The result in one word.
#[must_use]
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Good => "Intact",
        Level::Warn => "Odd",
        Level::Bad => "Broken",
        Level::Unknown => "Unknown",
    }
}

/// What was found, and what it means.
#[must_use]
pub fn meaning(check: Check, judgement: &Judgement, server_name: &str) -> String {
    match (check, judgement) {
        (Check::Identity, Judgement::Intact) => format!("It is {server_name}."),
        (Check::SelfSignature, Judgement::Intact) => "This browser verified the Ed25519 signature.".to_owned(),
        (Check::Federation, Judgement::Intact) => "Synapse asks for a signature, as it should.".to_owned(),
        (Check::Route, Judgement::Intact) => "The slash was still encoded when Synapse saw it.".to_owned(),
        (Check::Authorization, Judgement::Intact) => {
            "Synapse has read the header, and refused what it says: a wrong signature, sent on purpose.".to_owned()
        }
        (_, Judgement::Intact) => "The path arrived letter for letter.".to_owned(),
        (_, Judgement::Changed { change: Change::Decoded, .. }) => {
            "The path arrived with other escapes. It means the same, but it is no longer what was signed.".to_owned()
        }
        (_, Judgement::Changed { change: Change::Merged, .. }) => {
            "Slashes in a row became one. No usual request between servers has two, so this alone breaks nothing."
                .to_owned()
        }
        (_, Judgement::Changed { change: Change::Altered, .. }) => {
            "The path arrived changed or cut, so it is no longer what was signed.".to_owned()
        }
        (_, Judgement::Lost) => {
            "Synapse did not find the route: the slash was decoded, which makes one segment two.".to_owned()
        }
        (_, Judgement::Refused) => "Something in front of Synapse refuses it, while the same request without these \
                                    escapes is answered: such requests of other servers never reach Synapse."
            .to_owned(),
        (_, Judgement::Stripped) => {
            "Synapse saw no Authorization header, though one was sent. So it sees no server's signature.".to_owned()
        }
        (_, Judgement::Mangled) => "The Authorization header arrived in a form that Synapse cannot read.".to_owned(),
        (_, Judgement::OtherServer { name: Some(name) }) => {
            format!("It is {name}, not {server_name}. Its keys fit no signature of {server_name}.")
        }
        (_, Judgement::OtherServer { name: None }) => format!("It is not {server_name}."),
        (_, Judgement::OtherKeys) => format!(
            "It says that it is {server_name}, but publishes other keys than at the base URL: another installation, \
             perhaps an old one or a copy."
        ),
        (_, Judgement::Forged) => {
            "The signature over the keys is missing or wrong, so no other server accepts them.".to_owned()
        }
        (check, Judgement::Unknown(why)) => unknown(check, *why).to_owned(),
    }
}

fn unknown(check: Check, why: Unknown) -> &'static str {
    match (check, why) {
        (Check::Authorization, Unknown::NoAnswer) => {
            "No answer that this browser may read. Browsers ask beforehand whether the header is allowed (OPTIONS); \
             servers do not, so this says nothing about them."
        }
        (_, Unknown::NoAnswer) => "Not readable from a browser. Other servers may be able to.",
        (_, Unknown::NoEcho) => {
            "This answer does not show the path: the Synapse is older than 1.95, its media repository is off, or \
             another program serves media. So only %2F can be checked, by the federation request below."
        }
        (Check::Identity, Unknown::NotServed) => {
            "The keys are not served at this address. Other servers must come in elsewhere: probe that address below."
        }
        (_, Unknown::NotServed) => {
            "Not served at this address. Other servers must come in elsewhere: probe that address below."
        }
        (_, Unknown::NoKey) => "It needs the server's published key, which could not be read here.",
        (_, Unknown::NoCrypto) => {
            "It could not be checked in this browser: it does not know Ed25519, or Glia is not served over https."
        }
        (_, Unknown::Unexpected) => "The answer says nothing about this.",
    }
}

/// What to do about it; nothing when there is nothing to do.
#[must_use]
pub fn remedy(check: Check, judgement: &Judgement) -> Option<&'static str> {
    match (check, judgement) {
        (_, Judgement::Intact | Judgement::Unknown(_) | Judgement::Changed { change: Change::Merged, .. }) => None,
        (Check::Echo(Echo::Slash) | Check::Route, Judgement::Refused) => Some(
            "Let the proxy accept encoded slashes and pass them on as they are (Apache: AllowEncodedSlashes NoDecode and \
             nocanon).",
        ),
        (_, Judgement::Changed { .. } | Judgement::Lost | Judgement::Refused) => Some(
            "Let the proxy pass the address on as it came (nginx: no path behind proxy_pass; Apache: nocanon; Caddy: no \
             rewrite).",
        ),
        (_, Judgement::Stripped | Judgement::Mangled) => {
            Some("Let the proxy pass the Authorization header on, and ask for no password of its own below /_matrix.")
        }
        (_, Judgement::OtherServer { .. }) => {
            Some("Point the proxy, or this port, at the right Synapse; or correct server_name, if the server is new.")
        }
        (_, Judgement::OtherKeys) => Some("Point both addresses at the same Synapse, and stop the other one."),
        (_, Judgement::Forged) => Some(
            "Look at the answer: does a cache or a static file serve it? Synapse signs its keys itself. Pass \
             /_matrix/key on to Synapse.",
        ),
    }
}

/// The answer in one sentence.
#[must_use]
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Broken => "This is broken here:",
        Outcome::Odd => "Nothing is broken that a usual request needs, but this is odd:",
        Outcome::Intact => {
            "All is intact here: addresses and the Authorization header reach the right Synapse unchanged. So the reason \
             lies elsewhere: another address that other servers use, DNS, TLS certificates, or the other server's view of \
             yours."
        }
        Outcome::Unclear => {
            "Nothing broken was found, but not everything could be checked from this browser: see the checks below."
        }
    }
}

/// The broken layer.
#[must_use]
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::OtherHomeserver { name: Some(name) } => format!("Another homeserver answers here: {name}."),
        Fault::OtherHomeserver { name: None } => "Another homeserver answers here.".to_owned(),
        Fault::OtherKeys => "Another installation of this homeserver, with other keys, answers here.".to_owned(),
        Fault::BadSelfSignature => "The published keys are not validly signed.".to_owned(),
        Fault::DecodesSlashes => "The proxy decodes addresses: %2F reaches Synapse as a slash.".to_owned(),
        Fault::DecodesEscapes => {
            "The proxy decodes addresses: encoded letters reach Synapse in another form.".to_owned()
        }
        Fault::RefusesSlashes => "The proxy refuses encoded slashes: such requests never reach Synapse.".to_owned(),
        Fault::RefusesEscapes => "The proxy refuses encoded letters: such requests never reach Synapse.".to_owned(),
        Fault::AltersPaths => "The proxy changes paths on their way to Synapse.".to_owned(),
        Fault::MergesSlashes => "The proxy merges slashes: // reaches Synapse as one.".to_owned(),
        Fault::StripsAuthorization => {
            "The Authorization header is stripped: Synapse does not see who signed.".to_owned()
        }
        Fault::BreaksAuthorization => "The Authorization header arrives broken.".to_owned(),
    }
}

/// Which mistake shows like this.
#[must_use]
pub fn habit(habit: Habit) -> &'static str {
    match habit {
        Habit::NginxUri => {
            "nginx does this when proxy_pass has a path behind the port, be it one slash, or with $uri or a rewrite."
        }
        Habit::ApacheCanon => "Apache does this without nocanon at ProxyPass.",
        Habit::ApacheSlashes => "Apache does this without AllowEncodedSlashes NoDecode.",
        Habit::ApacheBoth => "Apache does this with neither AllowEncodedSlashes NoDecode nor nocanon at ProxyPass.",
        Habit::CaddyRewrite => "Caddy does this with rewrite * {path}.",
        Habit::HaproxyNormalize => "HAProxy does this with normalize-uri.",
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
        Answer::Silence { cause } => {
            format!("{cause} (asked twice; the browser does not say whether there was an answer)")
        }
        Answer::Late { after_ms } => format!("No answer within {} seconds", after_ms / 1000),
    }
}
