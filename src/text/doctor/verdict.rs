//! What each check came to, and what that means.

use crate::api::doctor::{Says, Step};
use crate::api::probe::Outcome;
use crate::text::answers::invite_invalid_signature as paths;

/// The verdict of a check in one sentence.
#[must_use]
pub fn verdict(step: Step, says: &Says) -> String {
    match says {
        Says::IsName(name) => format!("{name} is a server name."),
        Says::IsAddress(url) => format!("{url} is an address."),
        Says::Names(url) => format!("The homeserver is at {url}."),
        Says::LeadsOn(url) => format!("This is not the homeserver's address; that is {url}."),
        Says::Late { after_ms } => format!("No answer within {} seconds.", after_ms / 1000),
        Says::NotMatrix { status } => format!("Something answers there ({status}), but it is no Matrix server."),
        Says::BadGateway { status } => format!("The proxy answers {status}: it cannot reach Synapse."),
        Says::Twice { admin_only } => format!(
            "The header Access-Control-Allow-Origin comes twice{}, which browsers refuse.",
            below_admin(*admin_only)
        ),
        Says::PreflightRefused { admin_only } => format!(
            "The proxy does not let the browser's preflight (OPTIONS) through to Synapse{}.",
            below_admin(*admin_only)
        ),
        Says::MethodsRefused(methods) => {
            format!("The proxy does not let these methods through: {}.", methods.join(", "))
        }
        Says::AdminAnswers(version) => format!("It answers: Synapse {version}."),
        Says::AdminRefused { status } => format!("Something in front of Synapse answers {status} for the admin API."),
        Says::Stripped { admin_only } => {
            format!("The Authorization header does not reach Synapse{}.", below_admin(*admin_only))
        }
        Says::Flows { password, sso } => flows(*password, *sso).to_owned(),
        Says::Mas(issuer) => format!("In use, at {issuer}."),
        Says::ClockOff(ms) => clock_off(*ms),
        Says::Paths(report) => match report.outcome {
            Outcome::Intact => "Encoded letters arrive as they were sent.".to_owned(),
            Outcome::Unclear => "Could not be checked here.".to_owned(),
            Outcome::Broken | Outcome::Odd => report.faults.iter().map(paths::fault).collect::<Vec<_>>().join(" "),
        },
        Says::Keys { name, key, verified: true } => format!("It is {name}, with the key {key}, validly signed."),
        Says::Keys { name, key, verified: false } => format!("It is {name}, with the key {key}."),
        Says::OtherServer { name, expected } => format!("Another homeserver answers here: {name}, not {expected}."),
        Says::OtherName { name, typed } => format!("The homeserver there is called {name}, not {typed}."),
        Says::Version(version) => format!("It answers: {version}."),
        Says::Delegates(name) => format!("To {name}."),
        Says::Odd { status } => format!("An answer that says nothing about this ({status})."),
        plain => fixed(step, plain).to_owned(),
    }
}

fn below_admin(admin_only: bool) -> &'static str {
    if admin_only { " below /_synapse/admin" } else { "" }
}

fn flows(password: bool, sso: bool) -> &'static str {
    match (password, sso) {
        (true, true) => "With a password, and with single sign-on.",
        (true, false) => "With a password.",
        (false, true) => "With single sign-on.",
        (false, false) => "Neither with a password nor with single sign-on; an access token works.",
    }
}

#[allow(clippy::cast_possible_truncation)]
fn clock_off(ms: f64) -> String {
    let minutes = (ms.abs() / 60_000.0).round() as i64;
    let long = if minutes < 120 { format!("{minutes} minutes") } else { format!("{} hours", minutes / 60) };
    let way = if ms > 0.0 { "ahead of" } else { "behind" };
    format!("The server's clock is at least {long} {way} this device's.")
}

/// The sentences without anything to fill in.
fn fixed(step: Step, says: &Says) -> &'static str {
    match says {
        Says::NotAName => "This is no server name, address or user ID.",
        Says::NoWellKnown if step == Step::WellKnownServer => "Nothing is published; that is allowed.",
        Says::NoWellKnown => "Nothing is published, so the name's own host is asked.",
        Says::NotNeeded => "Not needed for an address.",
        Says::WellKnownUnreadable => "Not readable from a browser, so the name's own host is asked.",
        Says::WellKnownBroken => "It is there, but names no homeserver.",
        Says::Answers => "Yes.",
        Says::Nothing { .. } => "Nothing answers.",
        Says::NoHost => "There is no web server with this name.",
        Says::Encrypted => "Encrypted, and this browser trusts the certificate.",
        Says::Loopback => "Not encrypted, and not needed: it is this machine.",
        Says::Plain => "Not encrypted: everybody on the way can read passwords and tokens.",
        Says::Mixed => "Pages that came over https: may not ask http: servers.",
        Says::NoTrust => "Something listens there, but this browser does not trust its encryption.",
        Says::Matrix => "Yes.",
        Says::Unreadable => "Something else answers in Synapse's place, most likely an error page of the proxy.",
        Says::Readable => "Yes.",
        Says::Once => "Yes.",
        Says::Passes => "Yes.",
        Says::AdminHidden => "The proxy does not forward /_synapse/admin to Synapse, or not from here.",
        Says::AdminElsewhere => "The Synapse process that answers does not serve the admin API.",
        Says::Arrives => "Yes.",
        Says::OtherCredentials => "Something in front of Synapse asks for a password of its own.",
        Says::NoFlows => "None of Synapse's own.",
        Says::NotSignedIn => "You are not signed in there.",
        Says::Admin => "You are a server admin.",
        Says::NotAdmin => "Your account is no server admin.",
        Says::Ended => "The server no longer accepts your session.",
        Says::NoMas => "Not in use.",
        Says::MasAnswers => "Yes, and pages may read it.",
        Says::MasAdmin => "It is there.",
        Says::NoMasAdmin => "Not there, or not readable from a browser.",
        Says::ClockHidden => "Browsers hide it from pages, and nothing else tells.",
        Says::ClockAgrees => "It agrees with this device's.",
        Says::ClockRoughly => "It agrees with this device's, as far as the validity of its keys tells (half a day).",
        Says::BadSignature => "The published keys are not validly signed.",
        Says::OtherKeys => "It publishes other keys than at the base URL.",
        Says::NotServed => "Not served at this address.",
        Says::NotReadable => "Not readable from a browser.",
        Says::Blocked => "Not checked, because of what is wrong elsewhere.",
        // All others have something to fill in, and are told by `verdict`.
        _ => "",
    }
}

/// What it means, where that is not plain.
#[must_use]
pub fn meaning(says: &Says) -> Option<&'static str> {
    Some(match says {
        Says::WellKnownUnreadable => {
            "Other programs may read it all the same. For browsers it needs the header Access-Control-Allow-Origin: *."
        }
        Says::WellKnownBroken => "So nobody can sign in by the server's name, in Glia or elsewhere.",
        Says::Nothing { https: true } => {
            "The server or its proxy is down, the address or port is wrong, a firewall drops it, or this browser does not \
             trust the certificate. Browsers do not tell pages which."
        }
        Says::Nothing { https: false } => {
            "The server or its proxy is down, the address or port is wrong, or a firewall drops it. Browsers do not tell \
             pages which."
        }
        Says::NoHost => {
            "The name is mistyped, its host is down, or this browser does not trust its certificate. So nothing says where \
             the homeserver is."
        }
        Says::NoTrust => {
            "The port answers without encryption, but no encrypted connection comes about: the certificate is self-signed, \
             expired or for another name, or no encryption is set up there."
        }
        Says::NotMatrix { .. } => {
            "The address is another program's, or the proxy does not forward /_matrix to Synapse."
        }
        Says::BadGateway { .. } => "Synapse is down, still starting, or listens at another port than the proxy thinks.",
        Says::Unreadable => {
            "Synapse's answers can always be read, also its errors. So this is most likely an error page of a proxy that \
             cannot reach Synapse (such as 502 Bad Gateway) or does not forward /_matrix; or another website; or the proxy \
             removes Synapse's header."
        }
        Says::Twice { .. } => "Synapse sends it. The proxy adds another, and browsers accept only one.",
        Says::PreflightRefused { .. } => {
            "Simple requests pass. Before any other, browsers send OPTIONS without credentials; the proxy answers it itself, \
             or wants a password first."
        }
        Says::MethodsRefused(_) => "Reading works, changing does not.",
        Says::AdminHidden => {
            "/_matrix works, and something answers for /_synapse/admin, but not Synapse. The proxy lines in Synapse's \
             documentation leave this path out; or the path is open to some addresses only."
        }
        Says::AdminRefused { .. } => "The proxy does not forward the path, or not from your address.",
        Says::AdminElsewhere => "The proxy sends the path to a worker that has no admin API.",
        Says::Stripped { .. } => "So Synapse sees no token, and refuses everything that needs one.",
        Says::OtherCredentials => {
            "The browser has only one Authorization header, and that is for the token. Limit the admin API by address \
             instead."
        }
        Says::NoFlows => "Matrix Authentication Service does it.",
        Says::Ended => "Sign in again.",
        Says::ClockOff(_) => {
            "Tokens and signatures have times in them: other servers refuse keys from the future, and sessions end too early \
             or too late. Or this device's own clock is wrong."
        }
        Says::Paths(report) => return report.habit.map(paths::habit),
        Says::OtherServer { .. } => "The proxy leads to another Synapse than the one that your account is on.",
        Says::OtherName { .. } => "Signing in works, but user IDs end in the homeserver's own name.",
        Says::OtherKeys => "An old installation or a copy answers there; signatures of one fail at the other.",
        Says::NotServed => "Other servers must come in elsewhere.",
        Says::NotReadable => "That is no fault: other servers and programs read it all the same.",
        _ => return None,
    })
}
