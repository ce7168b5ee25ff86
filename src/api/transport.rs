//! The one transport of a signed-in app: it owns token, refresh, waiting for 429s and timeouts.
//!
//! Cancelling is dropping: a page that is left drops its futures, and the wire aborts their requests.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared};
use serde_json::Value;

use super::account::{Refresh, Refreshed};
use super::error::{ApiError, ErrorKind};
use super::session::Session;
use super::wire::{Client, Wire};
use super::{Auth, Endpoint, Request};

/// The part of the app that holds the session.
pub trait Host {
    /// The session to send with, if there is one.
    fn session(&self) -> Option<Session>;
    /// New tokens came for the session that `old` was; they must be kept.
    fn renewed(&self, old: &Session, new: Refreshed, now_ms: f64);
    /// The server no longer accepts this session.
    fn ended(&self, session: &Session);
    /// The server asked to wait before a repetition, in ms.
    fn limited(&self, ms: u64);
}

type Refreshing = Shared<LocalBoxFuture<'static, Result<(), ApiError>>>;

/// Sends requests for the session that its [`Host`] holds.
pub struct Transport {
    wire: Rc<dyn Wire>,
    host: Rc<dyn Host>,
    /// The one refresh that may be under way. It is kept here so that it survives the page which needed it.
    refreshing: RefCell<Option<Refreshing>>,
}

impl Transport {
    /// A transport over this wire for this host.
    #[must_use]
    pub fn new(wire: Rc<dyn Wire>, host: Rc<dyn Host>) -> Self {
        Self { wire, host, refreshing: RefCell::new(None) }
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

    async fn send(&self, request: &Request) -> Result<(Client, u16, Value), ApiError> {
        let mut session = self.session(request)?;
        if session.refresh_token.is_some() && session.refresh_at_ms.is_some_and(|at| at <= self.wire.now_ms()) {
            // Failing here is no verdict: the request itself tells whether the old token still works.
            let _ = self.refresh(&session).await;
            session = self.session(request)?;
        }
        let error = match self.attempt(&session, request).await {
            Err(error) if error.is_unknown_token() && request.auth == Auth::Token => error,
            other => return other,
        };
        // Another request may have refreshed while this one was on its way.
        let current = self.session(request)?;
        if current.access_token == session.access_token {
            if session.refresh_token.is_none() {
                self.host.ended(&session);
                return Err(error);
            }
            self.refresh(&session).await.inspect_err(|refused| {
                if refused.is_unknown_token() || refused.is_forbidden() || refused.is_unrecognized() {
                    self.host.ended(&session);
                }
            })?;
        }
        let renewed = self.session(request)?;
        self.attempt(&renewed, request).await.inspect_err(|error| {
            if error.is_unknown_token() {
                self.host.ended(&renewed);
            }
        })
    }

    fn session(&self, request: &Request) -> Result<Session, ApiError> {
        self.host.session().ok_or_else(|| Client::new(self.wire.clone(), "").error(request, ErrorKind::NoSession))
    }

    async fn attempt(&self, session: &Session, request: &Request) -> Result<(Client, u16, Value), ApiError> {
        let client = Client::new(self.wire.clone(), &session.base_url);
        let (status, body) = client.exchange(Some(&session.access_token), request, &|ms| self.host.limited(ms)).await?;
        Ok((client, status, body))
    }

    /// Refreshes the session's tokens; however many ask at once, one request is made.
    async fn refresh(&self, session: &Session) -> Result<(), ApiError> {
        let running = self.refreshing.borrow().clone();
        let refreshing = running.unwrap_or_else(|| {
            let started = refresh(self.wire.clone(), self.host.clone(), session.clone()).boxed_local().shared();
            *self.refreshing.borrow_mut() = Some(started.clone());
            started
        });
        let outcome = refreshing.clone().await;
        let mut running = self.refreshing.borrow_mut();
        if running.as_ref().is_some_and(|running| running.ptr_eq(&refreshing)) {
            *running = None;
        }
        outcome
    }
}

async fn refresh(wire: Rc<dyn Wire>, host: Rc<dyn Host>, session: Session) -> Result<(), ApiError> {
    let Some(refresh_token) = session.refresh_token.clone() else {
        return Ok(());
    };
    let client = Client::new(wire.clone(), &session.base_url);
    let new = client.call(None, &Refresh { refresh_token }).await?;
    host.renewed(&session, new, wire.now_ms());
    Ok(())
}

#[cfg(test)]
mod tests;
