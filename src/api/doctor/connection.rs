//! From a name to an address whose answers can be read: steps one to six, and what a failure of theirs means.

use super::ask::{Asker, Heard};
use super::url::{host, is_https, is_loopback, without_tls};
use super::{Case, Says};
use crate::api::discovery::{Typed, understand, web_address};

/// A path that no server has. Synapse says so in an answer that can be read.
const NOWHERE: &str = "/_matrix/client/glia-connection-doctor";
/// A page of Synapse's without CORS headers: who can read it reads a header that something else added.
const WITHOUT_CORS: &str = "/_matrix/static/";

/// What was typed, understood.
pub(super) fn name(typed: &str) -> (Says, Option<Typed>) {
    match understand(typed) {
        None => (Says::NotAName, None),
        Some((Typed::ServerName(name), _)) => (Says::IsName(name.clone()), Some(Typed::ServerName(name))),
        Some((Typed::BaseUrl(url), _)) => (Says::IsAddress(url.clone()), Some(Typed::BaseUrl(url))),
    }
}

/// Where the client API is. The second value is the base URL, unless the name leads nowhere.
pub(super) async fn well_known(asker: &mut Asker, typed: &Typed) -> (Says, Option<String>) {
    let name = match typed {
        Typed::BaseUrl(url) => return (Says::NotNeeded, Some(url.clone())),
        Typed::ServerName(name) => name,
    };
    let web = web_address(name);
    let answer = asker.get(&well_known_url(&web)).await;
    if let Some(base_url) = named(&answer) {
        return (Says::Names(base_url.clone()), Some(base_url));
    }
    match answer {
        Heard::Said { status: 200..=299, .. } => (Says::WellKnownBroken, None),
        Heard::Said { .. } => (Says::NoWellKnown, Some(web)),
        _ if asker.reach(&web).await => (Says::WellKnownUnreadable, Some(web)),
        _ => (Says::NoHost, None),
    }
}

fn well_known_url(web: &str) -> String {
    format!("{web}/.well-known/matrix/client")
}

/// The base URL in an answer of `.well-known`.
fn named(answer: &Heard) -> Option<String> {
    match understand(answer.good()?.get("m.homeserver")?.get("base_url")?.as_str()?)? {
        (Typed::BaseUrl(url), _) => Some(url),
        (Typed::ServerName(_), _) => None,
    }
}

/// What a typed address leads on to, when it is no homeserver's.
pub(super) async fn leads_on(asker: &mut Asker, base_url: &str) -> Option<String> {
    named(&asker.get(&well_known_url(base_url)).await).filter(|other| other != base_url)
}

/// Steps three to eight of a base URL, as far as they are decided by `/versions`.
pub(super) struct Connection {
    pub reach: Says,
    pub encryption: Says,
    pub versions: Says,
    pub cors: Says,
    pub cors_once: Says,
}

impl Connection {
    fn ended(reach: Says, encryption: Says) -> Self {
        Self { reach, encryption, versions: Says::Blocked, cors: Says::Blocked, cors_once: Says::Blocked }
    }
}

/// Asks `/versions`, and, if it cannot be read, why.
pub(super) async fn connect(asker: &mut Asker, case: &Case, base_url: &str) -> Connection {
    if case.page_is_https && !is_https(base_url) && !is_loopback(base_url) {
        return Connection::ended(Says::Blocked, Says::Mixed);
    }
    let encryption = match (is_https(base_url), is_loopback(base_url)) {
        (true, _) => Says::Encrypted,
        (false, true) => Says::Loopback,
        (false, false) => Says::Plain,
    };
    let url = format!("{base_url}/_matrix/client/versions");
    let answer = asker.get(&url).await;
    if let Heard::Late = answer {
        return Connection::ended(Says::Late { after_ms: super::ask::TIMEOUT_MS }, Says::Blocked);
    }
    if answer.is_said() {
        let versions = match (answer.good(), answer.status()) {
            (Some(body), _) if body.get("versions").is_some_and(serde_json::Value::is_array) => Says::Matrix,
            (_, Some(status @ 502..=504)) if answer.error().is_none() => Says::BadGateway { status },
            (_, status) => Says::NotMatrix { status: status.unwrap_or_default() },
        };
        return Connection { reach: Says::Answers, encryption, versions, cors: Says::Readable, cors_once: Says::Once };
    }
    if !asker.reach(&url).await {
        return silent(asker, case, base_url).await;
    }
    // Something is there. Is it a Synapse whose answers something else spoils?
    let nowhere = asker.get(&format!("{base_url}{NOWHERE}")).await;
    let page = asker.get(&format!("{base_url}{WITHOUT_CORS}")).await;
    if nowhere.error().is_some() || page.status() == Some(200) {
        return Connection {
            reach: Says::Answers,
            encryption,
            versions: Says::NotReadable,
            cors: Says::Blocked,
            cors_once: Says::Twice { admin_only: false },
        };
    }
    Connection {
        reach: Says::Answers,
        encryption,
        versions: Says::Unreadable,
        cors: Says::Blocked,
        cors_once: Says::Blocked,
    }
}

/// Nothing answers. With TLS, the same port is asked without it: an answer means that somebody is there.
async fn silent(asker: &mut Asker, case: &Case, base_url: &str) -> Connection {
    let may_ask = !case.page_is_https || is_loopback(base_url);
    if let Some(plain) = without_tls(base_url).filter(|_| may_ask)
        && asker.reach(&plain).await
    {
        return Connection::ended(Says::Answers, Says::NoTrust);
    }
    Connection::ended(Says::Nothing { https: is_https(base_url) }, Says::Blocked)
}

/// Whether a base URL is on the host of this name.
pub(super) fn is_host_of(name: &str, base_url: &str) -> bool {
    host(base_url) == name
}
