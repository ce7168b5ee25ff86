//! The filters of a list, and the way back to all of its rows.

use leptos::prelude::*;

use super::ListView;
use crate::components::FilterSelect;
use crate::state::boxed::{derived, drawn};
use crate::text;

/// A filter with the choices that this server can do.
#[derive(Clone)]
pub struct OfferedFilter {
    /// The parameter.
    pub name: &'static str,
    /// What is chosen.
    pub label: &'static str,
    /// Values with their words.
    pub choices: Vec<(&'static str, &'static str)>,
}

/// The filters that this server knows. Changing one starts at the first page.
#[component]
pub fn ListFilters(
    /// The list.
    view: ListView,
    /// The filters.
    filters: Vec<OfferedFilter>,
    /// In place of the filters while searching, where Synapse would ignore them.
    #[prop(default = None)]
    while_searching: Option<&'static str>,
) -> impl IntoView {
    let hidden = Memo::new(move |_| while_searching.is_some() && view.state.with(|state| !state.search.is_empty()));
    let filters = StoredValue::new(filters);
    let shown = move || {
        if filters.with_value(Vec::is_empty) {
            return None;
        }
        if hidden.get() {
            return Some(view! { <p class="hint">{while_searching}</p> }.into_any());
        }
        Some(filters.get_value().into_iter().map(|filter| select(view, filter)).collect_view().into_any())
    };
    let clear = move || {
        view.state.with(|state| {
            state.is_filtered().then(|| {
                let href = view.href(&view.facts.with_value(|facts| facts.address.cleared(state)));
                view! { <a href=href>{text::list::clear()}</a> }.into_any()
            })
        })
    };
    view! {
        {drawn(shown)}
        {drawn(clear)}
    }
}

fn select(view: ListView, filter: OfferedFilter) -> AnyView {
    let OfferedFilter { name, label, choices } = filter;
    let mut options = vec![("", text::list::all())];
    options.extend(&choices);
    let value = derived(move || {
        view.state.with(|state| {
            let value = state.value(name).unwrap_or_default();
            choices.iter().find(|(known, _)| *known == value).map_or("", |(known, _)| known)
        })
    });
    let on_change =
        Callback::new(move |value: String| view.go(&view.state.with_untracked(|now| now.with(name, &value))));
    view! { <FilterSelect label options value on_change /> }.into_any()
}
