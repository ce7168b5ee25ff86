//! The one transport, where pages can reach it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::api::transport::{Host, Transport};
use crate::api::wire::Wire;
use crate::api::{ApiError, Endpoint, curl};
use crate::browser::wire::Fetch;
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

    /// The wire below, for requests without this session.
    pub fn wire(self) -> Rc<dyn Wire> {
        wire()
    }

    /// The same as curl, for showing.
    pub fn curl<E: Endpoint>(self, endpoint: &E) -> String {
        curl::command(&self.sessions.base_url(), endpoint)
    }
}
