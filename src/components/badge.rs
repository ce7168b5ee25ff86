//! A short state in a coloured pill. Colour only repeats what the word says.

use leptos::prelude::*;

/// A state.
#[component]
pub fn Badge(
    /// The word.
    text: &'static str,
    /// `good`, `warn`, `bad` or empty.
    #[prop(optional)]
    tone: &'static str,
) -> impl IntoView {
    view! { <span class=format!("badge {tone}")>{text}</span> }
}
