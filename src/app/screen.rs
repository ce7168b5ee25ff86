//! Which page is shown: by address, session and admin right. Only another page is drawn anew; other parameters of the
//! same page are its own business.

use leptos::prelude::*;

use crate::browser::{dom, location};
use crate::pages::aliases::AliasesPage;
use crate::pages::home::HomePage;
use crate::pages::not_admin::NotAdminPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::open::OpenPage;
use crate::pages::rooms::{RoomPage, RoomsPage};
use crate::pages::sign_in::SignInPage;
use crate::pages::users::{UserPage, UsersPage};
use crate::route::Page;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;

/// What is shown, without what its page reads from the address itself.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    SignIn(Option<String>),
    NotAdmin,
    Home,
    Users,
    User(String),
    Rooms,
    Room(String),
    Aliases,
    Open(String),
    NotFound,
}

fn shown(nav: Nav, sessions: Sessions) -> Shown {
    let page = nav.page();
    if page == Page::SignIn || sessions.identity().is_none() {
        return Shown::SignIn(nav.server());
    }
    if sessions.is_not_admin() {
        return Shown::NotAdmin;
    }
    match page {
        Page::SignIn | Page::Home => Shown::Home,
        Page::Users(_) => Shown::Users,
        Page::User(id) => Shown::User(id),
        Page::Rooms(_) => Shown::Rooms,
        Page::Room(id) => Shown::Room(id),
        Page::Aliases | Page::Alias(_) => Shown::Aliases,
        Page::Open(url) => Shown::Open(url),
        Page::NotFound(_) => Shown::NotFound,
    }
}

/// The page.
#[component]
pub(super) fn Screen() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    // Another account means other data, so it is part of what is compared.
    let choice = Memo::new(move |_| (shown(nav, sessions), sessions.identity()));
    move || {
        let (shown, _) = choice.get();
        if location::navigated() {
            dom::scroll_to_top();
        }
        match shown {
            Shown::SignIn(_) => view! { <SignInPage /> }.into_any(),
            Shown::NotAdmin => view! { <NotAdminPage /> }.into_any(),
            Shown::Home => view! { <HomePage /> }.into_any(),
            Shown::Users => view! { <UsersPage /> }.into_any(),
            Shown::User(user_id) => view! { <UserPage user_id /> }.into_any(),
            Shown::Rooms => view! { <RoomsPage /> }.into_any(),
            Shown::Room(room_id) => view! { <RoomPage room_id /> }.into_any(),
            Shown::Aliases => view! { <AliasesPage /> }.into_any(),
            Shown::Open(url) => view! { <OpenPage url /> }.into_any(),
            Shown::NotFound => view! { <NotFoundPage /> }.into_any(),
        }
    }
}
