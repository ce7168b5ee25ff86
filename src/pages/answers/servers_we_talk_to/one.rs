//! One destination: how it does, and the rooms through which events were sent to it.

use futures_util::future::join;
use leptos::html;
use leptos::prelude::*;

use crate::api::federation::{Destination, DestinationRoom, DestinationRooms, DestinationRoomsPage, GetDestination};
use crate::api::{ApiError, Number, Row, curl};
use crate::browser::{clock, dom, intl, location};
use crate::components::{
    ErrorPanel, ListView, Load, OddTableRow, Source, Table, ago, badge, fact, facts, id_link, id_text, number_cell,
    number_or, number_words, time_words,
};
use crate::lists::destinations::Destinations;
use crate::model::version::Version;
use crate::route::{AnswerQuery, Page, Question};
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::servers_we_talk_to as words;

/// How many rooms are shown at first, and how many more each time.
const ROOMS: u64 = 100;

/// One destination and its rooms, which may fail without taking the rest along.
#[derive(Clone, PartialEq)]
struct One {
    /// `None`: the server does not know it.
    destination: Option<Destination>,
    rooms: Result<DestinationRoomsPage, ApiError>,
}

/// The part of the page about one destination.
#[component]
pub(super) fn OneDestination(
    /// Server name.
    destination: String,
    /// The list, for the way back to it.
    view: ListView,
    /// Counts changes that were made here.
    changes: RwSignal<u32>,
    /// Hears that it is to be reset.
    reset: Callback<Destination>,
) -> impl IntoView {
    let (nav, api) = (Nav::use_(), Api::use_());
    let limit = RwSignal::new(ROOMS);
    let get = GetDestination { destination: destination.as_str().into() };
    let get_rooms = DestinationRooms { destination: get.destination.clone(), from: 0, limit: ROOMS };
    let requests = vec![curl::source(&get), curl::source(&get_rooms)];
    let one = Query::new(move || {
        changes.track();
        let rooms = api.call(DestinationRooms { limit: limit.get(), ..get_rooms.clone() });
        let both = join(api.maybe(get.clone()), rooms);
        async move {
            let (destination, rooms) = both.await;
            Ok(One { destination: destination?, rooms })
        }
    });
    let heading = NodeRef::<html::H3>::new();
    effect(move || {
        if let Some(heading) = heading.get().filter(|_| location::navigated()) {
            dom::focus_element(&heading);
        }
    });
    let close = move || view.href(&view.state.with(|state| state.beside(Destinations::ROOMS_OF, "")));
    view! {
        <section class="panel one" aria-labelledby="one">
            <div class="page-head">
                <h3 id="one" tabindex="-1" node_ref=heading>
                    <bdi>{words::one(&destination)}</bdi>
                </h3>
                <a class="button" href=close>
                    {words::close_one()}
                </a>
            </div>
            <Source status=one.status() requests />
            <Load status=one.status()>
                {move || {
                    one.with(|one| {
                        one.clone()
                            .map(|One { destination, rooms }| match destination {
                                None => view! { <p>{words::unknown_destination()}</p> }.into_any(),
                                Some(destination) => known(destination, rooms, limit, nav, reset),
                            })
                    })
                }}
            </Load>
        </section>
    }
}

fn known(
    one: Destination,
    rooms: Result<DestinationRoomsPage, ApiError>,
    limit: RwSignal<u64>,
    nav: Nav,
    reset: Callback<Destination>,
) -> AnyView {
    let action = if one.can_be_reset() {
        reset_button(one.clone(), reset)
    } else {
        view! { <p class="hint">{words::nothing_to_reset()}</p> }.into_any()
    };
    let shown = match rooms {
        Ok(page) => rooms_table(page, limit, nav),
        Err(error) => view! { <ErrorPanel explained=text::errors::explain(&error) /> }.into_any(),
    };
    view! {
        {facts(one_facts(&one))}
        <div class="actions">{action}</div>
        <h4>{words::one_rooms()}</h4>
        {shown}
    }
    .into_any()
}

fn one_facts(one: &Destination) -> Vec<AnyView> {
    let next = match one.next_try() {
        None if one.fails() != Some(false) => text::app::unknown().into_any(),
        None => words::not_waiting().into_any(),
        Some(next) if next > clock::now() => ago(Some(next)).into_any(),
        Some(_) => words::one_at_once().into_any(),
    };
    let interval = match &one.retry_interval {
        Number::Missing | Number::Whole(0) => words::not_waiting().into_any(),
        Number::Whole(ms) => view! { <span title=exact(*ms)>{intl::span(*ms)}</span> }.into_any(),
        Number::Odd(raw) => text::list::odd_number(raw).into_any(),
    };
    vec![
        fact(words::column_server(), id_text(one.destination.to_string(), None)),
        fact(words::column_failing(), failing(one)),
        fact(words::column_last_try(), time_words(&one.retry_last_ts.unless_zero())),
        fact(words::column_interval(), interval),
        fact(words::one_next_try(), next),
        fact(words::column_delivered(), number_or(&one.last_successful_stream_ordering, words::nothing_delivered())),
    ]
}

fn rooms_table(page: DestinationRoomsPage, limit: RwSignal<u64>, nav: Nav) -> AnyView {
    let version = Sessions::use_().current_untracked().and_then(|session| Version::parse(&session.version?));
    let filtered = page.is_filtered(version);
    let DestinationRoomsPage { rooms, total } = page;
    if rooms.is_empty() {
        return view! { <p class="empty">{words::no_rooms()}</p> }.into_any();
    }
    if !filtered {
        let count = total.known().map(|total| words::rooms_counted(total, &intl::number(total)));
        return view! { <p class="panel warn">{count} " " {words::rooms_of_all()}</p> }.into_any();
    }
    let shown = u64::try_from(rooms.len()).unwrap_or(u64::MAX);
    let all = total.known();
    // Without a total, a full page may not be all.
    let more = all.map_or(shown >= limit.get_untracked(), |all| shown < all).then(|| {
        view! {
            <p class="toolbar">
                <span class="hint">{words::rooms_shown(&intl::number(shown), &number_words(&total))}</span>
                <button type="button" on:click=move |_| limit.update(|limit| *limit = limit.saturating_add(ROOMS))>
                    {words::show_more()}
                </button>
            </p>
        }
        .into_any()
    });
    let head = view! {
        <th scope="col">{words::room_column()}</th>
        <th scope="col" class="num">
            {words::sent_column()}
        </th>
        <th scope="col">{words::column_actions()}</th>
    }
    .into_any();
    let rows = rooms.into_iter().map(|room| room_row(room, nav)).collect::<Vec<_>>();
    view! {
        <Table name=words::one_rooms() head>
            {rows}
        </Table>
        {more}
    }
    .into_any()
}

fn room_row(row: Row<DestinationRoom>, nav: Nav) -> AnyView {
    let room = match row {
        Row::Good(room) => room,
        Row::Odd(row) => return view! { <OddTableRow row /> }.into_any(),
    };
    let servers = nav.href(AnswerQuery::about(Question::ServersInRoom, room.room_id.as_str()).page());
    view! {
        <tr>
            <th scope="row">{id_link(room.room_id.as_str(), nav.href(Page::Room(room.room_id.to_string())))}</th>
            {number_cell(&room.stream_ordering, "num")}
            <td>
                <a href=servers aria-label=words::of(words::servers_in_room(), room.room_id.as_str())>
                    {words::servers_in_room()}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

/// Since when one fails, or that it does not.
fn failing(one: &Destination) -> AnyView {
    match (one.fails(), &one.failure_ts) {
        (Some(false), _) => badge(words::healthy(), "good"),
        (_, Number::Missing) => text::app::unknown().into_any(),
        (_, since) => time_words(since),
    }
}

/// The exact length of a time.
fn exact(ms: u64) -> String {
    text::list::milliseconds(&intl::number(ms))
}

/// The button of one destination.
fn reset_button(one: Destination, reset: Callback<Destination>) -> AnyView {
    let label = words::of(words::reset(), one.destination.as_str());
    view! {
        <button type="button" aria-label=label on:click=move |_| reset.run(one.clone())>
            {words::reset()}
        </button>
    }
    .into_any()
}
