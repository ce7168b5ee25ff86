//! Asks the server as an export must: for hours, through lost connections, limits, and tokens that end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::future::{Either, select};
use futures_util::lock::Mutex;
use serde_json::Value;

use super::pace::Pace;
use super::progress::Waiting;
use super::python_json::Text;
use super::world::{Download, World};
use crate::api::account::Logout;
use crate::api::export::LoginAsUser;
use crate::api::wire::{Authorization, Client, WireRequest, WireResponse};
use crate::api::{ApiError, Endpoint, ErrorKind, MatrixError, Odd};
use crate::model::secret::Secret;

/// How long a token of the user lives, in ms, from its making.
const VALID_MS: f64 = 15.0 * 60_000.0;
/// With so much left of it, it is renewed.
const RENEW_MS: f64 = 5.0 * 60_000.0;
/// How far this computer's clock may be behind the server's, in ms: what is tried when a new token is refused at once.
const CLOCKS_MS: [f64; 3] = [0.0, 2.0 * 3_600_000.0, 26.0 * 3_600_000.0];

mod tries;
pub use tries::Tries;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The admin.
    Admin,
    /// The user, by a token that the admin has got.
    User,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server says no to this: to be recorded, and gone on.
    Refused(ApiError),
    /// Nothing will be answered: the connection is lost for long, or the admin is signed out.
    Stopped(ApiError),
}

/// The server, for one export.
pub struct Server {
    world: Rc<dyn World>,
    base_url: String,
    user_id: String,
    /// The user is the admin: then their own token serves.
    is_self: bool,
    pace: Rc<Pace>,
    puppet: Mutex<Option<Puppet>>,
    /// All tokens of the user that were made, to be revoked.
    made: RefCell<Vec<Secret>>,
    clock: Cell<usize>,
    /// The token at hand was good once.
    proven: Cell<bool>,
    requests: Cell<u64>,
    is_waiting: Cell<bool>,
}

#[derive(Clone)]
struct Puppet {
    token: Secret,
    until_ms: f64,
}

impl Server {
    /// The server at this address, for an export of this user by that admin.
    #[must_use]
    pub fn new(world: Rc<dyn World>, base_url: &str, user_id: &str, admin_id: &str, pace: Rc<Pace>) -> Self {
        Self {
            world,
            base_url: base_url.to_owned(),
            user_id: user_id.to_owned(),
            is_self: user_id == admin_id,
            pace,
            puppet: Mutex::new(None),
            made: RefCell::default(),
            clock: Cell::new(0),
            proven: Cell::new(false),
            requests: Cell::new(0),
            is_waiting: Cell::new(false),
        }
    }

    /// How many requests were sent.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests.get()
    }

    /// The answer to an endpoint. Half an answer (a proxy's doing) is asked for again.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn text<E: Endpoint>(&self, who: Who, endpoint: &E) -> Result<Text, Failure> {
        let mut tries = Tries::default();
        loop {
            let answer = self.once(who, endpoint, &mut tries).await;
            match answer.map(|answer| String::from_utf8(answer.body).ok().and_then(|text| Text::parse(text).ok())) {
                Ok(Some(text)) => return Ok(text),
                Ok(None) => tries.failed(self, endpoint, None).await?,
                Err(Again::Now) => {}
                Err(Again::Failure(failure)) => return Err(failure),
            }
        }
    }

    /// A file, whole: for those that are small.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn bytes<E: Endpoint>(&self, who: Who, endpoint: &E) -> Result<Vec<u8>, Failure> {
        let mut tries = Tries::default();
        loop {
            match self.once(who, endpoint, &mut tries).await {
                Ok(answer) => return Ok(answer.body),
                Err(Again::Now) => {}
                Err(Again::Failure(failure)) => return Err(failure),
            }
        }
    }

    /// A file, piece by piece. The pieces can break off: then it must be asked for again.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn open<E: Endpoint>(&self, who: Who, endpoint: &E) -> Result<Download, Failure> {
        let mut tries = Tries::default();
        loop {
            let turn = self.pace.turn().await;
            self.world.proceed().await;
            let (request, token) = self.request(who, endpoint).await?;
            let opened = self.world.open(request).await;
            drop(turn);
            let answer = match opened {
                Ok(download) if download.status == 200 => {
                    self.answered();
                    return Ok(download);
                }
                Ok(mut download) => {
                    let mut body = Vec::new();
                    while let (Ok(Some(piece)), true) = (download.body.next().await, body.len() < 65_536) {
                        body.extend(piece);
                    }
                    Ok(WireResponse { status: download.status, body })
                }
                Err(words) => Err(ErrorKind::Network { cause: words }),
            };
            match self.judge(who, endpoint, answer, token, &mut tries).await {
                Ok(_) | Err(Again::Now) => {}
                Err(Again::Failure(failure)) => return Err(failure),
            }
        }
    }

    /// A break in the middle of a download: waits as after every lost connection.
    ///
    /// # Errors
    /// When it has been silent for too long.
    pub async fn broke_off<E: Endpoint>(&self, endpoint: &E, tries: &mut Tries, words: String) -> Result<(), Failure> {
        tries.silent(self, endpoint, ErrorKind::Network { cause: words }).await
    }

    /// A file that never came whole.
    #[must_use]
    pub fn cut_off<E: Endpoint>(&self, endpoint: &E) -> ApiError {
        let why = Odd::BrokeOff;
        self.error(endpoint, ErrorKind::Unexpected { status: 200, why, snippet: String::new() })
    }

    async fn once<E: Endpoint>(&self, who: Who, endpoint: &E, tries: &mut Tries) -> Result<WireResponse, Again> {
        let turn = self.pace.turn().await;
        self.world.proceed().await;
        let (request, token) = self.request(who, endpoint).await.map_err(Again::Failure)?;
        let wire = self.world.wire();
        let begun_ms = wire.now_ms();
        let answer = match select(wire.send(request), wire.sleep(E::TIMEOUT_MS)).await {
            Either::Left((Ok(answer), _)) => Ok(answer),
            Either::Left((Err(cause), _)) => Err(ErrorKind::Network { cause }),
            Either::Right(_) => Err(ErrorKind::Timeout { after_ms: E::TIMEOUT_MS }),
        };
        drop(turn);
        if answer.as_ref().is_ok_and(|answer| answer.status == 200) {
            self.pace.good(Some(wire.now_ms() - begun_ms));
        }
        self.judge(who, endpoint, answer, token, tries).await
    }

    async fn request<E: Endpoint>(&self, who: Who, endpoint: &E) -> Result<(WireRequest, Secret), Failure> {
        let token = match who {
            Who::User if !self.is_self => self.puppet(None).await?,
            _ => self.admin(None, endpoint).await?,
        };
        self.requests.set(self.requests.get() + 1);
        let url = format!("{}{}", self.base_url, endpoint.request().target);
        let authorization = Some(Authorization::Bearer(token.clone()));
        Ok((WireRequest { method: E::METHOD, url, authorization, body: None }, token))
    }

    /// What an answer means: it is good, or to be asked for again (after waiting), or final.
    async fn judge<E: Endpoint>(
        &self,
        who: Who,
        endpoint: &E,
        answer: Result<WireResponse, ErrorKind>,
        token: Secret,
        tries: &mut Tries,
    ) -> Result<WireResponse, Again> {
        let answer = match answer {
            Ok(answer) if answer.status == 200 => {
                self.answered();
                self.proven.set(self.proven.get() || who == Who::User);
                return Ok(answer);
            }
            Ok(answer) => answer,
            Err(kind) => return Err(tries.silent(self, endpoint, kind).await.into()),
        };
        let error = self.read(endpoint, &answer);
        if error.is_unknown_token() {
            let renewed = match who {
                Who::User if !self.is_self => self.puppet(Some(token)).await,
                _ => self.admin(Some(token), endpoint).await,
            };
            return Err(renewed.map(|_| ()).into());
        }
        if let Some(ms) = error.limited_for_ms() {
            self.pace.strained();
            tries.limited(self, ms).await;
            return Err(Again::Now);
        }
        Err(match &error.kind {
            ErrorKind::NotMatrix { status: 500.., .. } => tries.silent(self, endpoint, error.kind).await.into(),
            // A proxy in a Matrix server's clothes: it, too, says nothing of the request itself.
            ErrorKind::Matrix(matrix) if matrix.status > 500 => tries.silent(self, endpoint, error.kind).await.into(),
            ErrorKind::Matrix(matrix) if matrix.status == 500 => {
                self.pace.strained();
                tries.failed(self, endpoint, Some(error)).await.into()
            }
            _ => Again::Failure(Failure::Refused(error)),
        })
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

    fn read<E: Endpoint>(&self, endpoint: &E, answer: &WireResponse) -> ApiError {
        let snippet = || String::from_utf8_lossy(&answer.body).trim().chars().take(300).collect();
        let body = serde_json::from_slice::<Value>(&answer.body).ok();
        let kind = match body.and_then(|body| MatrixError::read(answer.status, &body)) {
            Some(error) => ErrorKind::Matrix(error),
            None => ErrorKind::NotMatrix { status: answer.status, snippet: snippet() },
        };
        self.error(endpoint, kind)
    }

    fn error<E: Endpoint>(&self, endpoint: &E, kind: ErrorKind) -> ApiError {
        ApiError { request: format!("{} {}{}", E::METHOD.name(), self.base_url, endpoint.request().target), kind }
    }

    async fn admin<E: Endpoint>(&self, refused: Option<Secret>, endpoint: &E) -> Result<Secret, Failure> {
        let token = self.world.admin_token(refused).await;
        token.ok_or_else(|| Failure::Stopped(self.error(endpoint, ErrorKind::NoSession)))
    }

    /// A token of the user that is good for a while; a new one when `refused` is the one at hand.
    async fn puppet(&self, refused: Option<Secret>) -> Result<Secret, Failure> {
        let mut puppet = self.puppet.lock().await;
        let now_ms = self.world.wire().now_ms();
        if let Some(known) = puppet.as_ref() {
            let is_refused = refused.is_some_and(|refused| refused == known.token);
            if !is_refused && known.until_ms - now_ms > RENEW_MS {
                return Ok(known.token.clone());
            }
            // It was made just now, was never good, and is over: this computer's clock is behind.
            if is_refused && !self.proven.get() && known.until_ms - now_ms > VALID_MS - 60_000.0 {
                self.clock.set(self.clock.get() + 1);
            }
        }
        let Some(behind_ms) = CLOCKS_MS.get(self.clock.get()) else {
            let login = self.login(0);
            let kind = ErrorKind::Unexpected { status: 401, why: Odd::TokenRefused, snippet: String::new() };
            return Err(Failure::Stopped(self.error(&login, kind)));
        };
        let until_ms = now_ms + VALID_MS;
        let token = self.make_token((until_ms + behind_ms) as u64).await?;
        self.proven.set(false);
        self.made.borrow_mut().push(token.clone());
        self.world.puppets(&self.made.borrow());
        *puppet = Some(Puppet { token: token.clone(), until_ms });
        Ok(token)
    }

    fn login(&self, valid_until_ms: u64) -> LoginAsUser {
        LoginAsUser { user_id: self.user_id.clone(), valid_until_ms }
    }

    async fn make_token(&self, valid_until_ms: u64) -> Result<Secret, Failure> {
        let login = self.login(valid_until_ms);
        let client = Client::new(self.world.wire(), &self.base_url);
        let mut tries = Tries::default();
        let mut admin = self.admin(None, &login).await?;
        loop {
            self.requests.set(self.requests.get() + 1);
            let error = match client.call(Some(&admin), &login).await {
                Ok(token) => return Ok(token),
                Err(error) => error,
            };
            match &error.kind {
                ErrorKind::Matrix(_) if error.is_unknown_token() => admin = self.admin(Some(admin), &login).await?,
                ErrorKind::Matrix(matrix) if matrix.status < 500 => return Err(Failure::Refused(error)),
                ErrorKind::Matrix(matrix) if matrix.status == 500 => tries.failed(self, &login, Some(error)).await?,
                _ => tries.silent(self, &login, error.kind).await?,
            }
        }
    }

    /// Revokes every token of the user that was made. Whatever comes of it: they end by themselves within minutes.
    pub async fn revoke(&self) {
        let client = Client::new(self.world.wire(), &self.base_url);
        for token in self.made.take() {
            // One that is over already is refused, and that is as good.
            let _ = client.call(Some(&token), &Logout).await;
        }
        *self.puppet.lock().await = None;
        self.world.puppets(&[]);
    }
}

/// What to do about an answer that is not good.
enum Again {
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
