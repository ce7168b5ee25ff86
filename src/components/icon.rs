//! Icons, drawn for this app: symbols of `index.html`, so that they are there with the first frame.

use leptos::prelude::*;

/// A symbol (`icon-…`). It says nothing that does not stand beside it, so it is hidden from assistive technology.
#[must_use]
pub fn icon(symbol: &str) -> AnyView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use_ href=format!("#icon-{symbol}")></use_>
        </svg>
    }
    .into_any()
}
