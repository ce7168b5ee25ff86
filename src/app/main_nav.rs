//! The navigation: a side bar, a narrow one where there is less room or somebody wants it, and a bar below on a phone.

use leptos::prelude::*;

use crate::components::icon;
use crate::route::{Group, Kind};
use crate::state::nav::Nav;
use crate::state::settings::Settings;
use crate::text;

/// The navigation.
#[component]
pub(super) fn MainNav() -> impl IntoView {
    let (nav, settings) = (Nav::use_(), Settings::use_());
    // On a phone, whether all of it is shown.
    let more = RwSignal::new(false);
    let of = move |group: Option<Group>| {
        let is_in = move |kind: &Kind| kind.row().menu.is_some_and(|menu| menu.group == group);
        Kind::ALL.iter().copied().filter(is_in).map(|kind| link(nav, kind)).collect_view()
    };
    let groups = Group::ALL.map(|group| {
        let name = text::app::group(group);
        view! {
            <div role="group" aria-label=name>
                <p aria-hidden="true">{name}</p>
                {of(Some(group))}
            </div>
        }
        .into_any()
    });
    view! {
        <nav
            class="main"
            class:folded=move || settings.is_folded()
            class:all=move || more.get()
            aria-label=text::app::main_navigation()
            on:click=move |_| more.set(false)
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    more.set(false);
                }
            }
        >
            {of(None)}
            {Vec::from(groups)}
            <button
                type="button"
                class="more"
                aria-expanded=move || if more.get() { "true" } else { "false" }
                on:click=move |event| {
                    // The navigation closes on every other click.
                    event.stop_propagation();
                    more.update(|more| *more = !*more);
                }
            >
                {icon("more")}
                <span>{text::app::more()}</span>
            </button>
            <button
                type="button"
                class="fold"
                title=text::app::fold()
                aria-pressed=move || if settings.is_folded() { "true" } else { "false" }
                on:click=move |_| settings.fold(!untrack(|| settings.is_folded()))
            >
                {icon("fold")}
                <span>{text::app::fold()}</span>
            </button>
        </nav>
    }
}

fn link(nav: Nav, kind: Kind) -> AnyView {
    let menu = kind.row().menu;
    let (often, symbol) = (menu.is_some_and(|menu| menu.often), menu.map_or("", |menu| menu.icon));
    let href = move || {
        // Links stay on the same `server=`.
        nav.server();
        nav.href(kind.start())
    };
    let current = move || (nav.page().heading() == kind).then_some("page");
    let name = text::pages::name(kind);
    view! {
        <a href=href aria-current=current class=often.then_some("often") title=name>
            {icon(symbol)}
            <span>{name}</span>
        </a>
    }
    .into_any()
}
