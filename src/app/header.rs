//! The header: where one can go, and who one is.

use leptos::prelude::*;

use super::sign_out::SignOut;
use crate::browser::dom;
use crate::components::{FilterSelect, said};
use crate::model::id;
use crate::model::link::host;
use crate::route::{Address, Kind, Page};
use crate::state::boxed::{derived, drawn};
use crate::state::nav::Nav;
use crate::state::sessions::{Identity, Sessions};
use crate::state::settings::{Settings, Theme};
use crate::text;

/// The header of every page.
#[component]
pub(super) fn Header(
    /// Opens the list of shortcuts.
    help: RwSignal<bool>,
) -> impl IntoView {
    let (nav, settings, sessions) = (Nav::use_(), Settings::use_(), Sessions::use_());
    let signed_in = Memo::new(move |_| sessions.identity().is_some());
    view! {
        <header>
            <a
                class="brand"
                href=move || {
                    nav.server();
                    nav.href(Page::Home)
                }
            >
                {drawn(move || Some(settings.title().into_any()))}
            </a>
            {drawn(move || signed_in.get().then(|| view! { <MainNav /> }.into_any()))}
            <Menu help />
        </header>
    }
}

#[component]
fn MainNav() -> impl IntoView {
    let nav = Nav::use_();
    let link = move |kind: Kind| {
        let href = move || {
            // Links stay on the same `server=`.
            nav.server();
            nav.href(kind.start())
        };
        let current = move || (nav.page().heading() == kind).then_some("page");
        view! {
            <a href=href aria-current=current>
                {text::pages::name(kind)}
            </a>
        }
        .into_any()
    };
    let links = Kind::ALL.iter().copied().filter(|kind| kind.row().menu).map(link).collect_view();
    view! {
        <nav class="main" aria-label=text::app::main_navigation()>
            {links}
        </nav>
    }
}

/// Who is signed in where, the theme, help, and the way out.
#[component]
fn Menu(
    /// Opens the list of shortcuts.
    help: RwSignal<bool>,
) -> impl IntoView {
    let sessions = Sessions::use_();
    let who = move || {
        sessions
            .identity()
            .map_or_else(|| text::app::theme().to_owned(), |(_, user_id)| id::localpart(user_id.as_str()).to_owned())
    };
    let account = move || {
        sessions.current().map(|session| {
            let version = session.version.clone().map(|version| format!("{} {version}", text::app::synapse()));
            view! {
                <p>
                    {said(
                        text::app::signed_in(),
                        &|slot, _| match slot {
                            "user" => view! { <strong><bdi>{session.user_id.to_string()}</bdi></strong> }.into_any(),
                            _ => view! { <span class="id">{session.base_url.clone()}</span> }.into_any(),
                        },
                    )}
                    {version.map(|version| format!(" ({version})"))}
                </p>
                <SignOut session />
            }
            .into_any()
        })
    };
    view! {
        <details
            class="menu"
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
                </button> {drawn(account)} <Servers />
            </div>
        </details>
    }
}

/// The servers that one is signed in to, where there are several, and the way to another.
#[component]
fn Servers() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let links = move || {
        let (all, here, page) = (sessions.all(), sessions.identity(), nav.page().elsewhere());
        let link = |(base_url, user_id): Identity| {
            let current = here.as_ref().is_some_and(|(here, _)| *here == base_url);
            let name = host(&base_url).to_owned();
            let href = Address { page: page.clone(), server: Some(base_url) }.href();
            view! {
                <li>
                    <a href=href aria-current=current.then_some("true")>
                        <bdi>{String::from(user_id)}</bdi>
                        <span class="hint">{name}</span>
                    </a>
                </li>
            }
            .into_any()
        };
        all.into_iter().map(link).collect_view().into_any()
    };
    let add = Address { page: Page::SignIn, server: None }.href();
    drawn(move || {
        let count = sessions.all().len();
        (count > 0).then(|| {
            view! {
                <nav class="servers" aria-label=text::app::servers()>
                    {(count > 1)
                        .then(|| view! { <h2>{text::app::servers()}</h2> <ul class="plain">{drawn(move || Some(links()))}</ul> }.into_any())}
                    <a href=add.clone()>{text::app::add_server()}</a>
                </nav>
            }
            .into_any()
        })
    })
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
