//! The states of everything that is read from the server, in one place: first load, reload over old data, error with
//! retry, and a wait that can be stopped.

use leptos::prelude::*;

use super::ErrorPanel;
use crate::state::boxed::drawn;
use crate::state::query::{Failure, Status};
use crate::text;

/// Shows its children once there is data. They read it themselves, so that new data patches them in place.
#[component]
pub fn Load(
    /// The read.
    status: Status,
    /// What to show with data.
    children: ChildrenFn,
) -> impl IntoView {
    let state = move || match (status.loading(), status.failure()) {
        (true, _) => {
            let on_stop = Callback::new(move |()| status.cancel());
            view! { <Waiting first=!status.has_data() on_stop /> }.into_any()
        }
        (false, Some(failure)) => {
            let on_retry = Callback::new(move |()| status.reload());
            view! { <Failed failure stale=status.has_data() on_retry /> }.into_any()
        }
        (false, None) => ().into_any(),
    };
    view! {
        <div class="load" aria-busy=move || if status.loading() { "true" } else { "false" }>
            {drawn(move || Some(state()))}
            {drawn(move || status.has_data().then(|| children()))}
        </div>
    }
}

/// The way out of a long wait appears (by style) only when the wait is long.
#[component]
fn Waiting(
    /// Nothing is on the screen yet.
    first: bool,
    /// Stops waiting.
    on_stop: Callback<()>,
) -> impl IntoView {
    view! {
        <div class=if first { "waiting first" } else { "waiting" }>
            <p class="loading">{text::app::loading()}</p>
            <p class="long-wait">
                {text::app::still_waiting()} " "
                <button type="button" on:click=move |_| on_stop.run(())>
                    {text::app::stop_waiting()}
                </button>
            </p>
        </div>
    }
}

/// A wait whose name is shown at once; what exactly is waited for, and the way out, appear when it is long.
pub fn waiting_for(words: String, what: Box<dyn Fn() -> String + Send>, on_stop: Callback<()>) -> AnyView {
    view! {
        <div class="waiting first">
            <p class="loading">{words}</p>
            <p class="long-wait">
                <span>{drawn(move || Some(what().into_any()))}</span>
                <button type="button" on:click=move |_| on_stop.run(())>
                    {text::app::stop_waiting()}
                </button>
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Failed(
    /// Why.
    failure: Failure,
    /// Whether old data stays on the screen.
    stale: bool,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let explained = match failure {
        Failure::Error(error) => text::errors::explain(&error),
        Failure::Cancelled => text::errors::cancelled(),
    };
    view! {
        {stale.then(|| view! { <p class="hint">{text::app::stale()}</p> }.into_any())}
        <ErrorPanel explained retry=Some(on_retry) />
    }
}
