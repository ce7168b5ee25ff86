//! Signing in: find the homeserver, choose a way in, be told what went wrong.
//!
//! A way to sign in is a small type of its own ([`Method`]); others (SSO, OAuth) take their place beside it.

mod enter;
mod form;
mod homeserver;
mod page;

pub use form::SignInForm;
pub use homeserver::{HomeserverField, Look, look_up};
pub use page::SignInPage;

use crate::api::account::Flows;

/// A way to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// User and password.
    Password,
    /// An access token from elsewhere.
    Token,
}

impl Method {
    /// The ways that a server offers. A token always works; without flows (delegated auth) it is the only one.
    #[must_use]
    pub fn offered(flows: Option<Flows>) -> Vec<Self> {
        match flows {
            Some(flows) if flows.password => vec![Self::Password, Self::Token],
            _ => vec![Self::Token],
        }
    }
}
