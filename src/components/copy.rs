//! A button that copies. One listener for the whole page serves all of them (`browser::clipboard`).

use leptos::prelude::*;

use crate::text;

/// Copies a text when pressed.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    value: String,
    /// What it is called for assistive technology, e.g. the id itself.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let label = text::app::copy_what(&what);
    view! { <button type="button" class="copy" data-copy=value title=text::app::copy() aria-label=label></button> }
}
