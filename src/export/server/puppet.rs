//! Tokens of the user, made by the admin: short-lived, renewed while the export runs, revoked at its end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use futures_util::lock::Mutex;

use crate::api::account::Logout;
use crate::api::export::LoginAsUser;
use crate::api::users::GetUser;
use crate::api::wire::Client;
use crate::api::{Endpoint as _, ErrorKind, Odd, Request};
use crate::export::world::World;
use crate::model::id::UserId;
use crate::model::secret::Secret;
use crate::runs::patient::{Bearer, Failure, Patient};
use crate::runs::tries::Tries;

/// How long a token of the user lives, in ms, from its making.
const VALID_MS: f64 = 15.0 * 60_000.0;
/// With so much left of it, it is renewed.
const RENEW_MS: f64 = 5.0 * 60_000.0;
/// How far this computer's clock may be behind the server's, in ms: what is tried when a new token is refused at once.
const CLOCKS_MS: [f64; 3] = [0.0, 2.0 * 3_600_000.0, 26.0 * 3_600_000.0];

/// Asks as the user.
pub(super) struct Puppet {
    world: Rc<dyn World>,
    patient: Rc<Patient>,
    user_id: UserId,
    at_hand: Mutex<Option<Token>>,
    /// All tokens that were made, to be revoked.
    made: RefCell<Vec<Secret>>,
    clock: Cell<usize>,
    /// The token at hand was good once.
    proven: Cell<bool>,
}

/// Whether the server knows the user. An answer that says neither is none.
pub(super) async fn know(patient: &Patient, user_id: &UserId) -> Result<(), Failure> {
    let get = GetUser { user_id: user_id.clone() };
    match patient.call(&get).await {
        Err(Failure::Refused(error)) if error.is_not_found() && !error.is_unrecognized() => {
            let kind = ErrorKind::NoUser(user_id.to_string());
            Err(Failure::Stopped(patient.error(&get.request(), kind)))
        }
        Err(Failure::Stopped(error)) => Err(Failure::Stopped(error)),
        _ => Ok(()),
    }
}

#[derive(Clone)]
struct Token {
    token: Secret,
    until_ms: f64,
}

impl Bearer for Puppet {
    fn token<'a>(&'a self, _: &'a Request, refused: Option<Secret>) -> LocalBoxFuture<'a, Result<Secret, Failure>> {
        self.renewed(refused).boxed_local()
    }

    fn was_good(&self) {
        self.proven.set(true);
    }
}

impl Puppet {
    pub(super) fn new(world: Rc<dyn World>, patient: Rc<Patient>, user_id: &str) -> Self {
        Self {
            world,
            patient,
            user_id: user_id.into(),
            at_hand: Mutex::new(None),
            made: RefCell::default(),
            clock: Cell::new(0),
            proven: Cell::new(false),
        }
    }

    /// A token that is good for a while; a new one when `refused` is the one at hand.
    async fn renewed(&self, refused: Option<Secret>) -> Result<Secret, Failure> {
        let mut at_hand = self.at_hand.lock().await;
        let now_ms = self.world.wire().now_ms();
        if let Some(known) = at_hand.as_ref() {
            let is_refused = refused.is_some_and(|refused| refused == known.token);
            if !is_refused && known.until_ms - now_ms > RENEW_MS {
                return Ok(known.token.clone());
            }
            // It was made just now, was never good, and is over: this computer's clock is behind.
            if is_refused && !self.proven.get() && known.until_ms - now_ms > VALID_MS - 60_000.0 {
                // Or there is no such user: until 1.130 Synapse gave tokens for anybody.
                if self.clock.get() == 0 {
                    know(&self.patient, &self.user_id).await?;
                }
                self.clock.set(self.clock.get() + 1);
            }
        }
        let Some(behind_ms) = CLOCKS_MS.get(self.clock.get()) else {
            let why = Odd::TokenRefused;
            let kind = ErrorKind::Unexpected { status: 401, why, snippet: String::new() };
            return Err(Failure::Stopped(self.patient.error(&self.login(0).request(), kind)));
        };
        let until_ms = now_ms + VALID_MS;
        let token = self.make((until_ms + behind_ms) as u64).await?;
        self.proven.set(false);
        self.made.borrow_mut().push(token.clone());
        self.world.puppets(&self.made.borrow());
        *at_hand = Some(Token { token: token.clone(), until_ms });
        Ok(token)
    }

    fn login(&self, valid_until_ms: u64) -> LoginAsUser {
        LoginAsUser { user_id: self.user_id.clone(), valid_until_ms }
    }

    /// Making a second one when the answer to the first is lost does no harm: it ends by itself.
    async fn make(&self, valid_until_ms: u64) -> Result<Secret, Failure> {
        let (login, patient) = (self.login(valid_until_ms), &self.patient);
        let (request, client) = (login.request(), Client::new(self.world.wire(), patient.base_url()));
        let mut tries = Tries::default();
        let mut admin = patient.token(&request, None).await?;
        loop {
            patient.count();
            let error = match client.call(Some(&admin), &login).await {
                Ok(token) => return Ok(token),
                Err(error) => error,
            };
            match &error.kind {
                ErrorKind::Matrix(_) if error.is_unknown_token() => {
                    admin = patient.token(&request, Some(admin)).await?;
                }
                ErrorKind::Matrix(_) if error.is_not_found() && !error.is_unrecognized() => {
                    know(patient, &self.user_id).await?;
                    return Err(Failure::Refused(error));
                }
                ErrorKind::Matrix(matrix) if matrix.status < 500 => return Err(Failure::Refused(error)),
                ErrorKind::Matrix(matrix) if matrix.status == 500 => patient.after_failure(&mut tries, error).await?,
                _ => patient.after_silence(&mut tries, error).await?,
            }
        }
    }

    /// Revokes every token that was made.
    pub(super) async fn revoke(&self) {
        let client = Client::new(self.world.wire(), self.patient.base_url());
        for token in self.made.take() {
            // One that is over already is refused, and that is as good.
            let _ = client.call(Some(&token), &Logout).await;
        }
        *self.at_hand.lock().await = None;
        self.world.puppets(&[]);
    }
}
