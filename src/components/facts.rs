//! Names and values of one thing.

use leptos::prelude::*;

use crate::text;

/// A list of facts.
#[component]
pub fn Facts(
    /// The [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact.
#[component]
pub fn Fact(
    /// Its name.
    name: &'static str,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A truth value in words; unknown when this version of Synapse does not tell.
#[component]
pub fn YesNo(
    /// The value.
    #[prop(into)]
    value: Option<bool>,
) -> impl IntoView {
    match value {
        Some(true) => text::app::yes(),
        Some(false) => text::app::no(),
        None => text::app::unknown(),
    }
}
