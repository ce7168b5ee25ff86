//! From what an admin types to a homeserver that can be asked: server name, base URL or a whole MXID.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#server-discovery>. More lenient than it: a base URL that
//! answers is taken as it is (admins use private addresses that `.well-known` does not name), and a server name without
//! `.well-known` is tried itself.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, join, select};

use super::Method;
use super::account::{Flows, LoginFlows};
use super::error::{ApiError, ErrorKind};
use super::oauth::{AuthMetadata, Generation, Metadata};
use super::server::{ServerVersion, Versions};
use super::wire::{Client, Wire, WireRequest};
use crate::model::id;
use crate::model::link::is_loopback;

pub mod well_known;

use well_known::Broken;

/// When to give up on `.well-known`, in ms.
const WELL_KNOWN_TIMEOUT_MS: u32 = 60_000;

/// What was typed into the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A base URL, without a slash at its end.
    BaseUrl(String),
    /// A server name, perhaps with a port.
    ServerName(String),
}

/// Reads the field. The second value is the MXID when one was typed. `None` for what cannot be a server.
#[must_use]
pub fn understand(text: &str) -> Option<(Typed, Option<String>)> {
    let text = id::pasted(text);
    if text.starts_with('@') {
        let text = text.trim_end_matches('.');
        let server = id::server(text).filter(|server| is_server_name(server))?;
        return Some((Typed::ServerName(server.to_ascii_lowercase()), Some(text.to_owned())));
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return None;
        }
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        // People paste whole endpoint addresses; the base ends before the API.
        let path = path.split("_matrix").next().unwrap_or_default();
        let path = path.split("_synapse").next().unwrap_or_default().trim_matches('/');
        if !is_server_name(host) {
            return None;
        }
        let host = host.to_ascii_lowercase();
        let host = without_usual_port(&scheme, &host);
        let base = if path.is_empty() { format!("{scheme}://{host}") } else { format!("{scheme}://{host}/{path}") };
        return Some((Typed::BaseUrl(base), None));
    }
    // A whole endpoint, too, where only its scheme is missing.
    let name = text.split("/_").next().unwrap_or_default().trim_end_matches('/');
    is_server_name(name).then(|| (Typed::ServerName(name.to_ascii_lowercase()), None))
}

/// Whether a name that is still being typed is not worth a request yet: one label without dot or port (`h`, `https://h`), or
/// one that ends in the middle (`matrix.`). Such a name may be meant all the same (a host of an intranet), which shows only
/// when its field is left.
#[must_use]
pub fn is_unfinished(text: &str) -> bool {
    let Some((typed, _)) = understand(text) else { return false };
    let host = match &typed {
        Typed::ServerName(name) => name.as_str(),
        Typed::BaseUrl(url) => url.split('/').nth(2).unwrap_or_default(),
    };
    host.ends_with(['.', ':']) || !(host == "localhost" || host.contains(['.', ':']))
}

/// Host or IP address, perhaps with a port. No user info: `https://good.example@evil.example` is refused. A port may be
/// empty, for it may still be being typed.
fn is_server_name(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (text, ""),
    };
    let is_host = match host.strip_prefix('[') {
        Some(rest) => {
            rest.strip_suffix(']').is_some_and(|ip| ip.bytes().all(|b| b.is_ascii_hexdigit() || b":.".contains(&b)))
        }
        None => host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)),
    };
    is_host && host.bytes().any(|b| b.is_ascii_alphanumeric() || b == b':') && port.bytes().all(|b| b.is_ascii_digit())
}

/// A host without the port that the scheme has anyway.
fn without_usual_port<'a>(scheme: &str, host: &'a str) -> &'a str {
    host.strip_suffix(if scheme == "https" { ":443" } else { ":80" }).unwrap_or(host)
}

/// The web address that a server name stands for. Plain HTTP only on this very machine.
pub(super) fn web_address(name: &str) -> String {
    let scheme = if is_loopback(name) { "http" } else { "https" };
    format!("{scheme}://{}", without_usual_port(scheme, name))
}

/// Whether two entries of the field mean the same server (used for `server=` and the list of allowed homeservers).
#[must_use]
pub fn same_server(a: &str, b: &str) -> bool {
    match (understand(a), understand(b)) {
        (Some((a, _)), Some((b, _))) => address(&a) == address(&b),
        _ => false,
    }
}

fn address(typed: &Typed) -> String {
    match typed {
        Typed::BaseUrl(url) => url.clone(),
        Typed::ServerName(name) => web_address(name),
    }
}

/// A homeserver that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Homeserver {
    /// Base URL, without a slash at its end.
    pub base_url: String,
    /// Synapse's version; an error when the admin API cannot be reached.
    pub version: Result<String, ApiError>,
    /// The ways to sign in; an error mostly means delegated auth.
    pub flows: Result<Flows, ApiError>,
    /// Where to sign in with OAuth 2.0 (Matrix Authentication Service).
    pub oauth: Option<Metadata>,
    /// Why nobody knows all ways to sign in: a server that fails to tell them is not one that lacks them.
    pub untold: Option<Box<ApiError>>,
    /// The server name whose discovery led here; `None` where a base URL was typed.
    pub found_by: Option<String>,
}

impl Homeserver {
    /// Whether this server is known to be that of the name: found by it, or at the name's own web address.
    #[must_use]
    pub fn is_of(&self, name: &str) -> bool {
        same_server(&self.base_url, name)
            || self.found_by.as_deref().is_some_and(|found_by| same_server(found_by, name))
    }
}

/// Whether discovery of a server name leads to this base URL.
pub fn leads_to(wire: Rc<dyn Wire>, name: &str, base_url: &str) -> LocalBoxFuture<'static, bool> {
    let (name, base_url) = (name.to_owned(), base_url.to_owned());
    async move {
        let Some((Typed::ServerName(name), _)) = understand(&name) else { return false };
        for web in well_known::addresses(&name) {
            if let Some(found) = published(&wire, &web).await {
                return found.is_ok_and(|url| url == base_url);
            }
        }
        false
    }
    .boxed_local()
}

/// Why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// Not a server name, base URL or MXID.
    NotUnderstood,
    /// Something answers there, but it is no Matrix server.
    NotMatrix(ApiError),
    /// Nothing answers that the browser lets us read.
    Unreachable(ApiError),
    /// `.well-known/matrix/client` is there and broken, and the name's own host is no homeserver.
    WellKnown {
        /// The server name.
        name: String,
        /// Where the file is.
        url: String,
        /// What is wrong with it.
        why: Broken,
    },
}

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        match error.kind {
            ErrorKind::Network { .. } | ErrorKind::Timeout { .. } => Self::Unreachable(error),
            _ => Self::NotMatrix(error),
        }
    }
}

/// Finds the homeserver and asks it what a sign-in needs to know.
///
/// # Errors
/// See [`Problem`].
pub async fn discover(wire: Rc<dyn Wire>, text: &str) -> Result<Homeserver, Problem> {
    let (typed, _) = understand(text).ok_or(Problem::NotUnderstood)?;
    let (client, found_by) = match typed {
        Typed::BaseUrl(url) => (from_base_url(&wire, &url).await?, None),
        Typed::ServerName(name) => (from_server_name(&wire, &name).await?, Some(name)),
    };
    let (version, flows) = join(client.call(None, &ServerVersion), client.call(None, &LoginFlows)).await;
    let (oauth, untold) = match oauth(&client, &flows).await {
        Ok(oauth) => (oauth, None),
        Err(error) => (None, Some(Box::new(error))),
    };
    Ok(Homeserver { base_url: client.base_url().to_owned(), version, flows, oauth, untold, found_by })
}

/// Asks for OAuth only where the login flows suggest it: to others the question would be an error on the console.
async fn oauth(client: &Client, flows: &Result<Flows, ApiError>) -> Result<Option<Metadata>, ApiError> {
    match flows {
        Ok(flows) if !flows.oauth_preferred => return Ok(None),
        Err(error) if !error.is_unrecognized() => return Err(error.clone()),
        _ => {}
    }
    let error = match client.call(None, &AuthMetadata(Generation::Stable)).await {
        Ok(metadata) => return Ok(Some(metadata)),
        Err(error) => error,
    };
    match client.call(None, &AuthMetadata(Generation::Unstable)).await {
        Ok(metadata) => Ok(Some(metadata)),
        // Where it does not exist, a token is the way in.
        Err(_) if error.is_unrecognized() || error.is_not_found() => Ok(None),
        Err(_) => Err(error),
    }
}

async fn from_base_url(wire: &Rc<dyn Wire>, url: &str) -> Result<Client, Problem> {
    let client = Client::new(wire.clone(), url);
    let error = match client.call(None, &Versions).await {
        Ok(()) => return Ok(client),
        Err(error) => error,
    };
    match published(wire, url).await {
        Some(Ok(other)) if other != url => {
            let other = Client::new(wire.clone(), &other);
            other.call(None, &Versions).await?;
            Ok(other)
        }
        Some(Err(why)) if !is_page(&why) => {
            let name = url.split_once("://").map_or(url, |(_, host)| host).to_owned();
            Err(Problem::WellKnown { name, url: well_known::url(url), why })
        }
        _ => Err(error.into()),
    }
}

async fn from_server_name(wire: &Rc<dyn Wire>, name: &str) -> Result<Client, Problem> {
    let mut broken = None;
    for web in well_known::addresses(name) {
        match published(wire, &web).await {
            Some(Ok(url)) => {
                let client = Client::new(wire.clone(), &url);
                client.call(None, &Versions).await?;
                return Ok(client);
            }
            Some(Err(why)) => {
                broken = Some((web, why));
                break;
            }
            None => {}
        }
    }
    let client = Client::new(wire.clone(), &web_address(name));
    match client.call(None, &Versions).await {
        Ok(()) => Ok(client),
        // One page for everything is no file that somebody broke.
        Err(error) => match broken {
            Some((web, why)) if !(is_page(&why) && matches!(error.kind, ErrorKind::Unexpected { .. })) => {
                Err(Problem::WellKnown { name: name.to_owned(), url: well_known::url(&web), why })
            }
            _ => Err(error.into()),
        },
    }
}

/// Whether a file is no JSON from its first letter on, as a page is.
fn is_page(why: &Broken) -> bool {
    matches!(why, Broken::NotJson { line: 1, column: 1, .. })
}

/// What `.well-known` at this address names; `None` when there is none that can be read.
async fn published(wire: &Rc<dyn Wire>, web: &str) -> Option<Result<String, Broken>> {
    let request = WireRequest { method: Method::Get, url: well_known::url(web), authorization: None, body: None };
    let Either::Left((Ok(answer), _)) = select(wire.send(request), wire.sleep(WELL_KNOWN_TIMEOUT_MS)).await else {
        return None;
    };
    let is_good = (200..300).contains(&answer.status);
    is_good.then(|| well_known::base_url(&String::from_utf8_lossy(&answer.body)))
}

#[cfg(test)]
mod tests;
