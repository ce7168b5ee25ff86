//! The one transport, where pages can reach it.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use crate::api::session::Session;
use crate::api::transport::{Host, Transport};
use crate::api::wire::Wire;
use crate::api::{Answer, ApiError, Ask, Endpoint, ErrorKind, Request, curl, none_if_unknown};
use crate::browser::wire::{self as browser, Fetch};
use crate::state::sessions::Sessions;

/// The signed-in server.
#[derive(Clone, Copy)]
pub struct Api {
    transport: StoredValue<Rc<Transport>, LocalStorage>,
    sessions: Sessions,
}

/// The wire of this browser.
#[must_use]
pub fn wire() -> Rc<dyn Wire> {
    Rc::new(Fetch)
}

impl Api {
    /// One for the whole app.
    pub fn provide(sessions: Sessions) -> Self {
        let host: Rc<dyn Host> = Rc::new(sessions);
        let transport = Rc::new(Transport::new(wire(), host));
        let api = Self { transport: StoredValue::new_local(transport), sessions };
        provide_context(api);
        api
    }

    /// The server of the app that a component runs in.
    pub fn use_() -> Self {
        expect_context()
    }

    /// Asks one endpoint. Dropping the future aborts the request.
    pub fn call<E: Endpoint + 'static>(
        self,
        endpoint: E,
    ) -> impl Future<Output = Result<E::Response, ApiError>> + 'static {
        let transport = self.transport.get_value();
        async move { transport.call(&endpoint).await }
    }

    /// As [`Api::call`], for what need not exist: `None` when the server does not know it.
    pub fn maybe<E: Endpoint + 'static>(
        self,
        endpoint: E,
    ) -> impl Future<Output = Result<Option<E::Response>, ApiError>> + 'static {
        let call = self.call(endpoint);
        async move { call.await.map(Some).or_else(none_if_unknown) }
    }

    /// As [`Api::call`], for what not every server offers: `None` where this one does not know the endpoint.
    pub fn offered<E: Endpoint + 'static>(
        self,
        endpoint: E,
    ) -> impl Future<Output = Result<Option<E::Response>, ApiError>> + 'static {
        let call = self.call(endpoint);
        async move {
            match call.await {
                Err(error) if error.is_unrecognized() => Ok(None),
                answer => answer.map(Some),
            }
        }
    }

    /// Who asks for the account that is looked at now, also when it is not looked at any more.
    pub fn ask(self) -> Rc<dyn Ask> {
        Rc::new(Account { transport: self.transport.get_value(), session: self.sessions.current_untracked() })
    }

    /// The session that is looked at, with a token that is still good.
    pub fn fresh(self) -> impl Future<Output = Option<Session>> + 'static {
        let (transport, session) = (self.transport.get_value(), self.sessions.current_untracked());
        async move { transport.fresh(&session?).await }
    }

    /// Requests as commands, one a line.
    pub fn commands(self, requests: &[Request]) -> String {
        let base_url = self.sessions.base_url();
        requests.iter().map(|request| curl::of(&base_url, request, &browser::address)).collect::<Vec<_>>().join("\n")
    }

    /// The wire below, for requests without this session.
    pub fn wire(self) -> Rc<dyn Wire> {
        wire()
    }

    /// The same as curl, for showing.
    pub fn curl<E: Endpoint>(self, endpoint: &E) -> String {
        curl::of(&self.sessions.base_url(), &endpoint.shown(), &browser::address)
    }
}

/// One account of the app's.
struct Account {
    transport: Rc<Transport>,
    session: Option<Session>,
}

impl Ask for Account {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Answer, ApiError>> {
        let (transport, session) = (self.transport.clone(), self.session.clone());
        async move {
            match session {
                Some(session) => transport.ask_for(&session, &request).await,
                None => Err(ApiError { request: request.route, kind: ErrorKind::NoSession }),
            }
        }
        .boxed_local()
    }
}
