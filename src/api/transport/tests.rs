//! The transport against a scripted wire: what is sent, in which order, and what the host hears.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, join3, pending, ready};

use super::{Guard, Host, Transport};
use crate::api::account::{Login, Refreshed, WhoAmI};
use crate::api::error::ErrorKind;
use crate::api::session::{Grant, Origin, Session};
use crate::api::users::SetAdmin;
use crate::api::wire::{Authorization, Wire, WireRequest, WireResponse};
use crate::api::{ApiError, Request};
use crate::model::secret::Secret;

/// Answers by script and remembers what was sent (`METHOD path token`) and slept.
#[derive(Default)]
struct Script {
    answers: RefCell<VecDeque<Result<WireResponse, String>>>,
    heard: RefCell<Vec<String>>,
    now: Cell<f64>,
    stalls: Cell<bool>,
}

impl Script {
    fn answer(&self, status: u16, body: &str) {
        self.answers.borrow_mut().push_back(Ok(WireResponse { status, body: body.as_bytes().to_vec() }));
    }
}

impl Wire for Script {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        let path = request.url.trim_start_matches("https://hs.example/_matrix/client/v3/");
        let token = request.authorization.map_or("-".to_owned(), |header| header.value().replace("Bearer ", ""));
        self.heard.borrow_mut().push(format!("{} {path} {token}", request.method.name()));
        if self.stalls.get() {
            return pending().boxed_local();
        }
        ready(self.answers.borrow_mut().pop_front().unwrap_or(Err("script ended".to_owned()))).boxed_local()
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        // Timeouts never end before an answer, unless the wire stalls.
        if ms >= 15_000 && !self.stalls.get() {
            return pending().boxed_local();
        }
        self.heard.borrow_mut().push(format!("sleep {ms}"));
        ready(()).boxed_local()
    }

    fn now_ms(&self) -> f64 {
        self.now.get()
    }
}

#[derive(Default)]
struct FakeHost {
    session: RefCell<Option<Session>>,
    /// What another tab stores while this one waits for its turn.
    other_tab: RefCell<Option<Session>>,
    ended: Cell<u32>,
    heard: RefCell<Vec<String>>,
}

impl Host for FakeHost {
    fn session(&self) -> Option<Session> {
        self.session.borrow().clone()
    }
    fn latest(&self, _: &Session) -> Option<Session> {
        self.session.borrow().clone()
    }
    fn stored(&self, _: &Session) -> Option<Session> {
        if let Some(stored) = self.other_tab.borrow_mut().take() {
            *self.session.borrow_mut() = Some(stored);
        }
        self.session.borrow().clone()
    }
    fn alone(&self, _: &Session) -> LocalBoxFuture<'static, Guard> {
        ready(Box::new(()) as Guard).boxed_local()
    }
    fn drive(&self, _: LocalBoxFuture<'static, ()>) {
        // The tests themselves wait to the end.
    }
    fn heard(&self, _: &Session, request: &Request, error: Option<&ApiError>) {
        let route = &request.route;
        self.heard.borrow_mut().push(format!("{route} {}", if error.is_some() { "failed" } else { "worked" }));
    }
    fn renewed(&self, _: &Session, new: Refreshed, now_ms: f64) {
        if let Some(session) = self.session.borrow_mut().as_mut() {
            session.renew(new, now_ms);
        }
    }
    fn ended(&self, _: &Session) {
        self.ended.set(self.ended.get() + 1);
    }
    fn limited(&self, _: u64) {}
}

const ME: &str = r#"{"user_id":"@a:hs.example"}"#;
const EXPIRED: &str = r#"{"errcode":"M_UNKNOWN_TOKEN","error":"Access token has expired","soft_logout":true}"#;
const DEAD: &str = r#"{"errcode":"M_UNKNOWN_TOKEN","error":"Invalid access token passed.","soft_logout":false}"#;
const REFRESHED: &str = r#"{"access_token":"new","refresh_token":"r2","expires_in_ms":300000}"#;

fn lab(refresh_token: Option<&str>) -> (Rc<Script>, Rc<FakeHost>, Transport) {
    let wire = Rc::new(Script::default());
    let host = Rc::new(FakeHost::default());
    *host.session.borrow_mut() = Some(Session {
        base_url: "https://hs.example".to_owned(),
        user_id: "@a:hs.example".into(),
        access_token: Secret::new("old"),
        refresh_token: refresh_token.map(Secret::new),
        refresh_at_ms: None,
        version: None,
        origin: Origin::Password,
        issuer: None,
        found_by: None,
        confirmed: false,
    });
    let transport = Transport::new(wire.clone(), host.clone());
    (wire, host, transport)
}

fn run<F: Future>(future: F) -> F::Output {
    future.now_or_never().expect("a scripted exchange never waits")
}

#[test]
fn an_expired_token_is_refreshed_once_and_the_request_repeated() {
    let (wire, host, transport) = lab(Some("r1"));
    wire.answer(401, EXPIRED);
    wire.answer(200, REFRESHED);
    wire.answer(200, ME);
    assert_eq!(run(transport.call(&WhoAmI)).unwrap().user_id, "@a:hs.example");
    assert_eq!(*wire.heard.borrow(), ["GET account/whoami old", "POST refresh -", "GET account/whoami new"]);
    assert_eq!(host.session.borrow().as_ref().unwrap().refresh_token, Some(Secret::new("r2")));
    assert_eq!(host.ended.get(), 0);
}

#[test]
fn a_token_about_to_expire_is_refreshed_first() {
    let (wire, host, transport) = lab(Some("r1"));
    host.session.borrow_mut().as_mut().unwrap().refresh_at_ms = Some(1000.0);
    wire.now.set(1000.0);
    wire.answer(200, REFRESHED);
    wire.answer(200, ME);
    run(transport.call(&WhoAmI)).unwrap();
    assert_eq!(*wire.heard.borrow(), ["POST refresh -", "GET account/whoami new"]);
}

#[test]
fn tokens_that_another_tab_renewed_are_taken_over() {
    let (wire, host, transport) = lab(Some("r1"));
    let mut renewed = host.session.borrow().clone().unwrap();
    (renewed.access_token, renewed.refresh_token) = (Secret::new("theirs"), Some(Secret::new("r2")));
    *host.other_tab.borrow_mut() = Some(renewed);
    wire.answer(401, EXPIRED);
    wire.answer(200, ME);
    run(transport.call(&WhoAmI)).unwrap();
    assert_eq!(*wire.heard.borrow(), ["GET account/whoami old", "GET account/whoami theirs"]);
    assert_eq!(host.session.borrow().as_ref().unwrap().refresh_token, Some(Secret::new("r2")));
}

fn with_oauth(host: &FakeHost) {
    host.session.borrow_mut().as_mut().unwrap().origin = Origin::OAuth(Grant {
        client_id: "c".to_owned(),
        token_endpoint: "https://auth.example/token".to_owned(),
        revocation_endpoint: None,
        scope: String::new(),
    });
}

#[test]
fn oauth_tokens_are_renewed_where_they_came_from() {
    let (wire, host, transport) = lab(Some("r1"));
    with_oauth(&host);
    wire.answer(401, DEAD);
    wire.answer(200, r#"{"access_token":"new","refresh_token":"r2","expires_in":300}"#);
    wire.answer(200, ME);
    run(transport.call(&WhoAmI)).unwrap();
    let heard = ["GET account/whoami old", "POST https://auth.example/token -", "GET account/whoami new"];
    assert_eq!(*wire.heard.borrow(), heard);
    assert_eq!(host.session.borrow().as_ref().unwrap().refresh_at_ms, Some(240_000.0));
}

#[test]
fn a_grant_that_is_over_ends_the_session() {
    let (wire, host, transport) = lab(Some("r1"));
    with_oauth(&host);
    wire.answer(401, DEAD);
    wire.answer(400, r#"{"error":"invalid_grant","error_description":"grant request is invalid"}"#);
    assert!(run(transport.call(&WhoAmI)).unwrap_err().is_grant_over());
    assert_eq!(host.ended.get(), 1);
}

#[test]
fn the_host_hears_how_a_kind_of_request_ended() {
    let (wire, host, transport) = lab(None);
    wire.answer(404, r#"{"errcode":"M_UNRECOGNIZED","error":"Unrecognized request"}"#);
    wire.answer(200, "{}");
    let set = SetAdmin { user_id: "@b:hs.example".into(), admin: true };
    assert!(run(transport.call(&set)).unwrap_err().is_unrecognized());
    run(transport.call(&set)).unwrap();
    let route = "PUT /_synapse/admin/v1/users/{}/admin";
    assert_eq!(*host.heard.borrow(), [format!("{route} failed"), format!("{route} worked")]);
}

/// A server that knows one good token and takes a moment for every answer.
#[derive(Default)]
struct SlowServer {
    refreshes: Rc<Cell<u32>>,
}

impl Wire for SlowServer {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        let refreshes = self.refreshes.clone();
        async move {
            for _ in 0..5 {
                yield_now().await;
            }
            let (status, body) = match request.authorization {
                None => {
                    refreshes.set(refreshes.get() + 1);
                    (200, REFRESHED)
                }
                Some(Authorization::Bearer(token)) if token == Secret::new("new") => (200, ME),
                Some(_) => (401, EXPIRED),
            };
            Ok(WireResponse { status, body: body.as_bytes().to_vec() })
        }
        .boxed_local()
    }
    fn sleep(&self, _: u32) -> LocalBoxFuture<'static, ()> {
        pending().boxed_local()
    }
    fn now_ms(&self) -> f64 {
        0.0
    }
}

async fn yield_now() {
    let mut yielded = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

#[test]
fn many_requests_share_one_refresh() {
    let (_, host, _) = lab(Some("r1"));
    let server = Rc::new(SlowServer::default());
    let transport = Transport::new(server.clone(), host);
    let calls = join3(transport.call(&WhoAmI), transport.call(&WhoAmI), transport.call(&WhoAmI));
    let (a, b, c) = futures_executor::block_on(calls);
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(server.refreshes.get(), 1);
}

#[test]
fn a_refresh_outlives_the_page_that_needed_it() {
    let (_, host, _) = lab(Some("r1"));
    let server = Rc::new(SlowServer::default());
    let transport = Transport::new(server.clone(), host.clone());
    futures_executor::block_on(async {
        // The page is left while the refresh is under way.
        let mut left = Box::pin(transport.call(&WhoAmI));
        for _ in 0..8 {
            assert!(futures_util::poll!(&mut left).is_pending());
        }
        drop(left);
        transport.call(&WhoAmI).await.unwrap();
    });
    assert_eq!(server.refreshes.get(), 1);
    assert_eq!(host.session.borrow().as_ref().unwrap().refresh_token, Some(Secret::new("r2")));
}

#[test]
fn a_refused_refresh_ends_the_session() {
    let (wire, host, transport) = lab(Some("r1"));
    wire.answer(401, EXPIRED);
    wire.answer(401, DEAD);
    assert!(run(transport.call(&WhoAmI)).unwrap_err().is_unknown_token());
    assert_eq!(host.ended.get(), 1);
}

#[test]
fn a_refresh_that_meets_a_broken_proxy_does_not_end_the_session() {
    let (wire, host, transport) = lab(Some("r1"));
    wire.answer(401, EXPIRED);
    wire.answer(502, "<html>");
    assert!(matches!(run(transport.call(&WhoAmI)).unwrap_err().kind, ErrorKind::NotMatrix { status: 502, .. }));
    assert_eq!(host.ended.get(), 0);
}

#[test]
fn a_dead_token_without_refresh_ends_the_session() {
    let (wire, host, transport) = lab(None);
    wire.answer(401, DEAD);
    assert!(run(transport.call(&WhoAmI)).is_err());
    assert_eq!((host.ended.get(), wire.heard.borrow().len()), (1, 1));
}

#[test]
fn waits_as_long_as_the_server_asks() {
    let (wire, _, transport) = lab(None);
    wire.answer(429, r#"{"errcode":"M_LIMIT_EXCEEDED","error":"Too Many Requests","retry_after_ms":1200}"#);
    wire.answer(200, "{}");
    run(transport.call(&SetAdmin { user_id: "@b:hs.example".into(), admin: true })).unwrap();
    assert!(wire.heard.borrow().contains(&"sleep 1200".to_owned()));
}

#[test]
fn waits_for_a_proxy_that_limits_with_a_page() {
    let (wire, host, transport) = lab(None);
    wire.answer(429, "<html><h1>429 Too Many Requests</h1></html>");
    wire.answer(200, "{}");
    run(transport.call(&SetAdmin { user_id: "@b:hs.example".into(), admin: true })).unwrap();
    assert!(wire.heard.borrow().contains(&"sleep 5000".to_owned()), "{:?}", wire.heard.borrow());
    assert_eq!(host.ended.get(), 0);
}

#[test]
fn a_login_that_is_limited_is_shown_instead() {
    let (wire, _, transport) = lab(None);
    wire.answer(429, r#"{"errcode":"M_LIMIT_EXCEEDED","error":"Too Many Requests","retry_after_ms":332000}"#);
    let login = Login { user: "a".to_owned(), password: Secret::new("b"), device_name: "Glia".to_owned() };
    assert_eq!(run(transport.call(&login)).unwrap_err().limited_for_ms(), Some(332_000));
    assert_eq!(*wire.heard.borrow(), ["POST login -"]);
}

#[test]
fn a_stall_ends_in_a_timeout() {
    let (wire, _, transport) = lab(None);
    wire.stalls.set(true);
    assert_eq!(run(transport.call(&WhoAmI)).unwrap_err().kind, ErrorKind::Timeout { after_ms: 60_000 });
}

#[test]
fn without_a_session_nothing_is_sent() {
    let (wire, host, transport) = lab(None);
    *host.session.borrow_mut() = None;
    assert_eq!(run(transport.call(&WhoAmI)).unwrap_err().kind, ErrorKind::NoSession);
    assert!(wire.heard.borrow().is_empty());
}
