//! A room as a row of a table: its name, or its id where the name is not known.

use leptos::prelude::*;

use crate::api::Row;
use crate::api::rooms::{RoomSummary, RoomsPage};
use crate::components::copy_button;
use crate::lists::room_name::room_name;
use crate::model::id::{RoomId, shorten};
use crate::route::Page;
use crate::state::nav::Nav;

/// The most characters of an id that a table shows.
const ID_CHARS: usize = 26;

/// A room with the name that people know, if any list told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages::answers) struct NamedRoom {
    /// Room id.
    pub id: RoomId,
    /// Its name, alias, or words in place of them.
    pub name: Option<String>,
}

impl From<&RoomSummary> for NamedRoom {
    fn from(room: &RoomSummary) -> Self {
        Self { id: room.room_id.clone(), name: Some(room_name(room)) }
    }
}

/// The first rooms of a list, with their names.
pub(in crate::pages::answers) fn named(page: &RoomsPage, most: usize) -> Vec<NamedRoom> {
    let good = page.rooms.iter().take(most).filter_map(|row| match row {
        Row::Good(room) => Some(room.into()),
        // A row without an id is no room that could be asked about; the list itself shows it.
        Row::Odd(_) => None,
    });
    good.collect()
}

/// The header cell of a room's row: leads to its page.
pub(in crate::pages::answers) fn room_cell(room: NamedRoom, nav: Nav) -> AnyView {
    let NamedRoom { id, name } = room;
    let class = if name.is_some() { "" } else { "id" };
    let name = name.unwrap_or_else(|| shorten(id.as_str(), ID_CHARS));
    let copy = copy_button(id.to_string(), id.as_str());
    view! {
        <th scope="row" class="room">
            <a href=nav.href(Page::Room(id.to_string())) data-row title=String::from(id) class=class>
                <bdi>{name}</bdi>
            </a>
            {copy}
        </th>
    }
    .into_any()
}
