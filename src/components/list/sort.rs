//! The order of a list as a choice: it reaches every key on any screen, also those whose column is not shown.

use leptos::prelude::*;

use super::ListView;
use crate::components::FilterSelect;
use crate::state::boxed::derived;
use crate::text;

/// The choice, and the way to turn it around.
#[component]
pub fn ListSort(
    /// The list.
    view: ListView,
) -> impl IntoView {
    let options = view.facts.with_value(|facts| {
        facts.heads.iter().filter_map(|head| Some((head.sort?.order, (head.name)()))).collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |order: String| {
        if let Some(sort) = view.facts.with_value(|facts| facts.address.sort(&order)) {
            view.go(&view.state.with_untracked(|now| now.sorted_anew(sort)));
        }
    });
    let turned = move || view.href(&view.state.with(|state| state.sorted(state.sort)));
    let direction = move || {
        if view.state.with(|state| state.is_descending()) { text::list::descending() } else { text::list::ascending() }
    };
    view! {
        <FilterSelect
            label=text::list::sort_by()
            options
            value=derived(move || view.state.with(|state| state.sort.order))
            on_change
        />
        <a class="button direction" href=turned>
            {direction}
        </a>
    }
}
