//! A short state in a coloured pill. Colour only repeats what the word says.

use leptos::prelude::*;

/// A state. `tone` is `good`, `warn`, `bad` or empty.
#[must_use]
pub fn badge(text: &'static str, tone: &'static str) -> AnyView {
    view! { <span class=format!("badge {tone}")>{text}</span> }.into_any()
}
