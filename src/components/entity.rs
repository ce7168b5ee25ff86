//! The head of a page about one thing: what it is recognised by, what it is called, how it is, and what can be done.

use leptos::prelude::*;

use super::{PageHead, facts, pictured};
use crate::model::id::Mxc;
use crate::state::boxed::drawn;

/// What is known of the thing beside its id.
#[derive(Clone, PartialEq)]
pub struct Known {
    /// Its name; `None`: it goes by its id, and empty where nothing can stand for it.
    pub name: Option<String>,
    /// Its picture.
    pub picture: Option<Mxc>,
    /// Its states: words and tones.
    pub states: Vec<(&'static str, &'static str)>,
}

/// The head. The name stands large above the heading where that is the id, which nothing else has.
#[component]
pub fn EntityHead(
    /// Its id.
    id: String,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What else is known, once it is.
    #[prop(into)]
    known: Signal<Option<Known>>,
    /// Below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let owner = id.clone();
    let face = move || {
        let Some(Known { name, picture, .. }) = known.get() else { return Some(pictured("", &owner, None)) };
        Some(pictured(name.as_deref().unwrap_or(&owner), &owner, picture.as_ref()))
    };
    // Where the heading is the name, it is not said twice.
    let name = Memo::new(move |_| {
        known.get().and_then(|known| known.name).filter(|name| !name.is_empty() && *name != title.get())
    });
    let states = move || {
        known.get().map(|known| {
            let badge = |(words, tone)| super::badge(words, tone);
            known.states.into_iter().map(badge).collect_view().into_any()
        })
    };
    view! {
        <div class="entity">
            {drawn(face)} <div class="entity-names">
                {drawn(move || name.get().map(|name| view! { <p class="entity-name" title=name.clone()><bdi>{name.clone()}</bdi></p> }.into_any()))}
                <PageHead title />
                <p class="entity-states">{drawn(states)}</p>
            </div> {children.map(|children| children())}
        </div>
    }
}

/// Facts of one kind, on a card with a name.
#[must_use]
pub fn card(name: &'static str, list: Vec<AnyView>) -> AnyView {
    view! {
        <section class="panel card">
            <h2>{name}</h2>
            {facts(list)}
        </section>
    }
    .into_any()
}

/// Cards beside each other.
#[must_use]
pub fn cards(cards: Vec<AnyView>) -> AnyView {
    view! { <div class="entity-cards">{cards}</div> }.into_any()
}
