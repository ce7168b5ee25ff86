//! The aliases page: the field, and what the alias in the address leads to.

use leptos::prelude::*;

use super::alias::AliasView;
use crate::components::{PageHead, TextField};
use crate::model::id;
use crate::route::Page;
use crate::state::erased::effect;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// The page, with or without an alias in the address.
#[component]
pub fn AliasesPage() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let alias = Memo::new(move |_| match nav.page() {
        Page::Alias(alias) => Some(id::alias(&alias, &sessions.server_name())),
        _ => None,
    });
    let typed = RwSignal::new(String::new());
    effect(move || typed.set(alias.get().unwrap_or_default()));
    let look_up = move || {
        let text = typed.get_untracked();
        if !text.trim().is_empty() {
            nav.go(Page::Alias(id::alias(&text, &sessions.server_name())));
        }
    };
    view! {
        <PageHead title=text::aliases::title() />
        <p class="lead">{text::aliases::lead()}</p>
        <form
            class="look-up"
            on:submit=move |event| {
                event.prevent_default();
                look_up();
            }
        >
            <TextField
                id="alias"
                label=text::aliases::field()
                value=typed
                hint=text::aliases::field_hint()
                search=true
            >
                <button type="submit" class="primary">
                    {text::aliases::look_up()}
                </button>
            </TextField>
        </form>
        {move || alias.get().map(|alias| view! { <AliasView alias /> }.into_any())}
    }
}
