//! From a name to an address whose answers can be read: steps one to six, and what a failure of theirs means.

use super::ask::Asker;
use super::url::{host, is_https, is_loopback, root, without_tls};
use super::{Case, Says, parts, server};
use crate::api::discovery::{Typed, understand, web_address, well_known as published};
use crate::api::probe::{Answer, TIMEOUT_MS};

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
    let mut says = Says::NoWellKnown;
    for web in published::addresses(name) {
        says = match asker.get(&published::url(&web)).await {
            Answer::Said { status: 200..=299, body } => match published::base_url(&body) {
                Ok(url) => return (Says::Names(url.clone()), Some(url)),
                Err(why) => return (Says::WellKnownBroken(why), None),
            },
            Answer::Said { status: 404, .. } => Says::NoWellKnown,
            Answer::Said { status, .. } => Says::WellKnownStatus { status },
            _ => Says::WellKnownUnreadable,
        };
    }
    let web = web_address(name);
    if says == Says::WellKnownUnreadable && !asker.reach(&web).await && !asker.get(&versions(&web)).await.is_said() {
        return (Says::NoHost, None);
    }
    (says, Some(web))
}

/// What a typed address leads on to, when it is no homeserver's; else what is wrong with its `.well-known`.
pub(super) async fn leads_on(asker: &mut Asker, base_url: &str) -> Option<Says> {
    let Answer::Said { status: 200..=299, body } = asker.get(&published::url(base_url)).await else { return None };
    match published::base_url(&body) {
        Ok(other) if other == base_url => None,
        Ok(other) => Some(Says::LeadsOn(other)),
        // A page for everything says nothing about .well-known.
        Err(_) if body.trim_start().starts_with('<') => None,
        Err(why) => Some(Says::WellKnownBroken(why)),
    }
}

/// Where a server says which versions it speaks.
pub(super) fn versions(base_url: &str) -> String {
    format!("{base_url}/_matrix/client/versions")
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

    fn unreadable(encryption: Says, versions: Says, cors_once: Says) -> Self {
        Self { reach: Says::Answers, encryption, versions, cors: Says::Blocked, cors_once }
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
    let url = versions(base_url);
    let answer = asker.get(&url).await;
    match &answer {
        Answer::Late { .. } => return Connection::ended(Says::Late { after_ms: TIMEOUT_MS }, Says::Blocked),
        Answer::Limited => return Connection::unreadable(encryption, Says::Limited, Says::Blocked),
        Answer::Said { status, .. } => {
            let versions = read(&answer, *status);
            let (cors, cors_once) = (Says::Readable, Says::Once);
            return Connection { reach: Says::Answers, encryption, versions, cors, cors_once };
        }
        Answer::Silence { .. } => {}
    }
    if !asker.reach(&url).await {
        return silent(asker, case, base_url, encryption).await;
    }
    // Something is there. Is it a Synapse whose answers something else spoils?
    let nowhere = asker.get(&format!("{base_url}{NOWHERE}")).await;
    let page = asker.get(&format!("{base_url}{WITHOUT_CORS}")).await;
    // Another good answer: if that can be read, it is about this path alone.
    if nowhere.error().is_some() && asker.get(&server::login_url(base_url)).await.good().is_some() {
        let path = "/_matrix/client/versions".to_owned();
        return Connection::unreadable(encryption, Says::Intercepted { path, status: None }, Says::Blocked);
    }
    if nowhere.error().is_some() || page.status() == Some(200) {
        return Connection::unreadable(encryption, Says::NotReadable, Says::Twice { admin_only: false });
    }
    // What is read elsewhere on this server is a homeserver's own: then it is about this path.
    for (url, field) in [(parts::version(base_url), "server_version"), (server::keys_url(base_url), "server_name")] {
        if asker.get(&url).await.good().is_some_and(|body| body.get(field).is_some()) {
            return Connection::unreadable(encryption, Says::ClientHidden, Says::Blocked);
        }
    }
    Connection::unreadable(encryption, Says::Unreadable, Says::Blocked)
}

/// What an answer to `/versions` that can be read comes from.
fn read(answer: &Answer, status: u16) -> Says {
    match (answer.good(), answer.error(), status) {
        (Some(body), ..) if body.get("versions").is_some_and(serde_json::Value::is_array) => Says::Matrix,
        (_, Some(error), _) if error.errcode == "M_UNRECOGNIZED" => Says::NoClientApi,
        (_, None, 502..=504) => Says::BadGateway { status },
        (_, None, 401 | 407) => Says::WantsPassword,
        _ => Says::NotMatrix { status },
    }
}

/// Nothing answers. With TLS, the same port is asked without it: an answer means that somebody is there.
async fn silent(asker: &mut Asker, case: &Case, base_url: &str, encryption: Says) -> Connection {
    // Only this path may be cut off, or hidden from other sites (`Cross-Origin-Resource-Policy`).
    if asker.reach(&root(base_url)).await {
        return Connection::unreadable(encryption, Says::Aborted, Says::Blocked);
    }
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
