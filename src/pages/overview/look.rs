//! What may need somebody's attention, or that it was looked at and is fine.

use leptos::prelude::*;

use super::Reads;
use crate::api::federation::DestinationsPage;
use crate::api::federation::sample::Sample;
use crate::api::rooms::RoomsPage;
use crate::api::server::UpdatesStatus;
use crate::api::{Number, OddRow, Row};
use crate::browser::intl;
use crate::components::{Load, badge, number_or, number_words, said};
use crate::lists::room_name::room_name;
use crate::model::health::{self, Verdict};
use crate::model::version::{NEWEST_KNOWN, Standing, Version};
use crate::route::{AnswerQuery, Kind, Page, Question};
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;
use crate::text::overview as words;

/// What one look has come to: how it is, and a sentence.
type Seen = (Verdict, AnyView);

/// The looks.
#[component]
pub(super) fn NeedsALook(
    /// What was read.
    reads: Reads,
) -> impl IntoView {
    let nav = Nav::use_();
    let Reads { version, servers, updates, state, .. } = reads;
    let slow = nav.href(AnswerQuery::new(Question::Slow).page());
    view! {
        <section class="panel looks">
            <h2>{words::look()}</h2>
            <ul class="plain">
                {look(words::version(), slow.clone(), version, |version| see_version(version))}
                {look(words::servers(), nav.href(Kind::ServersWeTalkTo.start()), servers, see_servers)}
                {look(words::updates(), slow.clone(), updates, see_updates)}
                {look(words::state(), nav.href(AnswerQuery::new(Question::BiggestRooms).page()), state, see_state)}
            </ul>
            <p>
                <a href=slow>{words::slow()}</a>
            </p>
        </section>
    }
}

/// One look: its name leads to the page that knows more.
fn look<T: PartialEq + Send + Sync + 'static>(
    name: &'static str,
    href: String,
    read: Query<T>,
    see: fn(&T) -> Seen,
) -> AnyView {
    let seen = move || {
        read.with(|read| {
            read.as_ref().map(|read| {
                let (verdict, sentence) = see(read);
                view! {
                    {verdict_badge(verdict)}
                    <span>{sentence}</span>
                }
                .into_any()
            })
        })
    };
    view! {
        <li>
            <a href=href>{name}</a>
            <Load status=read.status()>{drawn(seen)}</Load>
        </li>
    }
    .into_any()
}

fn verdict_badge(verdict: Verdict) -> AnyView {
    match verdict {
        Verdict::Good => badge(words::fine(), "good"),
        Verdict::Warn => badge(words::warn(), "warn"),
        Verdict::Bad => badge(words::bad(), "bad"),
        Verdict::Unknown => badge(words::unknown(), ""),
    }
}

fn see_version(version: &str) -> Seen {
    let read = Version::parse(version);
    let newest = NEWEST_KNOWN.to_string();
    let sentence = match Standing::of(read) {
        Standing::Unread => words::version_unread().to_owned(),
        Standing::Newer => words::version_newer(&newest),
        Standing::Newest => words::version_newest().to_owned(),
        Standing::Unpatched => words::version_patch(&newest),
        Standing::Behind(releases) => words::version_behind(releases, &newest),
    };
    (health::version(read), sentence.into_any())
}

fn see_servers(page: &Option<DestinationsPage>) -> Seen {
    let Some(page) = page else { return (Verdict::Unknown, words::no_endpoint().into_any()) };
    let sample = Sample::of(page);
    let verdict = sample.verdict();
    let Sample { failing, seen, all, is_whole } = sample;
    let count = number_words(&all);
    let sentence = match (failing, is_whole) {
        (0, true) if all == Number::Whole(0) => words::servers_empty().to_owned(),
        (0, true) => words::servers_none(&count),
        (0, false) => words::servers_unproven(&intl::number(seen), &count),
        (failing, true) => words::servers_some(failing, &count),
        (failing, false) => words::servers_least(failing, &count),
    };
    let usual = (failing > 0 && verdict == Verdict::Good).then(|| format!(" {}", words::servers_usual()));
    (verdict, view! { {sentence}{usual} }.into_any())
}

fn see_updates(updates: &Option<UpdatesStatus>) -> Seen {
    let Some(updates) = updates else { return (Verdict::Unknown, words::no_endpoint().into_any()) };
    let running = updates.running.first().map(|update| {
        said(words::updates_running(), &|slot, _| match slot {
            "name" => view! { <bdi>{update.name.clone()}</bdi> }.into_any(),
            _ => number_words(&update.items).into_any(),
        })
    });
    let more = updates.running.len().saturating_sub(1);
    match (updates.enabled, running) {
        (false, _) => (Verdict::Warn, words::updates_off().into_any()),
        (true, None) => (Verdict::Good, words::updates_none().into_any()),
        (true, Some(running)) => {
            let more = (more > 0).then(|| format!(" {}", words::updates_more(more)));
            (Verdict::Warn, view! { {running}{more} }.into_any())
        }
    }
}

fn see_state(page: &RoomsPage) -> Seen {
    let nav = Nav::use_();
    let room = match page.rooms.first() {
        Some(Row::Good(room)) => room,
        Some(Row::Odd(OddRow { json, .. })) => {
            let odd = view! { {text::list::odd_row()} " " <code>{json.clone()}</code> };
            return (Verdict::Unknown, odd.into_any());
        }
        None => return (Verdict::Unknown, text::rooms::none_listed().into_any()),
    };
    let verdict = room.state_events.known().map_or(Verdict::Unknown, health::state_events);
    let sentence = view! {
        <a href=nav.href(Page::Room(room.room_id.to_string()))>
            <bdi>{room_name(room)}</bdi>
        </a>
        ": "
        {words::state_is(&number_or(&room.state_events, "?"))}
    };
    (verdict, sentence.into_any())
}
