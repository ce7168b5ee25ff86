//! What pages of one user and one room have in common: who it is about, tabs that are addresses, and cards of facts.

use leptos::prelude::*;

use super::{PageHead, facts, id_text, pictured};
use crate::model::id::Mxc;
use crate::state::boxed::{derived, drawn};

/// Who or what a page is about, as far as it is known by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The name; its id where there is none.
    pub name: String,
    /// The picture, where there is one.
    pub picture: Option<Mxc>,
}

/// The header of its page: a disc, the name as the page's heading, the id, and what stands out about it.
#[component]
pub fn EntityHead(
    /// Its id.
    id: String,
    /// What the id is called.
    id_label: &'static str,
    /// Who it is.
    known: Memo<Entity>,
    /// Short states.
    #[prop(optional)]
    badges: Option<AnyView>,
    /// What can be done.
    #[prop(optional)]
    actions: Option<AnyView>,
) -> impl IntoView {
    let name = derived(move || known.with(|known| known.name.clone()));
    let face_of = id.clone();
    let face = move || Some(known.with(|known| pictured(&known.name, &face_of, known.picture.as_ref())));
    view! {
        <div class="entity">
            {drawn(face)}
            <div class="who">
                <div class="whole-name" title=move || name.get()>
                    <PageHead title=name />
                </div>
                <dl>
                    <div>
                        <dt class="visually-hidden">{id_label}</dt>
                        <dd>{id_text(id, None)}</dd>
                    </div>
                </dl>
                <div class="badges">{badges}</div>
            </div>
            <div class="actions">{actions}</div>
        </div>
    }
}

/// Links to the parts of a page: what they are called, where they lead, and whether one is there.
#[must_use]
pub fn tabs(name: &'static str, tabs: Vec<(&'static str, String, Signal<bool>)>) -> AnyView {
    let link = |(label, href, is_here): (&'static str, String, Signal<bool>)| {
        view! {
            <a href=href aria-current=move || is_here.get().then_some("page")>
                {label}
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="tabs" aria-label=name>
            {tabs.into_iter().map(link).collect::<Vec<_>>()}
        </nav>
    }
    .into_any()
}

/// Facts that belong together, under their name.
#[must_use]
pub fn card(name: &'static str, about: Vec<AnyView>) -> AnyView {
    view! {
        <section class="panel">
            <h2>{name}</h2>
            {facts(about)}
        </section>
    }
    .into_any()
}
