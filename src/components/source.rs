//! Where a number comes from, when it was read, and a way to read it again.

use leptos::prelude::*;

use super::said;
use crate::browser::intl;
use crate::state::boxed::derived;
use crate::state::harvest::{Harvesting, Stage};
use crate::state::query::Status;
use crate::text;

/// "From `GET /…`, read at 12:30:05. Refresh".
#[component]
pub fn Source(
    /// The read.
    status: Status,
    /// The requests that were made, e.g. `GET /_matrix/client/versions`.
    requests: Vec<String>,
) -> impl IntoView {
    let reload = Callback::new(move |()| status.reload());
    line(requests, derived(move || status.read_at()), derived(move || status.loading()), reload)
}

/// The same for a long read, which Refresh begins anew.
#[must_use]
pub fn harvest_source(harvest: Harvesting, requests: Vec<String>) -> AnyView {
    let busy = derived(move || harvest.stage() == Stage::Running);
    line(requests, derived(move || harvest.read_at()), busy, Callback::new(move |()| harvest.restart()))
}

fn line(requests: Vec<String>, read_at: Signal<Option<u64>>, busy: Signal<bool>, reload: Callback<()>) -> AnyView {
    let requests = |_, _| {
        let codes = requests.iter().map(|request| view! { <code>{request.clone()}</code> " " }.into_any());
        codes.collect_view().into_any()
    };
    view! {
        <p class="source hint">
            <span>{said(text::answers::read_from(), &requests)}</span>
            {move || {
                read_at
                    .get()
                    .map(|ms| {
                        view! {
                            <span>
                                {said(
                                    text::answers::read_at(),
                                    &|_, _| {
                                        view! {
                                            <time datetime=intl::iso(ms) title=intl::exact(ms)>
                                                {intl::clock(ms)}
                                            </time>
                                        }
                                            .into_any()
                                    },
                                )}
                            </span>
                        }
                            .into_any()
                    })
            }}
            <button type="button" disabled=move || busy.get() on:click=move |_| reload.run(())>
                {text::answers::refresh()}
            </button>
        </p>
    }
    .into_any()
}
