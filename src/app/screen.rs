//! Which page is shown: by address, session and admin right. Only another page is drawn anew; other parameters of the
//! same page are its own business.

use leptos::prelude::*;

use super::parts::Parts;
use crate::browser::{dom, location};
use crate::pages::not_admin::NotAdminPage;
use crate::pages::sign_in::SignInPage;
use crate::route::{Drawing, Kind, Page};
use crate::state::boxed::drawn;
use crate::state::departures::Departures;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;
use crate::text;

/// What is shown, as far as it is drawn anew when it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    /// The sign-in form, for the server that the address names.
    SignIn(Option<String>),
    /// That the account is no admin.
    NotAdmin,
    /// The page of the address, and the server where it is another one there.
    Page(Drawing, Option<String>),
}

fn choose(nav: Nav, sessions: Sessions, departures: Departures) -> Choice {
    let page = nav.page();
    let row = page.kind().row();
    let has_session = || sessions.identity().is_some() && !departures.has_arrival(nav);
    if page == Page::SignIn || !row.open && !has_session() {
        return Choice::SignIn(nav.server());
    }
    if !row.open && sessions.is_not_admin() {
        return Choice::NotAdmin;
    }
    Choice::Page(page.drawing(), nav.server().filter(|_| row.by_server))
}

/// The page.
#[component]
pub(super) fn Screen() -> impl IntoView {
    let (nav, sessions, settings, parts) = (Nav::use_(), Sessions::use_(), Settings::use_(), Parts::new());
    // Another account means other data, so it is part of what is compared.
    let departures = Departures::use_();
    let choice = Memo::new(move |_| (choose(nav, sessions, departures), sessions.identity()));
    let load_what_follows = move || match untrack(|| nav.page().kind()) {
        Kind::SignIn => parts.load(Kind::Overview),
        wanted => parts.load(wanted),
    };
    // Who comes back from signing in elsewhere types nothing any more.
    if departures.is_expecting() {
        load_what_follows();
    }
    // Who begins to type will need the page behind the form.
    let sign_in = move || view! { <div on:input=move |_| load_what_follows()><SignInPage /></div> }.into_any();
    drawn(move || {
        let (choice, _) = choice.get();
        if location::navigated() {
            dom::scroll_to_top();
        }
        Some(match choice {
            Choice::SignIn(_) => sign_in(),
            Choice::NotAdmin => view! { <NotAdminPage /> }.into_any(),
            Choice::Page(..) => {
                let page = untrack(|| nav.page());
                // Until the page says more, and where it cannot be loaded.
                let name = text::pages::name(page.kind());
                dom::set_title(&text::app::window_title(name, &untrack(|| settings.title())));
                parts.draw(page).unwrap_or_else(sign_in)
            }
        })
    })
}
