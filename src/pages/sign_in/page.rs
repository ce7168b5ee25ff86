//! The sign-in page: at its own address, and in place of any page that needs a session.

use leptos::prelude::*;

use super::elsewhere::{Asked, elsewhere};
use super::form::SignInForm;
use crate::api::session::Session;
use crate::components::PageHead;
use crate::route::{Address, Kind, Page};
use crate::state::departures::{Arrival, Departures};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// The page. Afterwards the page of the address is shown, or the overview.
#[component]
pub fn SignInPage() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let departures = Departures::use_();
    let arrival = departures.take_arrival(nav);
    let address = untrack(|| nav.address());
    let wants_page = !matches!(address.page, Page::SignIn | Page::Overview);
    let done = Callback::new(move |session: Session| {
        let now = untrack(|| nav.address());
        let page = if now.page == Page::SignIn { Page::Overview } else { now.page };
        // An address that names another server than the one just signed in to would ask again.
        let fits = |server: &String| sessions.latest(&session).unwrap_or_else(|| session.clone()).counts_for(server);
        // With several servers each address says which one it means.
        let needed = sessions.another_than(&session.base_url).map(|_| session.base_url.clone());
        let server = match now.server {
            Some(server) if fits(&server) => Some(server),
            Some(_) => Some(session.base_url.clone()),
            None => needed,
        };
        nav.replace_address(&Address { page, server });
        departures.is_in();
    });
    let left_for = arrival.as_ref().and_then(Arrival::server).map(str::to_owned);
    let is_named = address.server.is_some();
    let server = RwSignal::new(address.server.unwrap_or_default());
    // While the sign-in is being finished, nobody needs to look the server up again.
    let on_not_in = Callback::new(move |()| {
        if let Some(left_for) = left_for.clone().filter(|_| !is_named) {
            server.set(left_for);
        }
    });
    view! {
        <div class="narrow">
            <PageHead title=text::sign_in::title() />
            <p class="lead">{if wants_page { text::sign_in::first_sign_in() } else { text::sign_in::lead() }}</p>
            {arrival
                .map(|arrival| {
                    let part = elsewhere();
                    move || part.draw(Asked::Arrival(arrival.clone(), done, on_not_in))
                })}
            <SignInForm server again=None on_done=done />
            <p class="hint">
                <a href=nav.href(Kind::Logs.start())>{text::sign_in::to_logs()}</a>
            </p>
        </div>
    }
}
