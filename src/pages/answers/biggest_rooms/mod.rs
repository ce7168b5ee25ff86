//! Which rooms are the biggest? Three measures side by side, and forward extremities on demand.

mod database;
mod measure;

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use super::health::{Database, Extremities, NamedRoom, named, read_database};
use crate::api::rooms::{ListRooms, RoomOrder, RoomSummary, RoomsPage};
use crate::api::server::DatabaseRooms;
use crate::api::{Number, Row, curl};
use crate::lists::rooms::Rooms;
use crate::model::health::Verdict;
use crate::model::id::RoomId;
use crate::snippets;
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;
use database::by_size;
use measure::{Measure, by_count};

/// How many rooms each measure shows.
const SHOWN: usize = 10;

/// How many each list is asked for: no slower than ten, and it names more of the rooms that the estimate has only ids of.
const ASKED: u64 = 100;

fn largest(order_by: RoomOrder) -> ListRooms {
    ListRooms { limit: ASKED, order_by, backwards: !order_by.forward_is_descending(), ..ListRooms::default() }
}

/// The page.
#[component]
pub fn BiggestRoomsPage() -> impl IntoView {
    let (api, nav) = (Api::use_(), Nav::use_());
    let by_state = Query::new(move || api.call(largest(RoomOrder::StateEvents)));
    let by_members = Query::new(move || api.call(largest(RoomOrder::JoinedMembers)));
    let sizes = Query::new(move || read_database(api));
    let names = Memo::new(move |_| {
        let mut names = BTreeMap::new();
        for list in [by_state, by_members] {
            list.with(|page| page.as_ref().map(|page| add_names(&mut names, page)));
        }
        names
    });
    let shown = derived(move || all_shown(by_state, by_members, sizes, names));
    let all = nav.href(Rooms::largest(RoomOrder::StateEvents, ""));
    let source = |order| vec![curl::source(&largest(order))];
    view! {
        <AnswerFrame words=text::answers::biggest_rooms::words() snippets=snippets::biggest_rooms::state_groups()>
            // Above what loads, so that it stays where it is.
            <p>
                <a href=all>{text::answers::biggest_rooms::all_rooms()}</a>
            </p>
            <div class="measures">
                <Measure
                    title=text::answers::biggest_rooms::by_state()
                    what=text::answers::biggest_rooms::by_state_what()
                    status=by_state.status()
                    source=source(RoomOrder::StateEvents)
                >
                    {move || {
                        counts(
                            by_state,
                            text::answers::biggest_rooms::by_state(),
                            text::answers::biggest_rooms::column_state(),
                            |room| &room.state_events,
                        )
                    }}
                </Measure>
                <Measure
                    title=text::answers::biggest_rooms::by_database()
                    what=text::answers::biggest_rooms::by_database_what()
                    status=sizes.status()
                    source=vec![curl::source(&DatabaseRooms)]
                >
                    {move || sizes.with(|sizes| sizes.as_ref().map(|sizes| names.with(|names| by_size(sizes, names))))}
                </Measure>
                <Measure
                    title=text::answers::biggest_rooms::by_members()
                    what=text::answers::biggest_rooms::by_members_what()
                    status=by_members.status()
                    source=source(RoomOrder::JoinedMembers)
                >
                    {move || {
                        counts(
                            by_members,
                            text::answers::biggest_rooms::by_members(),
                            text::answers::biggest_rooms::column_members(),
                            |room| &room.joined_members,
                        )
                    }}
                </Measure>
            </div>
            <section class="measure">
                <h3>{text::answers::biggest_rooms::extremities()}</h3>
                <Extremities rooms=shown verdict=RwSignal::new(Verdict::Unknown) />
            </section>
        </AnswerFrame>
    }
}

fn counts(
    list: Query<RoomsPage>,
    name: &'static str,
    column: &'static str,
    value: fn(&RoomSummary) -> &Number,
) -> Option<AnyView> {
    list.with(|page| {
        page.as_ref().map(|page| by_count(page.rooms.get(..SHOWN).unwrap_or(&page.rooms), name, column, value))
    })
}

fn add_names(names: &mut BTreeMap<RoomId, String>, page: &RoomsPage) {
    for room in named(page, usize::MAX) {
        if let Some(name) = room.name {
            names.insert(room.id, name);
        }
    }
}

/// All rooms that are on the page, each once.
fn all_shown(
    by_state: Query<RoomsPage>,
    by_members: Query<RoomsPage>,
    sizes: Query<Database>,
    names: Memo<BTreeMap<RoomId, String>>,
) -> Vec<NamedRoom> {
    let mut rooms: Vec<NamedRoom> = Vec::new();
    let mut add = |room: NamedRoom| {
        if rooms.iter().all(|known| known.id != room.id) {
            rooms.push(room);
        }
    };
    for list in [by_state, by_members] {
        list.with(|page| page.iter().flat_map(|page| named(page, SHOWN)).for_each(&mut add));
    }
    sizes.with(|sizes| {
        let Some(Database::Postgres(rows)) = sizes else { return };
        for row in rows {
            if let Row::Good(room) = row {
                let name = names.with(|names| names.get(&room.room_id).cloned());
                add(NamedRoom { id: room.room_id.clone(), name });
            }
        }
    });
    rooms
}
