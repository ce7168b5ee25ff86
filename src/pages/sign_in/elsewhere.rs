//! Signing in elsewhere is a part of its own: most people sign in with a password.

use futures_util::FutureExt as _;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::arrive::Arriving;
use super::leave::{Exit, OAuthExit, SsoExit};
use crate::api::session::Session;
use crate::components::Part;
use crate::state::departures::Arrival;

/// What is asked of the part.
#[derive(Clone)]
pub(super) enum Asked {
    /// The identity providers.
    Sso(Exit),
    /// The authorization server.
    OAuth(Exit),
    /// Somebody is back.
    Arrival(Arrival, Callback<Session>),
}

#[wasm_split(elsewhere, fallible, preload(load_elsewhere))]
fn draw_elsewhere(asked: Asked) -> Result<AnyView, SplitLoaderError> {
    Ok(match asked {
        Asked::Sso(exit) => view! { <SsoExit exit /> }.into_any(),
        Asked::OAuth(exit) => view! { <OAuthExit exit /> }.into_any(),
        Asked::Arrival(arrival, on_done) => view! { <Arriving arrival on_done /> }.into_any(),
    })
}

/// The part.
pub(super) fn elsewhere() -> Part<Asked> {
    Part::new(|| load_elsewhere().boxed_local(), |asked| draw_elsewhere(asked).now_or_never())
}
