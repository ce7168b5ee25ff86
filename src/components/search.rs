//! The search field of a list: typing searches after a moment, Enter at once. `/` leads here.

use std::time::Duration;

use crate::state::boxed::effect;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

/// How long typing must pause before a search starts.
const PAUSE: Duration = Duration::from_millis(300);

/// A search field.
#[component]
pub fn SearchBox(
    /// The label, for assistive technology.
    label: &'static str,
    /// What may be typed.
    hint: &'static str,
    /// What the address says is searched.
    #[prop(into)]
    value: Signal<String>,
    /// Hears what to search.
    on_search: Callback<String>,
) -> impl IntoView {
    let typed = RwSignal::new(value.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    // Back, forward and "clear" change the address without typing.
    effect(move || {
        let value = value.get();
        if typed.with_untracked(|typed| typed.trim() != value) {
            typed.set(value);
        }
    });
    let search = move || {
        stop();
        let term = typed.get_untracked().trim().to_owned();
        if term != value.get_untracked() {
            on_search.run(term);
        }
    };
    let input = move |text: String| {
        typed.set(text);
        stop();
        timer.set_value(set_timeout_with_handle(search, PAUSE).ok());
    };
    view! {
        <form
            role="search"
            class="search"
            on:submit=move |event| {
                event.prevent_default();
                search();
            }
        >
            <input
                type="search"
                aria-label=label
                placeholder=hint
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                data-search
                prop:value=move || typed.get()
                on:input:target=move |event| input(event.target().value())
            />
        </form>
    }
}
