//! Signing in: find the homeserver, choose a way in, be told what went wrong.
//!
//! A way to sign in is a small type of its own ([`Method`]). Two of them are typed into the form, two lead elsewhere
//! and back (`leave.rs`, `arrive.rs`).

mod arrive;
mod asks;
mod claim;
mod elsewhere;
mod enter;
mod form;
mod homeserver;
mod leave;
mod page;
mod stranger;
mod take_in;

pub use form::SignInForm;
pub use homeserver::{HomeserverField, Look, look_up};
pub use page::SignInPage;

use crate::api::discovery::Homeserver;

/// A way to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// User and password.
    Password,
    /// An identity provider of the homeserver.
    Sso,
    /// An authorization server (Matrix Authentication Service).
    OAuth,
    /// An access token from elsewhere.
    Token,
}

impl Method {
    /// The ways that a server offers, the usual one first. A token always works. Where OAuth is used, the other flows are
    /// there for old apps only, and their tokens have no admin right.
    #[must_use]
    pub fn offered(found: &Homeserver) -> Vec<Self> {
        if found.oauth.is_some() {
            return vec![Self::OAuth, Self::Token];
        }
        let flows = found.flows.as_ref().ok();
        let mut offered = Vec::new();
        if flows.is_some_and(|flows| flows.password) {
            offered.push(Self::Password);
        }
        if flows.is_some_and(|flows| flows.sso) {
            offered.push(Self::Sso);
        }
        offered.push(Self::Token);
        offered
    }
}
