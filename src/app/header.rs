//! The header: what this Glia is called, and who one is.

use leptos::prelude::*;

use super::seldom::Asked;
use crate::browser::{dom, keys};
use crate::components::{FilterSelect, Part, icon};
use crate::model::id;
use crate::route::Page;
use crate::state::boxed::{derived, drawn};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::state::settings::{Settings, Theme};
use crate::text;

/// The header of every page.
#[component]
pub(super) fn Header(
    /// What is seldom asked for.
    seldom: Part<Asked>,
    /// Opens the list of shortcuts.
    help: RwSignal<bool>,
    /// Opens the command palette.
    find: RwSignal<bool>,
) -> impl IntoView {
    let (nav, settings, sessions) = (Nav::use_(), Settings::use_(), Sessions::use_());
    let is_in = Memo::new(move |_| sessions.identity().is_some());
    let button = move || {
        let button = view! {
            <button type="button" class="find" aria-haspopup="dialog" on:click=move |_| find.set(true)>
                {icon("search")}
                <span>{text::app::find()}</span>
                <kbd>{keys::find_key()}</kbd>
            </button>
        };
        is_in.get().then(|| button.into_any())
    };
    view! {
        <header>
            <a
                class="brand"
                href=move || {
                    nav.server();
                    nav.href(Page::Overview)
                }
            >
                {drawn(move || Some(settings.title().into_any()))}
            </a>
            {drawn(button)}
            <Menu seldom help />
        </header>
    }
}

/// The theme, help, and the account.
#[component]
fn Menu(
    /// What is seldom asked for.
    seldom: Part<Asked>,
    /// Opens the list of shortcuts.
    help: RwSignal<bool>,
) -> impl IntoView {
    let sessions = Sessions::use_();
    let who = move || {
        sessions
            .identity()
            .map_or_else(|| text::app::theme().to_owned(), |(_, user_id)| id::localpart(user_id.as_str()).to_owned())
    };
    let opened = RwSignal::new(false);
    let has_account = Memo::new(move |_| opened.get() && !sessions.all().is_empty());
    let on_toggle = move |event: leptos::ev::Event| {
        if dom::is_open(&event) {
            opened.set(true);
        }
    };
    view! {
        <details
            class="menu"
            on:toggle=on_toggle
            on:focusout=|event| dom::close_left_menu(&event)
            on:keydown=|event| dom::close_left_menu(&event)
        >
            <summary>
                <bdi>{drawn(move || Some(who().into_any()))}</bdi>
                <span class="visually-hidden">" " {text::app::account_menu()}</span>
            </summary>
            <div class="panel">
                <ThemeChoice /> <button type="button" on:click=move |_| help.set(true)>
                    {text::app::shortcuts()}
                </button> {drawn(move || has_account.get().then(|| seldom.draw(Asked::Account)))}
            </div>
        </details>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let settings = Settings::use_();
    let words = |theme: Theme| match theme {
        Theme::Automatic => text::app::theme_automatic(),
        Theme::Light => text::app::theme_light(),
        Theme::Dark => text::app::theme_dark(),
    };
    let options = Theme::ALL.iter().map(|(theme, name)| (*name, words(*theme))).collect();
    let value =
        move || Theme::ALL.into_iter().find(|(theme, _)| *theme == settings.theme()).map_or("", |(_, name)| name);
    let on_change = Callback::new(move |name: String| {
        if let Some((theme, _)) = Theme::ALL.into_iter().find(|(_, known)| *known == name) {
            settings.set_theme(theme);
        }
    });
    view! { <FilterSelect label=text::app::theme() options value=derived(value) on_change /> }
}
