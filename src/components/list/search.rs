//! The search of a list, which becomes part of its address.

use leptos::prelude::*;

use super::ListView;
use crate::components::SearchBox;
use crate::state::boxed::derived;

/// The search field.
#[component]
pub fn ListSearch(
    /// The list.
    view: ListView,
    /// Its name.
    label: &'static str,
    /// What may be typed.
    hint: &'static str,
) -> impl IntoView {
    let on_search = Callback::new(move |term: String| {
        let now = view.state.get_untracked();
        let next = view.facts.with_value(|facts| facts.address.searched(&now, &term));
        // One step back in the history leaves the search, however many letters it had.
        if now.search.is_empty() || term.is_empty() { view.go(&next) } else { view.replace(&next) }
    });
    view! { <SearchBox label hint value=derived(move || view.state.with(|state| state.search.clone())) on_search /> }
}
