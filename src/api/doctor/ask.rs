//! Sends the doctor's requests, and keeps what came of them.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, select};
use serde_json::{Value, json};

use crate::api::probe::Answer;
use crate::api::wire::{Authorization, Body, Wire, WireRequest};
use crate::api::{MatrixError, Method};
use crate::model::secret::Secret;

/// When to give up on an answer, in ms.
pub(super) const TIMEOUT_MS: u32 = 15_000;

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
}

/// A request and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// `GET https://…`; tokens are never in it.
    pub request: String,
    /// What came back.
    pub came: Came,
}

/// An answer as it is needed for judging.
#[derive(Clone, Debug)]
pub(super) enum Heard {
    Said { status: u16, body: Vec<u8> },
    Silence,
    Late,
}

impl Heard {
    pub(super) fn status(&self) -> Option<u16> {
        match self {
            Self::Said { status, .. } => Some(*status),
            Self::Silence | Self::Late => None,
        }
    }

    /// The JSON of a good answer.
    pub(super) fn good(&self) -> Option<Value> {
        match self {
            // A body that is no JSON is judged as what it is: not Synapse's. Its text is kept as evidence.
            Self::Said { status: 200..=299, body } => serde_json::from_slice(body).ok(),
            _ => None,
        }
    }

    /// The Matrix error.
    pub(super) fn error(&self) -> Option<MatrixError> {
        match self {
            Self::Said { status, body } => MatrixError::read(*status, &serde_json::from_slice(body).ok()?),
            _ => None,
        }
    }

    pub(super) fn has_code(&self, errcode: &str) -> bool {
        self.error().is_some_and(|error| error.errcode == errcode)
    }

    pub(super) fn is_said(&self) -> bool {
        matches!(self, Self::Said { .. })
    }
}

/// Asks, and collects the evidence of one check.
pub(super) struct Asker {
    pub wire: Rc<dyn Wire>,
    seen: Vec<Seen>,
}

impl Asker {
    pub fn new(wire: Rc<dyn Wire>) -> Self {
        Self { wire, seen: Vec::new() }
    }

    /// The evidence since the last time.
    pub fn take(&mut self) -> Vec<Seen> {
        std::mem::take(&mut self.seen)
    }

    /// Evidence that somebody else collected.
    pub fn saw(&mut self, request: String, answer: &Answer) {
        let came = match answer {
            Answer::Said { status, body } => Came::Said { status: *status, snippet: snippet(body) },
            Answer::Silence { cause } => Came::Silence { cause: cause.clone() },
            Answer::Late { after_ms } => Came::Late { after_ms: *after_ms },
        };
        self.seen.push(Seen { request, came });
    }

    /// A request without a token, which needs no preflight.
    pub async fn get(&mut self, url: &str) -> Heard {
        self.send(Method::Get, url, None, None).await
    }

    /// A request that needs a preflight, with a token that is none.
    pub async fn with_no_token(&mut self, method: Method, url: &str) -> Heard {
        let body = (method == Method::Put).then(|| json!({}).to_string());
        self.send(method, url, Some(Authorization::Bearer(Secret::new(NO_TOKEN))), body).await
    }

    /// A request with the session's token. Its answer is the account's own business and not kept.
    pub async fn signed_in(&mut self, url: &str, token: &Secret) -> Heard {
        let heard = self.send(Method::Get, url, Some(Authorization::Bearer(token.clone())), None).await;
        if let Some(Seen { came: Came::Said { snippet, .. }, .. }) = self.seen.last_mut() {
            snippet.clear();
        }
        heard
    }

    /// Whether anything at all answers, readable or not.
    pub async fn reach(&mut self, url: &str) -> bool {
        let (reached, came) = match in_time(&self.wire, self.wire.reach(url.to_owned())).await {
            Some(Ok(())) => (true, Came::Opaque),
            Some(Err(cause)) => (false, Came::Silence { cause }),
            None => (false, Came::Late { after_ms: TIMEOUT_MS }),
        };
        self.seen.push(Seen { request: format!("GET {url} (no-cors)"), came });
        reached
    }

    async fn send(
        &mut self,
        method: Method,
        url: &str,
        authorization: Option<Authorization>,
        body: Option<String>,
    ) -> Heard {
        let request = WireRequest { method, url: url.to_owned(), authorization, body: body.map(Body::Json) };
        let shown = format!("{} {url}", method.name());
        let mut answer = in_time(&self.wire, self.wire.send(request.clone())).await;
        if matches!(answer, Some(Err(_))) {
            // Once may be chance. Silence counts as an answer, so it is asked again.
            answer = in_time(&self.wire, self.wire.send(request)).await;
        }
        let (heard, came) = match answer {
            Some(Ok(response)) => {
                let text = String::from_utf8_lossy(&response.body);
                let came = Came::Said { status: response.status, snippet: snippet(&text) };
                (Heard::Said { status: response.status, body: response.body }, came)
            }
            Some(Err(cause)) => (Heard::Silence, Came::Silence { cause }),
            None => (Heard::Late, Came::Late { after_ms: TIMEOUT_MS }),
        };
        self.seen.push(Seen { request: shown, came });
        heard
    }
}

fn snippet(text: &str) -> String {
    text.trim().chars().take(SNIPPET_CHARS).collect()
}

/// `None` when it takes too long.
async fn in_time<T>(wire: &Rc<dyn Wire>, work: LocalBoxFuture<'static, T>) -> Option<T> {
    match select(work, wire.sleep(TIMEOUT_MS)).boxed_local().await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}
