//! A server behind something, for tests: a wire that answers as Synapse does, and what changes its answers.

#![cfg(test)]

/// A fault without a memory.
macro_rules! trial {
    ($fault:literal, $model:expr, [$($step:ident),*]) => {
        trial!($fault, BASE, alive, $model, [$($step),*])
    };
    ($fault:literal, $typed:expr, $dead:expr, $model:expr, [$($step:ident),*]) => {
        Trial {
            fault: $fault,
            typed: $typed,
            change: || { let model: Model = $model; Box::new(move |request, _| model(request)) },
            dead: $dead,
            signed_out: &[$(Step::$step),*],
            signed_in: &[$(Step::$step),*],
        }
    };
}

mod faults;
mod forwarded;
mod passage;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};

pub(crate) use faults::trials;

use super::{Case, Finding, Step, examine};
use crate::api::probe::{Signed, Verify};
use crate::api::session::{Origin, Session};
use crate::api::wire::{Wire, WireRequest, WireResponse};
use crate::model::secret::Secret;

pub(crate) const BASE: &str = "https://hs.example";
pub(crate) const NOW: f64 = 1_795_620_000_000.0;
/// How long a request takes.
const TAKES_MS: f64 = 30.0;

/// What a server answers; `Err` is what a browser makes of an answer without CORS headers.
pub(crate) type Said = Result<(u16, String), ()>;

pub(crate) fn said(status: u16, body: &str) -> Said {
    Ok((status, body.to_owned()))
}

fn error(status: u16, errcode: &str, words: &str) -> Said {
    Ok((status, format!(r#"{{"errcode":"{errcode}","error":"{words}"}}"#)))
}

pub(crate) fn unrecognized() -> Said {
    error(404, "M_UNRECOGNIZED", "Unrecognized request")
}

/// What Synapse says to who needs a token.
fn token(request: &WireRequest, own: &str) -> Said {
    match request.authorization.as_ref().map(|authorization| authorization.value()) {
        None => error(401, "M_MISSING_TOKEN", "Missing access token"),
        Some(value) if value == "Bearer syt_secret" => said(200, own),
        Some(_) => error(401, "M_UNKNOWN_TOKEN", "Invalid access token passed."),
    }
}

/// As Synapse 1.163.2 answers, behind nothing.
pub(crate) fn synapse(request: &WireRequest) -> Said {
    let address = request.url.strip_prefix(BASE).unwrap_or("elsewhere");
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_post = request.method.name() == "POST";
    match path {
        "/_matrix/client/versions" if request.authorization.is_some() => token(request, r#"{"versions":["v1.15"]}"#),
        "/_matrix/client/versions" => said(200, r#"{"versions":["v1.15"]}"#),
        "/_synapse/admin/v1/server_version" => said(200, r#"{"server_version":"1.163.2"}"#),
        "/_matrix/client/v3/login" | "/_matrix/client/v3/register" if is_post && request.body.is_none() => {
            error(400, "M_NOT_JSON", "Content not JSON.")
        }
        "/_matrix/client/v3/login" if is_post => error(400, "M_UNKNOWN", "Missing JSON keys."),
        "/_matrix/client/v3/login" => said(200, r#"{"flows":[{"type":"m.login.password"}]}"#),
        "/_matrix/client/v3/account/whoami" => token(request, r#"{"user_id":"@admin:hs.example"}"#),
        "/_matrix/client/v3/register" if query.contains("kind=glia") => {
            error(400, "M_UNRECOGNIZED", "Do not understand membership kind: glia-connection-doctor")
        }
        "/_matrix/client/v3/register" => {
            error(400, "M_UNKNOWN", "An access token should not be provided on requests to /register")
        }
        "/_synapse/admin/v2/users" if query.contains("limit=glia") => token(request, "").and_then(|answer| {
            if answer.0 == 200 { error(400, "M_INVALID_PARAM", "limit must be an integer") } else { Ok(answer) }
        }),
        "/_synapse/admin/v2/users" => token(request, r#"{"users":[{"name":"@admin:hs.example"}],"total":1}"#),
        "/_matrix/key/v2/server" => said(
            200,
            &format!(
                r#"{{"server_name":"hs.example","valid_until_ts":{},"verify_keys":{{"ed25519:a_1":{{"key":"{}"}}}},"signatures":{{"hs.example":{{"ed25519:a_1":"{}"}}}}}}"#,
                NOW + 20.0 * 3_600_000.0,
                "A".repeat(43),
                "A".repeat(86)
            ),
        ),
        "/_matrix/federation/v1/version" => said(200, r#"{"server":{"name":"Synapse","version":"1.163.2"}}"#),
        "/_matrix/client/v3/admin/whois/%40admin%3Ahs.example" => token(
            request,
            &format!(
                r#"{{"devices":{{"":{{"sessions":[{{"connections":[{{"ip":"192.0.2.1","last_seen":{}}}]}}]}}}}}}"#,
                NOW - 60_000.0
            ),
        ),
        "/_synapse/admin/v1/users/%40admin%3Ahs.example/admin" => token(request, r#"{"admin":true}"#),
        _ if path.contains("/devices/") || path.ends_with("delete_devices") => token(request, "{}"),
        _ if path.starts_with("/_matrix/client/v3/directory/room/") => {
            error(400, "M_INVALID_PARAM", "Room alias invalid")
        }
        _ if ["rooms", "federation"].iter().any(|part| path.starts_with(&format!("/_synapse/admin/v1/{part}/"))) => {
            token(request, "{}")
        }
        _ if path.starts_with("/_matrix/federation/") => match &request.authorization {
            Some(_) => error(401, "M_UNAUTHORIZED", "Invalid signature for server hs.example"),
            None => error(401, "M_UNAUTHORIZED", "Missing Authorization headers"),
        },
        _ if path.starts_with("/_matrix/media/v3/thumbnail/") => match query.contains("width=") {
            true => error(400, "M_INVALID_PARAM", "Query parameter 'width' must be an integer"),
            false => error(400, "M_MISSING_PARAM", "Missing required integer query parameter 'width'"),
        },
        _ if path.starts_with("/_matrix/media/") => error(404, "M_NOT_FOUND", &format!("Not found '{path}'")),
        _ if path.starts_with("/_matrix/static/") => Err(()),
        _ if path.starts_with("/_") => unrecognized(),
        _ => Err(()),
    }
}

/// A page of something else's.
const PAGE: &str = "<html><h1>Error</h1></html>";

/// A fault without a memory, as a function.
type Model = fn(&WireRequest) -> Option<Said>;

/// What changes an answer; it is told the time. `None` leaves it to Synapse.
type Change = Box<dyn Fn(&WireRequest, f64) -> Option<Said>>;

/// A server behind something, with a clock that moves when somebody asks or waits.
pub(crate) struct Net {
    change: Change,
    /// Addresses of which not even a page that reads nothing hears.
    dead: fn(&str) -> bool,
    heard: RefCell<Vec<WireRequest>>,
    now: Rc<Cell<f64>>,
}

impl Net {
    pub fn new(change: impl Fn(&WireRequest, f64) -> Option<Said> + 'static, dead: fn(&str) -> bool) -> Self {
        Self { change: Box::new(change), dead, heard: RefCell::default(), now: Rc::new(Cell::new(NOW)) }
    }

    /// All requests so far.
    pub fn heard(&self) -> Vec<WireRequest> {
        self.heard.borrow().clone()
    }

    /// How long it took.
    pub fn took_ms(&self) -> f64 {
        self.now.get() - NOW
    }
}

impl Wire for Net {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        self.now.set(self.now.get() + TAKES_MS);
        let answer = if (self.dead)(&request.url) {
            Err(())
        } else {
            (self.change)(&request, self.now.get()).unwrap_or_else(|| synapse(&request))
        };
        self.heard.borrow_mut().push(request);
        let answer = answer.map(|(status, body)| WireResponse { status, body: body.into_bytes() });
        ready(answer.map_err(|()| "TypeError: Failed to fetch".to_owned())).boxed_local()
    }
    fn reach(&self, url: String) -> LocalBoxFuture<'static, Result<(), String>> {
        let dead = (self.dead)(&url);
        ready(if dead { Err("TypeError: Failed to fetch".to_owned()) } else { Ok(()) }).boxed_local()
    }
    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        let now = self.now.clone();
        // Only who is waited for to the end takes time.
        async move { now.set(now.get() + f64::from(ms)) }.boxed_local()
    }
    fn now_ms(&self) -> f64 {
        NOW
    }
}

pub(crate) struct Verifier;

impl Verify for Verifier {
    fn verify(&self, _: Signed) -> LocalBoxFuture<'static, Option<bool>> {
        ready(Some(true)).boxed_local()
    }
}

pub(crate) fn session() -> Session {
    Session {
        base_url: BASE.to_owned(),
        user_id: "@admin:hs.example".into(),
        access_token: Secret::new("syt_secret"),
        refresh_token: None,
        refresh_at_ms: None,
        version: None,
        origin: Origin::Token,
        issuer: None,
        found_by: None,
        confirmed: false,
    }
}

pub(crate) fn alive(_: &str) -> bool {
    false
}

pub(crate) fn is_under(request: &WireRequest, path: &str) -> bool {
    request.url.starts_with(&format!("{BASE}{path}"))
}

/// A fault, and what is to be said about it.
pub(crate) struct Trial {
    /// The fault, as a row of the documentation.
    pub fault: &'static str,
    /// What was typed.
    pub typed: &'static str,
    pub change: fn() -> Change,
    pub dead: fn(&str) -> bool,
    /// The checks that are wrong, or to be looked at.
    pub signed_out: &'static [Step],
    pub signed_in: &'static [Step],
}

impl Trial {
    pub fn run(&self, signed_in: bool) -> (Vec<Finding>, Rc<Net>) {
        let change = (self.change)();
        let net = Rc::new(Net::new(change, self.dead));
        let session = signed_in.then(session);
        let case = Case { typed: self.typed.to_owned(), page_is_https: false, session };
        let findings = RefCell::<Vec<Finding>>::default();
        let tell = |finding| findings.borrow_mut().push(finding);
        examine(net.clone(), &Verifier, &case, &tell).now_or_never().expect("never waits for anybody else");
        (findings.into_inner(), net)
    }
}
