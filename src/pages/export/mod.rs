//! Exporting a user's data.

mod form;
mod kept;
mod preview;
mod running;

use leptos::prelude::*;

use self::form::{Users, Wanted};
use self::kept::{AllKept, KeptExport};
use self::preview::WhatThereIs;
use self::running::{Ended, Running};
use crate::browser::pick;
use crate::components::PageHead;
use crate::export::options::{Eyes, Options};
use crate::route::Page;
use crate::state::boxed::effect;
use crate::state::export::{Exports, Phase};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text::export as words;

/// What is wanted, as it stands in the form.
#[derive(Clone, Copy)]
struct Form {
    media: RwSignal<bool>,
    since: RwSignal<String>,
    until: RwSignal<String>,
    unfiltered: RwSignal<bool>,
    on_disk: RwSignal<bool>,
    leave_out: RwSignal<Vec<String>>,
}

impl Form {
    fn new() -> Self {
        Self {
            media: RwSignal::new(true),
            since: RwSignal::new(String::new()),
            until: RwSignal::new(String::new()),
            unfiltered: RwSignal::new(false),
            on_disk: RwSignal::new(pick::is_there()),
            leave_out: RwSignal::new(Vec::new()),
        }
    }

    /// What is wanted of one user.
    fn options(self, sessions: Sessions, user_id: &str) -> Options {
        let until = form::day_ms(&self.until.get_untracked()).map(|day| day + 86_400_000);
        Options {
            base_url: sessions.base_url(),
            user_id: user_id.to_owned(),
            admin_id: sessions.user_id().into(),
            media: self.media.get_untracked(),
            since_ms: form::day_ms(&self.since.get_untracked()),
            until_ms: until,
            leave_out: self.leave_out.get_untracked(),
            view: if self.unfiltered.get_untracked() { Eyes::AdminUnfiltered } else { Eyes::AsUser },
        }
    }
}

/// From the users in the address to their ZIPs. Follows the address to other users while nothing runs.
#[component]
pub fn ExportPage() -> impl IntoView {
    let (nav, sessions, exports) = (Nav::use_(), Sessions::use_(), Exports::use_());
    let users = Memo::new(move |_| match nav.page() {
        Page::Export(users) => users,
        _ => Vec::new(),
    });
    let form = Form::new();
    effect(move || {
        if let Some(first) = users.get().first() {
            let options = untrack(|| form.options(sessions, first));
            exports.turn_to(options);
        }
    });
    view! {
        <PageHead title=words::title().to_owned() />
        <p class="lead">{words::lead()}</p>
        <div class="export">
            {move || {
                if users.with(Vec::is_empty) {
                    view! {
                        <Users />
                        <AllKept />
                    }
                        .into_any()
                } else {
                    view! { <OfUsers users form /> }.into_any()
                }
            }}
        </div>
    }
}

/// The export of somebody.
#[component]
fn OfUsers(
    /// MXIDs.
    users: Memo<Vec<String>>,
    /// What is wanted.
    form: Form,
) -> impl IntoView {
    let (nav, exports) = (Nav::use_(), Exports::use_());
    let who = move || {
        let link = |user: &String| {
            let href = nav.href(Page::User(user.clone()));
            view! {
                <li>
                    <a href=href>
                        <bdi>{user.clone()}</bdi>
                    </a>
                </li>
            }
        };
        users.with(|users| users.iter().map(link).collect_view())
    };
    let is_running = Memo::new(move |_| exports.phase.get() == Phase::Running);
    view! {
        <ul class="plain whose">{who}</ul>
        {move || {
            if is_running.get() {
                view! { <Running /> }.into_any()
            } else {
                view! {
                    <Ended />
                    <KeptExport users />
                    <Wanted users form />
                    <WhatThereIs users form />
                }
                    .into_any()
            }
        }}
    }
}
