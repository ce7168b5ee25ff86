//! Which page is shown: by address, session and admin right. Only another page is drawn anew; other parameters of the
//! same page are its own business.

use leptos::prelude::*;

use super::parts::Parts;
use crate::browser::{dom, location};
use crate::pages::not_admin::NotAdminPage;
use crate::pages::sign_in::SignInPage;
use crate::route::{Page, Question};
use crate::state::departures::Departures;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;

/// What is shown, without what its page reads from the address itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    SignIn(Option<String>),
    NotAdmin,
    FirstAdmin,
    Doctor(Option<String>),
    Logs,
    Home,
    Users,
    User(String),
    Rooms,
    Room(String),
    Aliases,
    Answers,
    Answer(Question),
    Export,
    Open(String),
    NotFound,
}

fn shown(nav: Nav, sessions: Sessions, departures: Departures) -> Shown {
    let page = nav.page();
    // These need no session: the first two are for who cannot get in yet, and a log belongs to no server.
    match page {
        Page::FirstAdmin => return Shown::FirstAdmin,
        Page::Doctor => return Shown::Doctor(nav.server()),
        Page::Logs(_) => return Shown::Logs,
        _ => {}
    }
    if page == Page::SignIn || sessions.identity().is_none() || departures.has_arrival(nav) {
        return Shown::SignIn(nav.server());
    }
    if sessions.is_not_admin() {
        return Shown::NotAdmin;
    }
    match page {
        Page::SignIn | Page::FirstAdmin | Page::Doctor | Page::Logs(_) | Page::Home => Shown::Home,
        Page::Users(_) => Shown::Users,
        Page::User(id) => Shown::User(id),
        Page::Rooms(_) => Shown::Rooms,
        Page::Room(id) => Shown::Room(id),
        Page::Aliases | Page::Alias(_) => Shown::Aliases,
        Page::Answers(_) => Shown::Answers,
        Page::Answer(answer) => Shown::Answer(answer.question),
        Page::Export(_) => Shown::Export,
        Page::Open(url) => Shown::Open(url),
        Page::NotFound(_) => Shown::NotFound,
    }
}

/// The page.
#[component]
pub(super) fn Screen() -> impl IntoView {
    let (nav, sessions, parts) = (Nav::use_(), Sessions::use_(), Parts::new());
    // Another account means other data, so it is part of what is compared.
    let departures = Departures::use_();
    let choice = Memo::new(move |_| (shown(nav, sessions, departures), sessions.identity()));
    // Who comes back from signing in elsewhere types nothing any more.
    if departures.is_expecting() {
        parts.load_pages();
    }
    move || {
        let (shown, _) = choice.get();
        if location::navigated() {
            dom::scroll_to_top();
        }
        match shown {
            // Who begins to type will need the pages behind the form.
            Shown::SignIn(_) => view! { <div on:input=move |_| parts.load_pages()><SignInPage /></div> }.into_any(),
            Shown::NotAdmin => view! { <NotAdminPage /> }.into_any(),
            page => parts.draw(page),
        }
    }
}
