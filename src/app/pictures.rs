//! What fetches profile pictures is a part of its own, loaded when the first disc has one.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::browser::pictures;
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::pictures::begin;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;

#[wasm_split(pictures, fallible, preload(load_pictures))]
fn begin_pictures(api: Api, sessions: Sessions, settings: Settings) -> Result<(), SplitLoaderError> {
    begin(api, sessions, settings);
    Ok(())
}

/// Waits for the first one. Where they are switched off nothing is loaded, and where the part cannot be loaded initials stay
/// until the next disc is drawn.
pub(super) fn offer(api: Api, sessions: Sessions, settings: Settings) {
    let owner = Owner::current();
    let is_coming = Rc::new(Cell::new(false));
    pictures::listen(Rc::new(move || {
        if is_coming.get() || !settings.pictures().get_untracked() {
            return;
        }
        is_coming.set(true);
        let (owner, is_coming) = (owner.clone(), is_coming.clone());
        spawn_local(async move {
            if load_pictures().await.is_err() {
                is_coming.set(false);
            } else if let Some(owner) = owner {
                owner.with(|| begin_pictures(api, sessions, settings).now_or_never());
            }
        });
    }));
    // Switched on again, the discs are there already.
    effect(move || {
        if settings.pictures().get() && !pictures::in_view().is_empty() {
            pictures::wanted();
        }
    });
}
