//! How many users and rooms there are, and which Synapse this is.

use std::sync::Arc;

use leptos::prelude::*;

use super::Reads;
use crate::api::Number;
use crate::api::rooms::RoomsPage;
use crate::api::users::UsersPage;
use crate::components::number_words;
use crate::route::{AnswerQuery, Page, Pairs, Question};
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::{Failure, Query, Status};
use crate::text;
use crate::text::overview as words;

type Said = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// The numbers, each a link to what was counted.
#[component]
pub(super) fn Stats(
    /// What was read.
    reads: Reads,
) -> impl IntoView {
    let nav = Nav::use_();
    let Reads { version, users, rooms, .. } = reads;
    let said = said(users, |page: &UsersPage| number_words(&page.total));
    let of_rooms = self::said(rooms, |page: &RoomsPage| match page.total {
        Number::Whole(0) => text::rooms::none_listed().to_owned(),
        _ => number_words(&page.total),
    });
    let slow = AnswerQuery::new(Question::Slow).page();
    view! {
        <dl class="stats">
            {stat(words::fact_users(), nav.href(Page::Users(Pairs::default())), users.status(), said)}
            {stat(words::fact_rooms(), nav.href(Page::Rooms(Pairs::default())), rooms.status(), of_rooms)}
            {stat(words::fact_version(), nav.href(slow), version.status(), self::said(version, String::clone))}
        </dl>
    }
}

fn said<T: PartialEq + Send + Sync + 'static>(read: Query<T>, say: fn(&T) -> String) -> Said {
    Arc::new(move || read.with(|read| read.as_ref().map(say)))
}

/// One number; why there is none, in short. The part of the page with the same read says more, and can try again.
fn stat(name: &'static str, href: String, status: Status, said: Said) -> AnyView {
    let value = move || {
        if let Some(said) = said() {
            return Some(view! { <a href=href.clone()>{said}</a> }.into_any());
        }
        let words = match status.failure() {
            Some(Failure::Error(error)) => text::errors::explain(&error).title,
            Some(Failure::Cancelled) => text::app::cancelled().to_owned(),
            None => "…".to_owned(),
        };
        Some(view! { <span class="hint">{words}</span> }.into_any())
    };
    view! {
        <div class="panel">
            <dt>{name}</dt>
            <dd>{drawn(value)}</dd>
        </div>
    }
    .into_any()
}
