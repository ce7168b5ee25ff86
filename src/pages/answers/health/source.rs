//! Where numbers come from that no read of the page brought: counted on demand, or pasted.

use leptos::prelude::*;

use crate::browser::{clock, intl};
use crate::components::said;
use crate::text;

/// "From `GET /…`, read at 12:30:05", where the time is now.
pub(super) fn counted_now(request: String) -> AnyView {
    let from = view! {
        <span>{said(text::answers::read_from(), &|_, _| view! { <code>{request.clone()}</code> }.into_any())}</span>
    };
    source(from.into_any())
}

/// "From the pasted metrics, read at 12:30:05", where the time is now.
pub(in crate::pages::answers) fn pasted_now() -> AnyView {
    source(view! { <span>{text::answers::health::metrics_source()}</span> }.into_any())
}

fn source(from: AnyView) -> AnyView {
    let now = clock::now();
    view! {
        <p class="source hint">
            {from}
            <span>
                {said(
                    text::answers::read_at(),
                    &|_, _| {
                        view! {
                            <time datetime=intl::iso(now) title=intl::exact(now)>
                                {intl::clock(now)}
                            </time>
                        }
                            .into_any()
                    },
                )}
            </span>
        </p>
    }
    .into_any()
}
