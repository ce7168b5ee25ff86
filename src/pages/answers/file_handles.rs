//! Why does Synapse run out of file handles?

use std::cmp::Reverse;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use super::health::{MetricsField, NamedRoom, pasted_now, room_cell};
use crate::api::federation::ListDestinations;
use crate::api::rooms::{ListRooms, RoomOrder, RoomSummary, RoomsPage};
use crate::api::{Row, curl};
use crate::browser::intl;
use crate::components::{Finding, Load, Source, Table, bar, findings, number_words, placed_snippet, said};
use crate::model::health::{self, FILES_AT_LEAST, Verdict};
use crate::model::metrics::ProcessMetrics;
use crate::pages::no_rooms::no_rooms;
use crate::route::{AnswerQuery, LogsQuery, LogsTab, Question};
use crate::snippets;
use crate::state::api::Api;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text::answers::file_handles as words;
use crate::text::answers::health as shared;

/// The limit in the snippets: above the FAQ's, and what systemd itself uses nowadays for services that ask for much.
const HANDLES: u64 = 65_536;

/// How many rooms are asked for, and how many of them are shown.
const ASKED: u64 = 100;
const SHOWN: usize = 10;

fn largest_rooms() -> ListRooms {
    ListRooms { limit: ASKED, order_by: RoomOrder::JoinedMembers, ..ListRooms::default() }
}

fn all_destinations() -> ListDestinations {
    ListDestinations { limit: 1, ..ListDestinations::default() }
}

/// The page.
#[component]
pub fn FileHandlesPage() -> impl IntoView {
    let nav = Nav::use_();
    let process = RwSignal::new(None::<ProcessMetrics>);
    let found = move || findings(vec![process.with(|read| handles(read.as_ref()))]);
    view! {
        <AnswerFrame words=words::words() snippets=snippets::file_handles::limits(HANDLES)>
            {found}
            <MetricsField process />
            <Predictors />
            <h3>{words::stuck()}</h3>
            <p>{words::stuck_lead()}</p>
            <p>
                <a href=nav.href(LogsQuery::default().on(LogsTab::Problems).page())>{words::explorer()}</a>
            </p>
            {snippets::file_handles::received_requests().into_iter().map(placed_snippet).collect_view()}
        </AnswerFrame>
    }
}

/// How many handles are open of how many.
fn handles(process: Option<&ProcessMetrics>) -> AnyView {
    let both = process.and_then(|read| Some((read.open_files?, read.most_files?)));
    let verdict = both.map_or(Verdict::Unknown, |(open, most)| health::files(open, most));
    let said = match (process, both) {
        (_, Some((open, most))) => handles_in_words(open, most),
        (Some(_), None) => view! { <p>{words::handles_missing()}</p> }.into_any(),
        (None, None) => view! { <p>{words::handles_unknown()}</p> }.into_any(),
    };
    let raise = matches!(verdict, Verdict::Warn | Verdict::Bad);
    view! {
        <Finding title=words::handles() verdict=Signal::stored(verdict)>
            {said}
            {raise.then(|| view! { <p>{words::handles_raise()} " " {words::handles_stuck()}</p> }.into_any())}
            {both.map(|_| pasted_now())}
        </Finding>
    }
    .into_any()
}

#[allow(clippy::cast_precision_loss)]
fn handles_in_words(open: u64, most: u64) -> AnyView {
    let percent = intl::ratio(open as f64 / most.max(1) as f64);
    let low = most < FILES_AT_LEAST;
    view! {
        <p>{words::handles_are(&intl::number(open), &intl::number(most), &percent)}</p>
        {bar(open, most)}
        {low.then(|| view! { <p>{words::handles_low(&intl::number(FILES_AT_LEAST))}</p> }.into_any())}
    }
    .into_any()
}

/// What lets one expect many handles: how many servers there are to talk to.
#[component]
fn Predictors() -> impl IntoView {
    let (api, nav) = (Api::use_(), Nav::use_());
    let destinations = Query::new(move || api.call(all_destinations()));
    let rooms = Query::new(move || api.call(largest_rooms()));
    let total = move || destinations.with(|page| page.as_ref().map(|page| number_words(&page.total)));
    let table = move || rooms.with(|page| page.as_ref().map(|page| remote_table(page, nav)));
    view! {
        <h3>{words::predictors()}</h3>
        <p>{words::predictors_lead()}</p>
        <Load status=destinations.status()>
            <p>{said(words::destinations(), &|_, _| view! { <strong>{total}</strong> }.into_any())}</p>
        </Load>
        <Source status=destinations.status() requests=vec![curl::source(&all_destinations())] />
        <h4>{words::remote_members()}</h4>
        <p class="hint">{words::remote_members_what()}</p>
        <Load status=rooms.status()>{table}</Load>
        <Source status=rooms.status() requests=vec![curl::source(&largest_rooms())] />
        <p>
            <a href=nav.href(AnswerQuery::new(Question::ServersInRoom).page())>{words::count_servers()}</a>
        </p>
    }
}

fn remote(room: &RoomSummary) -> Option<u64> {
    let count = room.joined_members.known()?.saturating_sub(room.joined_local_members.known()?);
    (count > 0).then_some(count)
}

fn remote_table(page: &RoomsPage, nav: Nav) -> AnyView {
    if page.rooms.is_empty() {
        return no_rooms();
    }
    let mut rooms: Vec<(NamedRoom, u64)> = page
        .rooms
        .iter()
        .filter_map(|row| match row {
            Row::Good(room) => remote(room).map(|count| (room.into(), count)),
            // Nothing can be said about how many servers are in a row that could not be read.
            Row::Odd(_) => None,
        })
        .collect();
    rooms.sort_by_key(|(_, count)| Reverse(*count));
    let Some(most) = rooms.first().map(|(_, count)| *count) else {
        return view! { <p class="empty">{words::no_remote(&intl::number(u64::try_from(page.rooms.len()).unwrap_or(u64::MAX)))}</p> }.into_any();
    };
    let head = view! {
        <th scope="col">{shared::column_room()}</th>
        <th scope="col" class="num">
            {words::column_remote()}
        </th>
        <td class="bar-cell"></td>
    }
    .into_any();
    let rows = rooms.into_iter().take(SHOWN).map(|(room, count)| {
        view! {
            <tr>
                {room_cell(room, nav)} <td class="num">{intl::number(count)}</td>
                <td class="bar-cell">{bar(count, most)}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect_view();
    view! {
        <Table name=words::remote_members() head>
            {rows}
        </Table>
    }
    .into_any()
}
