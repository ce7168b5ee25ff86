//! One measure: what it means, a table with a bar beside each number, and where it comes from.

use leptos::prelude::*;

use crate::api::rooms::RoomSummary;
use crate::api::{Number, Row};
use crate::components::{Load, OddTableRow, Source, Table, bar, number_words};
use crate::pages::answers::health::{NamedRoom, room_cell};
use crate::pages::no_rooms::no_rooms;
use crate::state::nav::Nav;
use crate::state::query::Status;
use crate::text;

/// A row of a measure.
pub(super) enum Line {
    /// A room, its value, and the value in words.
    Room(NamedRoom, u64, String),
    /// A row that could not be read.
    Odd(AnyView),
}

/// One measure.
#[component]
pub(super) fn Measure(
    /// Its name.
    title: &'static str,
    /// What it means.
    what: &'static str,
    /// Its read.
    status: Status,
    /// The request.
    source: Vec<String>,
    /// The table, or words in place of it.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <section class="measure">
            <h3>{title}</h3>
            <p class="hint">{what}</p>
            <Load status>{children()}</Load>
            <Source status requests=source />
        </section>
    }
}

/// Rooms by something that is counted.
pub(super) fn by_count(
    rooms: &[Row<RoomSummary>],
    name: &'static str,
    column: &'static str,
    value: fn(&RoomSummary) -> &Number,
) -> AnyView {
    let lines = rooms.iter().map(|row| match row {
        Row::Good(room) => {
            let value = value(room);
            Line::Room(room.into(), value.known().unwrap_or(0), number_words(value))
        }
        Row::Odd(odd) => Line::Odd(view! { <OddTableRow row=odd.clone() /> }.into_any()),
    });
    table(name, column, lines.collect())
}

/// The table. The longest bar is the largest value.
pub(super) fn table(name: &'static str, column: &'static str, lines: Vec<Line>) -> AnyView {
    let nav = Nav::use_();
    if lines.is_empty() {
        return no_rooms();
    }
    let values = lines.iter().map(|line| if let Line::Room(_, value, _) = line { *value } else { 0 });
    let most = values.max().unwrap_or(0);
    let head = view! {
        <th scope="col">{text::answers::health::column_room()}</th>
        <th scope="col" class="num">
            {column}
        </th>
        <td class="bar-cell"></td>
    }
    .into_any();
    let rows = lines.into_iter().map(|line| match line {
        Line::Room(room, value, words) => view! {
            <tr>{room_cell(room, nav)} <td class="num">{words}</td> <td class="bar-cell">{bar(value, most)}</td></tr>
        }
        .into_any(),
        Line::Odd(row) => row,
    });
    let rows = rows.collect_view();
    view! {
        <Table name head>
            {rows}
        </Table>
    }
    .into_any()
}
