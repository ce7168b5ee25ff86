//! The one transport of a signed-in app: it owns token, refresh, waiting for 429s and timeouts.
//!
//! Cancelling is dropping: a page that is left drops its futures, and the wire aborts their requests. Only a refresh is
//! always carried through: what it uses up and what it brings must not be lost.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared};
use serde_json::Value;

use super::account::{Refresh, Refreshed};
use super::error::{ApiError, ErrorKind};
use super::oauth::RefreshGrant;
use super::session::{Origin, Session};
use super::wire::{Client, Wire};
use super::{Answer, Auth, Endpoint, Request};
use crate::model::id::UserId;

/// The part of the app that holds the sessions.
pub trait Host {
    /// The session to send with, if there is one.
    fn session(&self) -> Option<Session>;
    /// The same account's session with the newest tokens that this tab knows; `None` once it was signed out.
    fn latest(&self, session: &Session) -> Option<Session>;
    /// The same after looking at what other tabs have stored meanwhile.
    fn stored(&self, session: &Session) -> Option<Session>;
    /// Waits until no other tab renews this account's tokens. They wait until the guard is dropped.
    fn alone(&self, session: &Session) -> LocalBoxFuture<'static, Guard>;
    /// Runs something to its end, whoever waits for it.
    fn drive(&self, work: LocalBoxFuture<'static, ()>);
    /// New tokens came for the session that `old` was; they must be kept.
    fn renewed(&self, old: &Session, new: Refreshed, now_ms: f64);
    /// The server no longer accepts this session.
    fn ended(&self, session: &Session);
    /// The server asked to wait before a repetition, in ms.
    fn limited(&self, ms: u64);
    /// A request ended, well or with an error.
    fn heard(&self, session: &Session, request: &Request, error: Option<&ApiError>);
}

/// Something to be held and then dropped.
pub type Guard = Box<dyn Any>;

/// Base URL and MXID.
type Account = (String, UserId);

type Refreshing = Shared<LocalBoxFuture<'static, Result<(), ApiError>>>;

/// Sends requests for the session that its [`Host`] holds.
pub struct Transport {
    wire: Rc<dyn Wire>,
    host: Rc<dyn Host>,
    /// The refreshes under way, one an account. They are kept here so that all who need one share it.
    refreshing: Rc<RefCell<Vec<(Account, Refreshing)>>>,
}

impl Transport {
    /// A transport over this wire for this host.
    #[must_use]
    pub fn new(wire: Rc<dyn Wire>, host: Rc<dyn Host>) -> Self {
        Self { wire, host, refreshing: Rc::default() }
    }

    /// Asks one endpoint with the session's token.
    ///
    /// # Errors
    /// Whatever went wrong, with its evidence; `NoSession` when nobody is signed in.
    pub async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, ApiError> {
        let request = endpoint.request();
        // Boxed, so that each endpoint adds a few instructions and not a copy of the whole machinery.
        let (client, status, body) = self.send(&request).boxed_local().await?;
        endpoint.decode(&body).map_err(|why| client.unexpected(&request, status, why, &body))
    }

    /// Asks for one account, whatever other account is looked at meanwhile: for what goes on when its page is left.
    ///
    /// # Errors
    /// Whatever went wrong, with its evidence; `NoSession` when the account was signed out.
    pub async fn ask_for(&self, account: &Session, request: &Request) -> Result<Answer, ApiError> {
        let outcome = self.send_for(account, request).await;
        self.host.heard(account, request, outcome.as_ref().err());
        outcome.map(|(client, status, body)| Answer { request: client.named(request), status, body })
    }

    async fn send(&self, request: &Request) -> Result<(Client, u16, Value), ApiError> {
        let session = self.host.session().ok_or_else(|| self.no_session(request))?;
        let outcome = self.send_for(&session, request).await;
        self.host.heard(&session, request, outcome.as_ref().err());
        outcome
    }

    /// Sends for one account, whatever other account is looked at meanwhile.
    async fn send_for(&self, account: &Session, request: &Request) -> Result<(Client, u16, Value), ApiError> {
        let session = self.fresh(account).await.ok_or_else(|| self.no_session(request))?;
        let error = match self.attempt(&session, request).await {
            Err(error) if error.is_unknown_token() && request.auth == Auth::Token => error,
            other => return other,
        };
        // Another request may have refreshed while this one was on its way.
        let current = self.latest(account, request)?;
        if current.access_token == session.access_token {
            if session.refresh_token.is_none() {
                self.host.ended(&session);
                return Err(error);
            }
            self.refresh(&session).await.inspect_err(|refused| {
                if ends_session(refused) {
                    self.host.ended(&session);
                }
            })?;
        }
        let renewed = self.latest(account, request)?;
        self.attempt(&renewed, request).await.inspect_err(|error| {
            if error.is_unknown_token() {
                self.host.ended(&renewed);
            }
        })
    }

    /// The session of an account with a token that is still good; `None` when it was signed out. For what is no endpoint.
    pub async fn fresh(&self, account: &Session) -> Option<Session> {
        if account.refresh_token.is_none() || account.refresh_at_ms.is_none_or(|at| at > self.wire.now_ms()) {
            return Some(account.clone());
        }
        // Failing here is no verdict: the request itself tells whether the old token still works.
        let _ = self.refresh(account).await;
        self.host.latest(account)
    }

    fn latest(&self, account: &Session, request: &Request) -> Result<Session, ApiError> {
        self.host.latest(account).ok_or_else(|| self.no_session(request))
    }

    fn no_session(&self, request: &Request) -> ApiError {
        Client::new(self.wire.clone(), "").error(request, ErrorKind::NoSession)
    }

    async fn attempt(&self, session: &Session, request: &Request) -> Result<(Client, u16, Value), ApiError> {
        let client = Client::new(self.wire.clone(), &session.base_url);
        let (status, body) = client.exchange(Some(&session.access_token), request, &|ms| self.host.limited(ms)).await?;
        Ok((client, status, body))
    }

    /// Refreshes the session's tokens; however many ask at once, one request is made.
    async fn refresh(&self, session: &Session) -> Result<(), ApiError> {
        let account = (session.base_url.clone(), session.user_id.clone());
        let running = self.refreshing.borrow().iter().find(|(known, _)| *known == account).map(|(_, it)| it.clone());
        let refreshing = running.unwrap_or_else(|| {
            let started = refresh(self.wire.clone(), self.host.clone(), session.clone()).boxed_local().shared();
            self.refreshing.borrow_mut().push((account, started.clone()));
            self.host.drive(finish(self.refreshing.clone(), started.clone()).map(|_| ()).boxed_local());
            started
        });
        finish(self.refreshing.clone(), refreshing).await
    }
}

/// Waits for a refresh and takes it off the list, whoever is first: the next one must be made anew.
async fn finish(list: Rc<RefCell<Vec<(Account, Refreshing)>>>, refreshing: Refreshing) -> Result<(), ApiError> {
    let outcome = refreshing.clone().await;
    list.borrow_mut().retain(|(_, running)| !running.ptr_eq(&refreshing));
    outcome
}

/// Whether a refresh that failed like this will never succeed.
fn ends_session(error: &ApiError) -> bool {
    error.is_unknown_token() || error.is_forbidden() || error.is_unrecognized() || error.is_grant_over()
}

async fn refresh(wire: Rc<dyn Wire>, host: Rc<dyn Host>, session: Session) -> Result<(), ApiError> {
    let _guard = host.alone(&session).await;
    // Another tab may have renewed them while this one waited. A refresh token can be used once: theirs is used up.
    let is_renewed = || host.stored(&session).is_none_or(|stored| stored.access_token != session.access_token);
    if is_renewed() {
        return Ok(());
    }
    let Some(refresh_token) = session.refresh_token.clone() else {
        return Ok(());
    };
    let client = Client::new(wire.clone(), &session.base_url);
    let renewed = match &session.origin {
        Origin::OAuth(grant) => {
            let (endpoint, client_id) = (grant.token_endpoint.clone(), grant.client_id.clone());
            client.call(None, &RefreshGrant { endpoint, client_id, refresh_token }).await.map(|answer| answer.tokens)
        }
        _ => client.call(None, &Refresh { refresh_token }).await,
    };
    match renewed {
        Ok(new) => host.renewed(&session, new, wire.now_ms()),
        // A browser without locks lets two tabs race: whoever is second looks what the first one got.
        Err(error) if ends_session(&error) && is_renewed() => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
