//! The rooms with most members.

use leptos::prelude::*;

use crate::api::Row;
use crate::api::rooms::{RoomSummary, RoomsPage};
use crate::components::{Load, OddTableRow, avatar, number_cell};
use crate::lists::room_name::{is_unnamed, room_name};
use crate::pages::no_rooms::no_rooms;
use crate::route::{Page, Pairs};
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;
use crate::text::overview as words;

/// The list, biggest first.
#[component]
pub(super) fn Biggest(
    /// The rooms.
    rooms: Query<RoomsPage>,
) -> impl IntoView {
    let nav = Nav::use_();
    let shown = move || {
        rooms.with(|rooms| {
            rooms.as_ref().map(|page| {
                if page.rooms.is_empty() {
                    return no_rooms();
                }
                let rows = page.rooms.iter().cloned().map(|row| draw(row, nav)).collect_view();
                view! {
                    <table>
                        <caption class="visually-hidden">{words::biggest()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words::column_room()}</th>
                                <th scope="col" class="num">
                                    {text::rooms::column_members()}
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            })
        })
    };
    view! {
        <section class="panel short-list">
            <div class="short-head">
                <h2>{words::biggest()}</h2>
                <a href=nav.href(Page::Rooms(Pairs::default()))>{words::all_rooms()}</a>
            </div>
            <Load status=rooms.status()>{drawn(shown)}</Load>
        </section>
    }
}

fn draw(row: Row<RoomSummary>, nav: Nav) -> AnyView {
    let room = match row {
        Row::Good(room) => room,
        Row::Odd(row) => return view! { <OddTableRow row /> }.into_any(),
    };
    let (id, name) = (room.room_id.to_string(), room_name(&room));
    let face = avatar(if is_unnamed(&room) { "" } else { &name }, &id);
    view! {
        <tr>
            <th scope="row">
                {face} <a href=nav.href(Page::Room(id.clone())) title=id class=is_unnamed(&room).then_some("unnamed")>
                    <bdi>{name}</bdi>
                </a>
            </th>
            {number_cell(&room.joined_members, "num")}
        </tr>
    }
    .into_any()
}
