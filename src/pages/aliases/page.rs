//! The aliases page: the field, and what the alias in the address leads to.

use leptos::prelude::*;

use super::alias::AliasView;
use crate::components::{LookUp, PageHead};
use crate::model::id;
use crate::pages::open::page_of_alias;
use crate::route::Page;
use crate::state::boxed::derived;
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
    let on_look_up =
        Callback::new(move |text: String| nav.go(page_of_alias(&text, &sessions.server_name(), Page::Alias)));
    view! {
        <PageHead title=text::aliases::title() />
        <p class="lead">{text::aliases::lead()}</p>
        <LookUp
            id="alias"
            label=text::aliases::field()
            hint=text::aliases::field_hint()
            button=text::aliases::look_up()
            value=derived(move || alias.get().unwrap_or_default())
            on_look_up
        />
        {move || alias.get().map(|alias| view! { <AliasView alias /> }.into_any())}
    }
}
