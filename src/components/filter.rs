//! One filter of a list: a labelled choice that becomes part of the address.

use leptos::prelude::*;

/// A choice of few. The first option is the one without effect.
#[component]
pub fn FilterSelect(
    /// The label.
    label: &'static str,
    /// Value and words of each choice.
    options: Vec<(&'static str, &'static str)>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<&'static str>,
    /// Hears of another choice.
    on_change: Callback<String>,
) -> impl IntoView {
    let choices = options
        .into_iter()
        .map(|(name, words)| {
            view! { <option value=name selected=move || value.get() == name>{words}</option> }.into_any()
        })
        .collect_view();
    view! {
        <label class="filter">
            <span>{label}</span>
            <select prop:value=move || value.get() on:change:target=move |event| _ = on_change.try_run(event.target().value())>
                {choices}
            </select>
        </label>
    }
}
