//! `#/open?url=<anything>`: leads on to what a link, bookmarklet or pasted id names.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::lists::users::Users;
use crate::model::id;
use crate::model::link::{Target, understand, understand_alias};
use crate::route::Page;
use crate::state::boxed::effect;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// The page that a target is shown on.
#[must_use]
pub fn page_of(target: Target) -> Page {
    match target {
        Target::User(id) => Page::User(id),
        Target::Room(id) => Page::Room(id),
        Target::Alias(alias) => Page::Alias(alias),
        Target::Search(name) => Users::searched(&name),
    }
}

/// The page that the text of a field for aliases names: `page` shows an alias. Rooms and users have pages of their own.
#[must_use]
pub fn page_of_alias(text: &str, own_server: &str, page: fn(String) -> Page) -> Page {
    match understand_alias(text, own_server) {
        Some(Target::Alias(alias)) => page(alias),
        Some(target @ (Target::User(_) | Target::Room(_))) => page_of(target),
        Some(Target::Search(_)) | None => page(id::alias(text, own_server)),
    }
}

/// Goes on at once, in place of this address; says so when there is nowhere to go.
#[component]
pub fn OpenPage(
    /// What to open.
    url: String,
) -> impl IntoView {
    let nav = Nav::use_();
    let target = understand(&url, &Sessions::use_().server_name());
    let nowhere = target.is_none();
    effect(move || {
        if let Some(target) = target.clone() {
            nav.replace(page_of(target));
        }
    });
    nowhere.then(|| {
        view! {
            <PageHead title=text::overview::open_title() />
            <p>{text::overview::open_nothing()}</p>
            <p>
                <a href=nav.href(Page::Overview)>{text::app::to_overview()}</a>
            </p>
        }
        .into_any()
    })
}
