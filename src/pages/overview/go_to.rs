//! The field that takes any ID, name or link and goes there.

use leptos::prelude::*;

use crate::browser::host;
use crate::model::link::understand;
use crate::pages::open::page_of;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// The field.
#[component]
pub(super) fn GoTo() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let typed = RwSignal::new(String::new());
    let go = move || {
        if let Some(target) = understand(&host::ascii(&typed.get_untracked()), &sessions.server_name()) {
            nav.go(page_of(target));
        }
    };
    view! {
        <form
            role="search"
            class="go-to"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <label for="go-to">{text::overview::search_label()}</label>
            <input
                id="go-to"
                type="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                data-search
                placeholder=text::overview::search_hint()
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
            <button type="submit" class="primary">
                {text::overview::go()}
            </button>
        </form>
    }
}
