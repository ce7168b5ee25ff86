//! Signing in elsewhere is a part of its own, with what seldom has to be asked: most people sign in with a password.

use futures_util::FutureExt as _;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::arrive::Arriving;
use super::claim::Claim;
use super::homeserver::Look;
use super::leave::{Exit, OAuthExit, SsoExit};
use super::stranger::Stranger;
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
    /// Somebody is back. Who hears of the session, and who that there is none.
    Arrival(Arrival, Callback<Session>, Callback<()>),
    /// A session may be meant.
    Claim(RwSignal<Look>),
    /// A password may go to somebody else; the callback sends it.
    Stranger(Stranger, Callback<()>),
}

#[wasm_split(elsewhere, fallible, preload(load_elsewhere))]
fn draw_elsewhere(asked: Asked) -> Result<AnyView, SplitLoaderError> {
    Ok(match asked {
        Asked::Sso(exit) => view! { <SsoExit exit /> }.into_any(),
        Asked::OAuth(exit) => view! { <OAuthExit exit /> }.into_any(),
        Asked::Arrival(arrival, on_done, on_not_in) => view! { <Arriving arrival on_done on_not_in /> }.into_any(),
        Asked::Claim(look) => view! { <Claim look /> }.into_any(),
        Asked::Stranger(stranger, on_sure) => stranger.view(on_sure),
    })
}

/// The part.
pub(super) fn elsewhere() -> Part<Asked> {
    Part::new(|| load_elsewhere().boxed_local(), |asked| draw_elsewhere(asked).now_or_never())
}
