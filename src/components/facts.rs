//! Names and values of one thing.
//!
//! Plain functions, not components: a page has twenty facts, and each would cost a closure and its machinery.

use leptos::prelude::*;

use crate::text;

/// A list of [`fact`]s.
#[must_use]
pub fn facts(facts: Vec<AnyView>) -> AnyView {
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// One fact: its name and its value.
#[must_use]
pub fn fact(name: &'static str, value: impl IntoAny) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value.into_any()}</dd>
        </div>
    }
    .into_any()
}

/// A truth value in words; unknown when this version of Synapse does not tell.
#[must_use]
pub fn yes_no(value: impl Into<Option<bool>>) -> &'static str {
    match value.into() {
        Some(true) => text::app::yes(),
        Some(false) => text::app::no(),
        None => text::app::unknown(),
    }
}
