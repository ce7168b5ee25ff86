//! The rooms that a search means, to choose from.

use leptos::prelude::*;

use super::page;
use crate::api::rooms::{ListRooms, RoomOrder, RoomSummary, RoomsPage};
use crate::api::{Row, curl};
use crate::browser::intl;
use crate::components::{Load, OddTableRow, Source, Table, number_cell, number_words, text_cell};
use crate::lists::room_name::room_name;
use crate::lists::rooms::Rooms;
use crate::state::api::Api;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text::answers::servers_in_room as words;

/// How many matches are offered.
const MATCHES: u64 = 25;

/// The largest rooms with this in their name, alias or id.
#[component]
pub(super) fn Matches(
    /// What to search.
    search: String,
) -> impl IntoView {
    let (nav, api) = (Nav::use_(), Api::use_());
    let request = ListRooms {
        limit: MATCHES,
        order_by: RoomOrder::JoinedMembers,
        search_term: Some(search.clone()),
        ..ListRooms::default()
    };
    let requests = vec![curl::source(&request)];
    let found = Query::new(move || api.call(request.clone()));
    let all = StoredValue::new(nav.href(Rooms::largest(RoomOrder::JoinedMembers, &search)));
    view! {
        <h3>{words::matches()}</h3>
        <Source status=found.status() requests />
        <Load status=found.status()>
            {move || found.with(|page| page.as_ref().map(|page| table(page, &all.get_value(), nav)))}
        </Load>
    }
}

fn table(page: &RoomsPage, all: &str, nav: Nav) -> AnyView {
    if page.rooms.is_empty() {
        return view! { <p class="empty">{words::no_matches()}</p> }.into_any();
    }
    let shown = u64::try_from(page.rooms.len()).unwrap_or(u64::MAX);
    // Without a total, a full page may not be all.
    let more = page.total.known().map_or(shown >= MATCHES, |total| shown < total).then(|| {
        view! {
            <p class="hint">
                {words::matches_shown(&intl::number(shown), &number_words(&page.total))} " "
                <a href=all.to_owned()>{words::more_matches()}</a>
            </p>
        }
        .into_any()
    });
    let head = view! {
        <th scope="col">{words::column_room()}</th>
        <th scope="col">{words::column_alias()}</th>
        <th scope="col" class="num">
            {words::column_members()}
        </th>
    }
    .into_any();
    let rows = page.rooms.iter().map(|room| row(room, nav)).collect::<Vec<_>>();
    view! {
        <Table name=words::matches() head>
            {rows}
        </Table>
        {more}
    }
    .into_any()
}

fn row(row: &Row<RoomSummary>, nav: Nav) -> AnyView {
    let room = match row {
        Row::Good(room) => room,
        Row::Odd(row) => return view! { <OddTableRow row=row.clone() /> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=nav.href(page(room.room_id.as_str())) data-row title=room.room_id.to_string()>
                    <bdi>{room_name(room)}</bdi>
                </a>
            </th>
            {text_cell(room.canonical_alias.clone().map(Into::into), "id")}
            {number_cell(&room.joined_members, "num")}
        </tr>
    }
    .into_any()
}
