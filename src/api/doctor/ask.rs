//! Sends the doctor's requests, and keeps what came of them.

use std::rc::Rc;

use crate::api::Method;
use crate::api::probe::{Answer, Courier};
use crate::api::wire::{Authorization, Body, Wire, WireRequest};
use crate::model::secret::Secret;

/// How much of a body is kept.
const SNIPPET_CHARS: usize = 300;

/// A token that no server gave out: nothing is done with it, and the answer tells whether it arrived.
const NO_TOKEN: &str = "glia-connection-doctor";

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Came {
    /// An answer that could be read.
    Said {
        /// HTTP status.
        status: u16,
        /// The first characters of the body.
        snippet: String,
    },
    /// Something answered, and a browser may not see what.
    Opaque,
    /// Nothing, or nothing that may be read.
    Silence {
        /// The browser's own words.
        cause: String,
    },
    /// Nothing in time.
    Late {
        /// How long we waited, in ms.
        after_ms: u32,
    },
    /// Refused by a limit for as long as we waited.
    Limited,
}

/// A request and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// `GET https://…`; tokens are never in it.
    pub request: String,
    /// What came back.
    pub came: Came,
}

/// Asks, and collects the evidence of one check.
pub(super) struct Asker {
    pub courier: Courier,
    seen: Vec<Seen>,
    /// For addresses that nobody has asked for before.
    fresh: u32,
}

impl Asker {
    pub fn new(wire: Rc<dyn Wire>) -> Self {
        Self { courier: Courier::new(wire), seen: Vec::new(), fresh: 0 }
    }

    /// The evidence since the last time.
    pub fn take(&mut self) -> Vec<Seen> {
        std::mem::take(&mut self.seen)
    }

    /// The answer of a `GET` to this address could be read: silence elsewhere is compared with it.
    pub fn can_read(&mut self, url: &str) {
        self.courier.can_read(get(url));
    }

    /// A query that makes an address one which no cache knows.
    pub fn fresh(&mut self) -> String {
        self.fresh += 1;
        format!("?glia={:.0}-{}", self.now_ms(), self.fresh)
    }

    pub fn now_ms(&self) -> f64 {
        self.courier.wire().now_ms()
    }

    /// Evidence that somebody else collected.
    pub fn saw(&mut self, request: String, answer: &Answer) {
        let came = match answer {
            Answer::Said { status, body } => Came::Said { status: *status, snippet: snippet(body) },
            Answer::Silence { cause } => Came::Silence { cause: cause.clone() },
            Answer::Late { after_ms } => Came::Late { after_ms: *after_ms },
            Answer::Limited => Came::Limited,
        };
        self.seen.push(Seen { request, came });
    }

    /// A request without a token, which needs no preflight.
    pub async fn get(&mut self, url: &str) -> Answer {
        self.send(get(url)).await
    }

    /// A request that needs a preflight, with a token that is none.
    pub async fn with_no_token(&mut self, method: Method, url: &str, body: Option<String>) -> Answer {
        let authorization = Some(Authorization::Bearer(Secret::new(NO_TOKEN)));
        self.send(WireRequest { method, url: url.to_owned(), authorization, body: body.map(Body::Json) }).await
    }

    /// A request with the session's token. Its answer is the account's own business and not kept.
    pub async fn signed_in(&mut self, url: &str, token: &Secret) -> Answer {
        let authorization = Some(Authorization::Bearer(token.clone()));
        let answer = self.send(WireRequest { authorization, ..get(url) }).await;
        self.forget();
        answer
    }

    /// Keeps no body of the last answer.
    pub fn forget(&mut self) {
        if let Some(Seen { came: Came::Said { snippet, .. }, .. }) = self.seen.last_mut() {
            snippet.clear();
        }
    }

    /// Whether anything at all answers, readable or not.
    pub async fn reach(&mut self, url: &str) -> bool {
        let reached = self.courier.reach(url).await;
        let request = format!("GET {url} (no-cors)");
        match &reached {
            Ok(()) => self.seen.push(Seen { request, came: Came::Opaque }),
            Err(answer) => self.saw(request, answer),
        }
        reached.is_ok()
    }

    async fn send(&mut self, request: WireRequest) -> Answer {
        let shown = format!("{} {}", request.method.name(), request.url);
        let answer = self.courier.ask(&request, None).await;
        self.saw(shown, &answer);
        answer
    }
}

fn get(url: &str) -> WireRequest {
    WireRequest { method: Method::Get, url: url.to_owned(), authorization: None, body: None }
}

fn snippet(text: &str) -> String {
    text.trim().chars().take(SNIPPET_CHARS).collect()
}
