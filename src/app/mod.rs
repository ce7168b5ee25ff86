//! The app: provides the state, draws the frame, and chooses the page.

mod header;
mod main_nav;
mod palette;
mod parts;
mod pictures;
mod screen;
mod seldom;
mod shortcuts;

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
use main_nav::MainNav;
use screen::Screen;
use seldom::{Asked, seldom};

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
    pictures::offer(Api::provide(sessions), sessions, settings);
    clipboard::serve_buttons(move |copied| {
        if copied {
            notices.tell(text::app::copied());
        } else {
            notices.warn(text::app::copy_refused());
        }
    });
    let (help, seldom) = (RwSignal::new(false), seldom());
    let find = palette::Asked { open: RwSignal::new(false), typed: RwSignal::new(String::new()), help };
    let palette = palette::palette();
    shortcuts::listen(find, palette);
    let signed_in = Memo::new(move |_| sessions.identity().is_some());
    // Once it is there, the dialog opens and closes by itself.
    let has_ended = Memo::new(move |had: Option<&bool>| had == Some(&true) || sessions.is_ended());
    let has_palette = Memo::new(move |had: Option<&bool>| had == Some(&true) || find.open.get());
    let has_help = Memo::new(move |had: Option<&bool>| had == Some(&true) || help.get());
    let is_mistaken = Memo::new(move |_| settings.with_config(|config| !config.mistakes.is_empty()));
    view! {
        <a class="skip" href="#main" on:click=skip>
            {text::app::skip_to_content()}
        </a>
        <Header seldom help find=find.open />
        {drawn(move || signed_in.get().then(|| view! { <MainNav /> }.into_any()))}
        <main id="main" tabindex="-1">
            {drawn(move || is_mistaken.get().then(|| seldom.draw(Asked::Mistakes)))}
            {drawn(move || has_ended.get().then(|| seldom.draw(Asked::Ended)))}
            <Screen />
        </main>
        <NoticeRegion />
        <div class="above">
            {drawn(move || has_help.get().then(|| seldom.draw(Asked::Shortcuts(help))))}
            {drawn(move || has_palette.get().then(|| palette.draw(find)))}
        </div>
    }
}

/// The fragment belongs to the router, so the skip link moves the focus by hand.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    crate::browser::dom::focus("#main");
}
