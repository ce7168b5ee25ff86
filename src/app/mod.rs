//! The app: provides the state, draws the frame, and chooses the page.

mod header;
mod parts;
mod screen;
mod session_ended;
mod shortcuts;
mod sign_out;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clipboard;
use crate::components::NoticeRegion;
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::departures::Departures;
use crate::state::language;
use crate::state::lasting::Lasting;
use crate::state::nav::Nav;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;
use crate::text;

use header::Header;
use screen::Screen;
use session_ended::SessionEnded;
use shortcuts::Shortcuts;

/// Draws the app into the page, in the language that was chosen, and perhaps with the part of its page already there.
pub fn start() {
    // Not Leptos' own: that needs an app which is mounted.
    spawn_local(async {
        language::begin().await;
        parts::first().await;
        mount_to_body(App);
    });
}

/// Everything.
#[component]
fn App() -> impl IntoView {
    Lasting::provide();
    let settings = Settings::provide();
    let notices = Notices::provide();
    // Before anything reads the address: somebody may come back with more in it.
    Departures::provide();
    let nav = Nav::provide();
    let sessions = Sessions::provide(nav, notices, settings);
    Api::provide(sessions);
    clipboard::serve_buttons(move |copied| {
        if copied {
            notices.tell(text::app::copied());
        } else {
            notices.warn(text::app::copy_refused());
        }
    });
    let help = RwSignal::new(false);
    view! {
        <a class="skip" href="#main" on:click=skip>
            {text::app::skip_to_content()}
        </a>
        <Header help />
        <main id="main" tabindex="-1">
            {drawn(move || {
                settings
                    .mistake()
                    .map(|mistake| view! { <p class="panel bad">{mistake}</p> }.into_any())
            })}
            <Screen />
        </main>
        <NoticeRegion />
        <SessionEnded />
        <Shortcuts open=help />
    }
}

/// The fragment belongs to the router, so the skip link moves the focus by hand.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    crate::browser::dom::focus("#main");
}
