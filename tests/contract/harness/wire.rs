//! Plain HTTP instead of the browser's `fetch`, and what can happen to answers on their way.

use std::cell::{Cell, RefCell};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};
use glia::api::Method;
use glia::api::wire::{Wire, WireRequest, WireResponse};
use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

/// What happens to the requests that change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing: they are answered.
    Fine,
    /// The server does it, and the answer to the first of them is lost.
    DoneThenLost,
    /// It never gets there.
    LostBefore,
    /// As [`Fate::DoneThenLost`], and from then on nothing is answered.
    DoneThenDead,
}

/// Loopback without TLS; keeps what was sent.
pub struct Plain {
    fate: Fate,
    is_dead: Cell<bool>,
    has_lost: Cell<bool>,
    sent: RefCell<Vec<String>>,
}

impl Plain {
    pub fn new() -> Self {
        Self::with(Fate::Fine)
    }

    pub fn with(fate: Fate) -> Self {
        Self { fate, is_dead: Cell::new(false), has_lost: Cell::new(false), sent: RefCell::default() }
    }

    /// The methods of what was sent, in order.
    pub fn sent(&self) -> Vec<String> {
        self.sent.borrow().clone()
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(120)));
    config.build().new_agent()
}

fn send(request: Request<String>) -> Result<WireResponse, String> {
    let mut answer = agent().run(request).map_err(|error| error.to_string())?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(u64::MAX).read_to_vec().map_err(|error| error.to_string())?;
    Ok(WireResponse { status, body })
}

/// One exchange outside the core, for arranging: status and body.
pub fn exchange(method: &str, url: &str, token: Option<&str>, body: Option<Value>) -> Result<(u16, Vec<u8>), String> {
    let mut request = Request::builder().method(method).uri(url).header("Content-Type", "application/json");
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    send(request.body(body).map_err(|error| error.to_string())?).map(|answer| (answer.status, answer.body))
}

impl Wire for Plain {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        let lost = || ready(Err("connection reset".to_owned())).boxed_local();
        let writes = request.method != Method::Get;
        self.sent.borrow_mut().push(request.method.name().to_owned());
        if self.is_dead.get() || (writes && self.fate == Fate::LostBefore) {
            return lost();
        }
        let mut built = Request::builder().method(request.method.name()).uri(&request.url);
        if let Some(authorization) = &request.authorization {
            built = built.header("Authorization", authorization.value());
        }
        let (text, media_type) = request.body.map(glia::api::wire::Body::parts).unwrap_or_default();
        if !media_type.is_empty() {
            built = built.header("Content-Type", media_type);
        }
        let answer = built.body(text).map_err(|error| error.to_string()).and_then(send);
        match self.fate {
            Fate::DoneThenLost if writes && !self.has_lost.replace(true) => lost(),
            Fate::DoneThenDead if writes => {
                self.is_dead.set(true);
                lost()
            }
            _ => ready(answer).boxed_local(),
        }
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        async move { thread::sleep(Duration::from_millis(ms.into())) }.boxed_local()
    }

    fn now_ms(&self) -> f64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |now| now.as_secs_f64() * 1000.0)
    }
}
