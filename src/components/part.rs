//! A part of the app that is loaded when it is needed: what it draws, what is shown until then, and a way to try again.

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use super::ErrorPanel;
use crate::state::online;
use crate::text;

/// What a part drew, or why it could not be loaded.
type Drawn = Result<AnyView, SplitLoaderError>;

/// How far a part has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Away,
    Coming,
    Here,
    Failed,
}

type Load = fn() -> LocalBoxFuture<'static, Result<(), SplitLoaderError>>;

/// Not loaded yet; what could not be loaded is tried again once the browser is online.
fn begin(loader: Load) -> RwSignal<State> {
    let state = RwSignal::new(State::Away);
    online::whenever(move || {
        if state.get_untracked() == State::Failed {
            load(state, loader);
        }
    });
    state
}

fn load(state: RwSignal<State>, loader: Load) {
    if matches!(state.get_untracked(), State::Coming | State::Here) {
        return;
    }
    state.set(State::Coming);
    spawn_local(async move {
        let loaded = loader().await;
        // The loader has said on the console why; the page says what to do.
        state.set(if loaded.is_ok() { State::Here } else { State::Failed });
    });
}

/// One part. It draws whatever is asked of it.
pub struct Part<Asked: 'static> {
    state: RwSignal<State>,
    load: Load,
    draw: fn(Asked) -> Option<Drawn>,
}

impl<Asked> Clone for Part<Asked> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Asked> Copy for Part<Asked> {}

impl<Asked> Part<Asked> {
    /// Not loaded yet. `draw` answers at once when it is.
    pub fn new(load: Load, draw: fn(Asked) -> Option<Drawn>) -> Self {
        Self { state: begin(load), load, draw }
    }

    /// Loads it, unless it is here or on its way.
    pub fn load(self) {
        load(self.state, self.load);
    }

    /// Whether it is on its way; not tracked.
    pub fn is_coming(self) -> bool {
        self.state.get_untracked() == State::Coming
    }

    /// What it draws; until it is here, what is being waited for. Tracked.
    pub fn draw(self, asked: Asked) -> AnyView {
        match self.state.get() {
            State::Here => match (self.draw)(asked) {
                Some(Ok(view)) => view,
                _ => self.missing(),
            },
            State::Failed => self.missing(),
            State::Away | State::Coming => {
                untrack(|| self.load());
                view! { <p class="loading">{text::app::loading()}</p> }.into_any()
            }
        }
    }

    fn missing(self) -> AnyView {
        let retry = Some(Callback::new(move |()| self.load()));
        view! { <ErrorPanel explained=text::errors::part_missing() retry /> }.into_any()
    }
}
