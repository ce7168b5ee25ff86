//! Asks the server as a run must: for hours, through lost connections, limits, and tokens that end.
//!
//! What is safe to send again is sent again: everything that the server refused before it did anything (429, an unknown
//! token), and every read. A write whose answer is lost is not: whoever asked gets the error, and finds out.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, select};
use serde_json::Value;

use super::pace::{Pace, Turn};
use super::tries::Tries;
use super::world::{Waiting, World};
use crate::api::wire::{Authorization, Body, WireRequest, WireResponse, parse};
use crate::api::{ApiError, Endpoint, ErrorKind, MatrixError, Method, Odd, Request};
use crate::model::secret::Secret;

/// The shortest and the longest wait that a server can ask for, in ms.
const LIMITS_MS: (u32, u32) = (100, 10 * 60_000);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server says no to this, or the answer to a write is lost: to be recorded, and gone on.
    Refused(ApiError),
    /// Nothing will be answered: the connection is lost for long, or the admin is signed out.
    Stopped(ApiError),
}

/// Whose token a request carries.
pub trait Bearer {
    /// A token that is good; another one when the server `refused` this one.
    fn token<'a>(
        &'a self,
        request: &'a Request,
        refused: Option<Secret>,
    ) -> LocalBoxFuture<'a, Result<Secret, Failure>>;

    /// The server took the token.
    fn was_good(&self) {}
}

/// The server, for one run.
pub struct Patient {
    world: Rc<dyn World>,
    base_url: String,
    pace: Rc<Pace>,
    requests: Cell<u64>,
    is_waiting: Cell<bool>,
}

/// A request on its way: its turn among the others ends when this is dropped.
pub struct Attempt {
    /// To be sent.
    pub request: WireRequest,
    token: Secret,
    turn: Turn,
}

/// What to do about an answer that is not good.
pub enum Again {
    /// Ask again; the waiting is done.
    Now,
    /// Nothing more.
    Failure(Failure),
}

impl From<Result<(), Failure>> for Again {
    fn from(waited: Result<(), Failure>) -> Self {
        waited.map_or_else(Self::Failure, |()| Self::Now)
    }
}

impl Attempt {
    /// It is over; the token that it was sent with.
    #[must_use]
    pub fn end(self) -> Secret {
        drop(self.turn);
        self.token
    }
}

/// The admin asks.
impl Bearer for Patient {
    fn token<'a>(
        &'a self,
        request: &'a Request,
        refused: Option<Secret>,
    ) -> LocalBoxFuture<'a, Result<Secret, Failure>> {
        async move {
            let token = self.world.admin_token(refused).await;
            token.ok_or_else(|| Failure::Stopped(self.error(request, ErrorKind::NoSession)))
        }
        .boxed_local()
    }
}

impl Patient {
    /// The server at this address.
    #[must_use]
    pub fn new(world: Rc<dyn World>, base_url: &str, pace: Rc<Pace>) -> Self {
        let base_url = base_url.to_owned();
        Self { world, base_url, pace, requests: Cell::new(0), is_waiting: Cell::new(false) }
    }

    /// The server's base URL.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// How many requests were sent.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests.get()
    }

    /// One more was sent, by somebody else.
    pub fn count(&self) {
        self.requests.set(self.requests.get() + 1);
    }

    /// Asks an endpoint as the admin, and reads the answer. Half an answer (a proxy's doing) to a read is asked for again.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, Failure> {
        let request = endpoint.request();
        let mut tries = Tries::default();
        loop {
            let answer = self.answer(self, &request, &mut tries).await?;
            let body = match parse(&answer.body) {
                // As OAuth's servers answer, and with 204 everybody.
                Err(_) if answer.body.is_empty() && (request.form || answer.status == 204) => Some(Value::Null),
                body => body.ok(),
            };
            let (why, is_over) = match body.as_ref().map(|body| endpoint.decode(body)) {
                Some(Ok(response)) => return Ok(response),
                Some(Err(why)) => (why, true),
                None => (Odd::NotJson, request.method != Method::Get),
            };
            let snippet = snippet(&answer.body);
            let error = self.error(&request, ErrorKind::Unexpected { status: answer.status, why, snippet });
            if is_over {
                return Err(Failure::Refused(error));
            }
            self.after_failure(&mut tries, error).await?;
        }
    }

    /// The whole answer to a request, of a good status.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn answer(
        &self,
        bearer: &dyn Bearer,
        request: &Request,
        tries: &mut Tries,
    ) -> Result<WireResponse, Failure> {
        loop {
            let attempt = self.attempt(bearer, request).await?;
            let wire = self.world.wire();
            let begun_ms = wire.now_ms();
            let answer = match select(wire.send(attempt.request.clone()), wire.sleep(request.timeout_ms)).await {
                Either::Left((Ok(answer), _)) => Ok(answer),
                Either::Left((Err(cause), _)) => Err(ErrorKind::Network { cause }),
                Either::Right(_) => Err(ErrorKind::Timeout { after_ms: request.timeout_ms }),
            };
            let token = attempt.end();
            if answer.as_ref().is_ok_and(is_good) {
                self.pace.good(Some(wire.now_ms() - begun_ms));
            }
            match self.judge(bearer, request, answer, token, tries).await {
                Ok(answer) => return Ok(answer),
                Err(Again::Now) => {}
                Err(Again::Failure(failure)) => return Err(failure),
            }
        }
    }

    /// Waits for a turn and a token.
    ///
    /// # Errors
    /// When there is no token.
    pub async fn attempt(&self, bearer: &dyn Bearer, request: &Request) -> Result<Attempt, Failure> {
        let turn = self.pace.turn().await;
        self.world.proceed().await;
        let token = bearer.token(request, None).await?;
        self.count();
        let wire_request = WireRequest {
            method: request.method,
            url: format!("{}{}", self.base_url, request.target),
            authorization: Some(Authorization::Bearer(token.clone())),
            body: request.body.as_ref().map(|body| Body::of(body, request.form)),
        };
        Ok(Attempt { request: wire_request, token, turn })
    }

    /// What an answer means: it is good, or to be asked for again (after waiting), or final.
    ///
    /// # Errors
    /// When it is not good.
    pub async fn judge(
        &self,
        bearer: &dyn Bearer,
        request: &Request,
        answer: Result<WireResponse, ErrorKind>,
        token: Secret,
        tries: &mut Tries,
    ) -> Result<WireResponse, Again> {
        let answer = match answer {
            Ok(answer) if is_good(&answer) => {
                self.answered();
                bearer.was_good();
                return Ok(answer);
            }
            Ok(answer) => answer,
            Err(kind) => return Err(self.lost(request, tries, self.error(request, kind)).await),
        };
        let error = self.read(request, &answer);
        if error.is_unknown_token() {
            return Err(bearer.token(request, Some(token)).await.map(|_| ()).into());
        }
        if let Some(ms) = error.limited_for_ms() {
            self.after_limit(ms).await;
            return Err(Again::Now);
        }
        Err(match &error.kind {
            // A proxy, also one in a Matrix server's clothes: it says nothing of the request itself.
            ErrorKind::NotMatrix { status: 500.., .. } => self.lost(request, tries, error).await,
            ErrorKind::Matrix(matrix) if matrix.status > 500 => self.lost(request, tries, error).await,
            ErrorKind::Matrix(matrix) if matrix.status == 500 && request.method == Method::Get => {
                self.after_failure(tries, error).await.into()
            }
            _ => Again::Failure(Failure::Refused(error)),
        })
    }

    /// The answer is lost, and with it whether the server did what it was asked.
    async fn lost(&self, request: &Request, tries: &mut Tries, error: ApiError) -> Again {
        if request.method == Method::Get {
            return self.after_silence(tries, error).await.into();
        }
        self.pace.strained();
        Again::Failure(Failure::Refused(error))
    }

    /// The server asked to wait.
    async fn after_limit(&self, ms: u64) {
        self.pace.strained();
        let ms = u32::try_from(ms).unwrap_or(u32::MAX).clamp(LIMITS_MS.0, LIMITS_MS.1);
        self.waits(Waiting::Limited(u64::from(ms)));
        self.world.wire().sleep(ms).await;
    }

    /// The server failed: waits, to ask again a few times.
    ///
    /// # Errors
    /// When it has failed often enough.
    pub async fn after_failure(&self, tries: &mut Tries, error: ApiError) -> Result<(), Failure> {
        self.pace.strained();
        let wait_ms = tries.failed().ok_or(Failure::Refused(error))?;
        self.world.wire().sleep(wait_ms).await;
        Ok(())
    }

    /// There is no answer, or it broke off: waits, to ask again for half an hour.
    ///
    /// # Errors
    /// When it has been silent for too long.
    pub async fn after_silence(&self, tries: &mut Tries, error: ApiError) -> Result<(), Failure> {
        self.pace.strained();
        let wire = self.world.wire();
        let silence = tries.silent(wire.now_ms());
        let words = match &error.kind {
            ErrorKind::Network { cause } => cause.clone(),
            ErrorKind::NotMatrix { status, .. } => format!("HTTP {status}"),
            ErrorKind::Matrix(matrix) => format!("HTTP {}", matrix.status),
            _ => String::new(),
        };
        let wait_ms = silence.wait_ms.ok_or(Failure::Stopped(error))?;
        self.waits(Waiting::Silence(silence.since_ms, words));
        wire.sleep(wait_ms).await;
        Ok(())
    }

    fn answered(&self) {
        if self.is_waiting.replace(false) {
            self.world.waits(None);
        }
    }

    fn waits(&self, why: Waiting) {
        self.is_waiting.set(true);
        self.world.waits(Some(why));
    }

    fn read(&self, request: &Request, answer: &WireResponse) -> ApiError {
        let body = serde_json::from_slice::<Value>(&answer.body).ok();
        let kind = match body.and_then(|body| MatrixError::read(answer.status, &body)) {
            Some(error) => ErrorKind::Matrix(error),
            None => ErrorKind::NotMatrix { status: answer.status, snippet: snippet(&answer.body) },
        };
        self.error(request, kind)
    }

    /// An error about this request.
    #[must_use]
    pub fn error(&self, request: &Request, kind: ErrorKind) -> ApiError {
        ApiError { request: format!("{} {}{}", request.method.name(), self.base_url, request.target), kind }
    }
}

/// Whether an error leaves open if the server did what it was asked.
#[must_use]
pub fn leaves_open(error: &ApiError) -> bool {
    match &error.kind {
        ErrorKind::Network { .. } | ErrorKind::Timeout { .. } => true,
        ErrorKind::Matrix(matrix) => matrix.status >= 500,
        ErrorKind::NotMatrix { status, .. } => *status >= 500,
        ErrorKind::Unexpected { status, .. } => *status < 300,
        ErrorKind::NoSession | ErrorKind::NoUser(_) => false,
    }
}

fn is_good(answer: &WireResponse) -> bool {
    (200..300).contains(&answer.status)
}

fn snippet(body: &[u8]) -> String {
    String::from_utf8_lossy(body).trim().chars().take(300).collect()
}
