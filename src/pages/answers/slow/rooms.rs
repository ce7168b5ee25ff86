//! Findings about rooms and the servers in them.

use leptos::prelude::*;

use super::checked::{Checked, judged, told};
use super::{ROOMS, biggest_rooms, destinations};
use crate::api::federation::DestinationsPage;
use crate::api::rooms::{RoomSummary, RoomsPage};
use crate::api::{Row, curl};
use crate::browser::intl;
use crate::components::{Finding, id_text, number_or, number_words};
use crate::lists::room_name::room_name;
use crate::model::health::{self, Verdict};
use crate::pages::answers::health::{Extremities, named};
use crate::pages::no_rooms::no_rooms;
use crate::route::{AnswerQuery, Page, Question};
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text::answers::slow as words;

fn biggest(page: &RoomsPage) -> Option<&RoomSummary> {
    page.rooms.iter().find_map(|row| if let Row::Good(room) = row { Some(room) } else { None })
}

fn judge_biggest(page: &RoomsPage) -> Verdict {
    biggest(page).and_then(|room| room.state_events.known()).map_or(Verdict::Unknown, health::state_events)
}

/// How much state has the biggest room?
#[component]
pub(super) fn BiggestRoomFinding(
    /// The rooms with most state.
    rooms: Query<RoomsPage>,
) -> impl IntoView {
    let nav = Nav::use_();
    let tell = |page: &RoomsPage| {
        let nav = Nav::use_();
        let Some(room) = biggest(page) else {
            return no_rooms();
        };
        let count = number_or(&room.state_events, words::state_not_told());
        let many = judge_biggest(page) == Verdict::Warn;
        view! {
            <p>
                <a href=nav.href(Page::Room(room.room_id.to_string()))>
                    <bdi>{room_name(room)}</bdi>
                </a>
                ": "
                {words::most_state(&count)}
            </p>
            <p>{id_text(room.room_id.to_string(), None)}</p>
            {many.then(|| view! { <p>{words::biggest_room_many()}</p> }.into_any())}
        }
        .into_any()
    };
    view! {
        <Checked
            title=words::biggest_room()
            verdict=judged(rooms, judge_biggest)
            status=rooms.status()
            source=vec![curl::source(&biggest_rooms())]
        >
            {move || told(rooms, tell)}
            <p>
                <a href=nav.href(
                    AnswerQuery::new(Question::BiggestRooms).page(),
                )>{words::all_measures()}</a>
            </p>
        </Checked>
    }
}

/// Has one of the biggest rooms too many forward extremities?
#[component]
pub(super) fn ExtremitiesFinding(
    /// The rooms with most state.
    rooms: Query<RoomsPage>,
) -> impl IntoView {
    let verdict = RwSignal::new(Verdict::Unknown);
    let most = usize::try_from(ROOMS).unwrap_or(usize::MAX);
    let rooms = derived(move || rooms.with(|page| page.as_ref().map(|page| named(page, most)).unwrap_or_default()));
    view! {
        <Finding title=words::extremities() verdict>
            <Extremities rooms verdict />
        </Finding>
    }
}

/// How many fail, and of how many that were looked at.
fn failing(page: &DestinationsPage) -> (u64, u64) {
    let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
    let failing = page.destinations.iter().filter(|row| matches!(row, Row::Good(server) if server.is_failing()));
    (count(failing.count()), count(page.destinations.len()))
}

fn judge_failing(page: &DestinationsPage) -> Verdict {
    let (failing, of) = failing(page);
    match health::failing(failing, of) {
        // The rest of them may look different.
        Verdict::Good if page.total != of => Verdict::Unknown,
        verdict => verdict,
    }
}

/// Do many servers fail?
#[component]
pub(super) fn DestinationsFinding(
    /// The servers that this one sends to.
    servers: Query<DestinationsPage>,
) -> impl IntoView {
    let nav = Nav::use_();
    let tell = |page: &DestinationsPage| {
        let (failing, of) = failing(page);
        let all = if page.total == of { None } else { Some(number_words(&page.total)) };
        let said = words::failing(&intl::number(failing), &intl::number(of), all.as_deref());
        let many = judge_failing(page) == Verdict::Warn;
        view! {
            <p>{said}</p>
            {many.then(|| view! { <p>{words::destinations_many()}</p> }.into_any())}
        }
        .into_any()
    };
    view! {
        <Checked
            title=words::destinations()
            verdict=judged(servers, judge_failing)
            status=servers.status()
            source=vec![curl::source(&destinations())]
        >
            {move || told(servers, tell)}
            <p>
                <a href=nav.href(
                    AnswerQuery::new(Question::ServersWeTalkTo).page(),
                )>{words::destinations_list()}</a>
            </p>
        </Checked>
    }
}
