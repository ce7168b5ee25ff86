//! Where a number comes from, when it was read, and a way to read it again.

use leptos::prelude::*;

use crate::browser::intl;
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
    let requests = requests.into_iter().map(|request| view! { <code>{request}</code> " " }.into_any()).collect_view();
    view! {
        <p class="source hint">
            <span>{text::answers::read_from()} " " {requests}</span>
            {move || {
                status
                    .read_at()
                    .map(|ms| {
                        view! {
                            <span>
                                {text::answers::read_at()} " "
                                <time datetime=intl::iso(ms) title=intl::exact(ms)>
                                    {intl::clock(ms)}
                                </time>
                            </span>
                        }
                            .into_any()
                    })
            }}
            <button type="button" disabled=move || status.loading() on:click=move |_| status.reload()>
                {text::answers::refresh()}
            </button>
        </p>
    }
}
