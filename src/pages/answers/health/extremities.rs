//! Counting the forward extremities of some rooms: a request a room, so it is done on demand, a few at a time.

use std::cmp::Reverse;

use futures_util::future::join_all;
use leptos::prelude::*;

use super::rooms::{NamedRoom, room_cell};
use super::source::counted_now;
use crate::api::rooms::{CountExtremities, DeleteExtremities};
use crate::api::{ApiError, ErrorKind, Number, curl};
use crate::browser::intl;
use crate::components::{HarvestState, Table, bar, how, number_words, verdict_badge};
use crate::model::health::{self, EXTREMITIES_LIMIT, Verdict};
use crate::snippets::{self, Place, Snippet};
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::harvest::{Batch, Harvest};
use crate::state::nav::Nav;
use crate::text;

/// How many rooms are asked about at the same time.
const AT_ONCE: usize = 4;

/// A room and how many forward extremities it has; `None` when the server does not know the room any more.
#[derive(Clone)]
struct Counted {
    room: NamedRoom,
    count: Option<Number>,
}

/// A button that counts, and what was counted. Leaving it stops the count.
#[component]
pub(in crate::pages::answers) fn Extremities(
    /// The rooms, known when they are.
    #[prop(into)]
    rooms: Signal<Vec<NamedRoom>>,
    /// Set to the worst verdict so far.
    verdict: RwSignal<Verdict>,
) -> impl IntoView {
    let begun = RwSignal::new(None::<Vec<NamedRoom>>);
    let label = move || {
        let count = rooms.with(Vec::len);
        if count == 0 {
            return text::answers::health::no_rooms_to_count().to_owned();
        }
        text::answers::health::count_extremities(count, &intl::number(u64::try_from(count).unwrap_or(u64::MAX)))
    };
    view! {
        <p class="hint">{text::answers::health::extremities_what(EXTREMITIES_LIMIT)}</p>
        <p>
            <button
                type="button"
                disabled=move || rooms.with(Vec::is_empty)
                on:click=move |_| begun.set(Some(rooms.get_untracked()))
            >
                {label}
            </button>
        </p>
        // Pressed again, it counts anew: the old count is dropped, and with it its requests.
        {move || begun.get().map(|rooms| view! { <Count rooms verdict /> }.into_any())}
    }
}

#[component]
fn Count(
    /// The rooms.
    rooms: Vec<NamedRoom>,
    /// Set to the worst verdict so far.
    verdict: RwSignal<Verdict>,
) -> impl IntoView {
    let api = Api::use_();
    let rooms = StoredValue::new(rooms);
    let harvest = Harvest::new(move |from| batch(api, rooms.get_value(), from));
    effect(move || {
        let worst = harvest.with(|rows| health::worst(rows.iter().filter_map(|row| row.count.as_ref()).map(judge)));
        verdict.set(worst);
    });
    harvest.state().go_on();
    view! {
        <HarvestState harvest=harvest.state() />
        {move || harvest.with(|rows| (!rows.is_empty()).then(|| counted(rows, api)))}
    }
}

/// The next few rooms. A room may be gone; anything else that goes wrong concerns them all.
async fn batch(api: Api, rooms: Vec<NamedRoom>, from: u64) -> Result<Batch<Counted>, ApiError> {
    let total = u64::try_from(rooms.len()).unwrap_or(u64::MAX);
    let skip = usize::try_from(from).unwrap_or(usize::MAX);
    let next: Vec<NamedRoom> = rooms.into_iter().skip(skip).take(AT_ONCE).collect();
    let counts = next.iter().map(|room| api.call(CountExtremities { room_id: room.id.clone() }));
    let counts = join_all(counts).await;
    let mut rows = Vec::with_capacity(next.len());
    for (room, count) in next.into_iter().zip(counts) {
        let count = match count {
            Ok(count) => Some(count),
            Err(error) if is_gone(&error) => None,
            Err(error) => return Err(error),
        };
        rows.push(Counted { room, count });
    }
    Ok(Batch::by_offset(from, rows, Some(total)))
}

/// Synapse says 404 or 400 of a room it does not know, depending on the version.
fn is_gone(error: &ApiError) -> bool {
    let refused = matches!(&error.kind, ErrorKind::Matrix(matrix) if matrix.status == 400);
    error.is_not_found() || (refused && !error.is_unrecognized())
}

fn known(row: &Counted) -> Option<u64> {
    row.count.as_ref().and_then(Number::known)
}

fn judge(count: &Number) -> Verdict {
    count.known().map_or(Verdict::Unknown, health::extremities)
}

fn counted(rows: &[Counted], api: Api) -> AnyView {
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|row| Reverse(known(row)));
    let too_many = sorted.iter().filter(|row| known(row).is_some_and(|count| count > EXTREMITIES_LIMIT)).count();
    let worst = sorted.first().filter(|_| too_many > 0).map(|row| row.room.id.clone());
    let asked = rows.first().map(|row| row.room.id.clone());
    let found = text::answers::health::extremities_found(too_many, sorted.len(), EXTREMITIES_LIMIT);
    view! {
        <p>
            <strong>{found}</strong>
        </p>
        {table(sorted)}
        // The first room's request stands for all of them.
        {asked.map(|room_id| counted_now(curl::source(&CountExtremities { room_id })))}
        {worst.map(|room_id| advice(&DeleteExtremities { room_id }, api))}
    }
    .into_any()
}

fn table(rows: Vec<Counted>) -> AnyView {
    let nav = Nav::use_();
    // The bars' common end, so that one is a sliver beside the limit.
    let most = rows.iter().filter_map(known).max().unwrap_or(0).max(EXTREMITIES_LIMIT);
    let head = view! {
        <th scope="col">{text::answers::health::column_room()}</th>
        <th scope="col" class="num">
            {text::answers::health::column_extremities()}
        </th>
        <td class="bar-cell"></td>
        <th scope="col">{text::answers::health::column_verdict()}</th>
    }
    .into_any();
    let rows = rows.into_iter().map(|row| {
        let value = known(&row).unwrap_or(0);
        let Counted { room, count } = row;
        let (number, verdict) = match count {
            Some(count) => (number_words(&count), verdict_badge(judge(&count))),
            None => (String::new(), text::answers::health::room_gone().into_any()),
        };
        view! {
            <tr>
                {room_cell(room, nav)} <td class="num">{number}</td> <td class="bar-cell">{bar(value, most)}</td>
                <td>{verdict}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect_view();
    view! {
        <Table name=text::answers::health::extremities_table() head>
            {rows}
        </Table>
    }
    .into_any()
}

/// What to do about the worst room, and the last resort with its danger.
fn advice(delete: &DeleteExtremities, api: Api) -> AnyView {
    let mut last_resort = snippets::slow::extremities(EXTREMITIES_LIMIT);
    last_resort.push(Snippet::new(Place::Shell, api.curl(delete)));
    view! {
        <p>{text::answers::health::extremities_many()}</p>
        {how(text::answers::health::extremities_danger(), last_resort)}
    }
    .into_any()
}
