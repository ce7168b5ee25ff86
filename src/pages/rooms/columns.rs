//! The columns of the rooms table: what each shows and sorts by.

use leptos::either::Either;
use leptos::prelude::*;

use crate::api::Row;
use crate::api::rooms::{RoomOrder, RoomSummary};
use crate::components::{OddTableRow, copy_button, number_cell, text_cell};
use crate::model::id::shorten;
use crate::route::Page;
use crate::state::nav::Nav;
use crate::text;

/// The most characters of an alias or creator that a cell shows.
const CELL_CHARS: usize = 30;

/// A column: its name, what it sorts by, its style.
pub(super) struct Column {
    /// Its name.
    pub label: &'static str,
    /// What it sorts by.
    pub order: RoomOrder,
    /// Its style.
    pub class: &'static str,
}

/// The columns in order, as [`row`] draws them: all 13 keys; narrower screens leave some out.
pub(super) fn columns() -> [Column; 13] {
    use RoomOrder as O;
    let column = |label, order, class| Column { label, order, class };
    [
        column(text::rooms::column_name(), O::Name, ""),
        column(text::rooms::column_members(), O::JoinedMembers, "num"),
        column(text::rooms::column_local(), O::JoinedLocalMembers, "num roomy"),
        column(text::rooms::column_state_events(), O::StateEvents, "num"),
        column(text::rooms::column_version(), O::Version, "num"),
        column(text::rooms::column_encryption(), O::Encryption, ""),
        column(text::rooms::column_join_rule(), O::JoinRules, ""),
        column(text::rooms::column_public(), O::Public, ""),
        column(text::rooms::column_creator(), O::Creator, ""),
        column(text::rooms::column_alias(), O::CanonicalAlias, "wide"),
        column(text::rooms::column_federatable(), O::Federatable, "widest"),
        column(text::rooms::column_guest_access(), O::GuestAccess, "widest"),
        column(text::rooms::column_history(), O::HistoryVisibility, "widest"),
    ]
}

/// What a room is called: its name, else its alias, else words that tell nameless rooms apart.
pub fn room_name(room: &RoomSummary) -> String {
    if let Some(name) = room.name.as_ref().filter(|name| !name.trim().is_empty()).or(room.canonical_alias.as_ref()) {
        return name.clone();
    }
    let words = match (room.room_type.as_deref(), room.joined_members) {
        (Some("m.space"), _) => text::rooms::unnamed_space(),
        (_, Some(2)) => text::rooms::unnamed_direct(),
        (_, Some(0)) => text::rooms::unnamed_empty(),
        _ => text::rooms::unnamed(),
    };
    words.to_owned()
}

/// One row. All rows have the same shape, so that another page patches them in place.
pub(super) fn row(row: &Row<RoomSummary>, nav: Nav) -> impl IntoView + use<> {
    match row {
        Row::Good(room) => Either::Left(good(room, nav)),
        Row::Odd(odd) => Either::Right(view! { <OddTableRow row=odd.clone() /> }),
    }
}

fn good(room: &RoomSummary, nav: Nav) -> impl IntoView + use<> {
    let has_name = room.name.as_ref().is_some_and(|name| !name.trim().is_empty()) || room.canonical_alias.is_some();
    let yes = |value: bool| if value { text::app::yes() } else { text::app::no() };
    let creator = room.creator.clone().unwrap_or_default();
    let alias = room.canonical_alias.clone().unwrap_or_default();
    view! {
        <tr>
            <th scope="row" class="room">
                <a
                    href=nav.href(Page::Room(room.room_id.clone()))
                    data-row
                    title=room.room_id.clone()
                    class=if has_name { "" } else { "unnamed" }
                >
                    <bdi>{room_name(room)}</bdi>
                </a>
                {copy_button(room.room_id.clone(), &room.room_id)}
            </th>
            {number_cell(room.joined_members, "num")}
            {number_cell(room.joined_local_members, "num roomy")}
            {number_cell(room.state_events, "num")}
            <td class="num">{room.version.clone()}</td>
            <td title=room.encryption.clone()>{room.encryption.is_some().then(text::rooms::encrypted)}</td>
            {text_cell(room.join_rules.clone(), "")}
            <td>{yes(room.public)}</td>
            <td class="id" title=creator.clone()>
                <bdi>{shorten(&creator, CELL_CHARS)}</bdi>
            </td>
            <td class="wide id" title=alias.clone()>
                <bdi>{shorten(&alias, CELL_CHARS)}</bdi>
            </td>
            <td class="widest">{yes(room.federatable)}</td>
            {text_cell(room.guest_access.clone(), "widest")}
            {text_cell(room.history_visibility.clone(), "widest")}
        </tr>
    }
}
