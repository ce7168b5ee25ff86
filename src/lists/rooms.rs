//! The rooms that this server knows.

use super::room_name::{is_unnamed, room_name};
use super::{Asked, Cell, Column, Filter, ListState, ListWords, Listed, Look, Room};
use crate::api::capabilities::Capabilities;
use crate::api::rooms::{ListRooms, RoomOrder, RoomSummary, RoomsPage};
use crate::api::{Number, Row};
use crate::model::avatar::Face;
use crate::route::{Page, Pairs};
use crate::text::rooms as words;

/// The rooms list.
pub struct Rooms;

impl Rooms {
    /// The list with its largest rooms first, by this measure, and with this search.
    #[must_use]
    pub fn largest(by: RoomOrder, search: &str) -> Page {
        let mut pairs = Pairs::default();
        pairs.push("search_term", search);
        pairs.push("order_by", RoomOrder::ALL.into_iter().find(|(order, _)| *order == by).map_or("", |(_, name)| name));
        Page::Rooms(pairs)
    }
}

type C = Column<RoomSummary>;

static COLUMNS: [C; 13] = [
    C::new("name", words::column_name, |room| Cell::Name {
        face: face(room),
        words: room_name(room),
        unnamed: is_unnamed(room),
        id: room.room_id.to_string(),
        page: Page::Room(room.room_id.to_string()),
    }),
    C::new("joined_members", words::column_members, |room| Cell::Count(room.joined_members.clone()))
        .falling()
        .look(Look::Number),
    C::new("joined_local_members", words::column_local, |room| Cell::Count(room.joined_local_members.clone()))
        .falling()
        .look(Look::Number)
        .needs(Room::Roomy),
    C::new("state_events", words::column_state_events, |room| Cell::Count(room.state_events.clone()))
        .falling()
        .look(Look::Number),
    C::new("version", words::column_version, |room| Cell::Text(room.version.clone())).falling().look(Look::Number),
    C::new("encryption", words::column_encryption, |room| match room.encryption.clone() {
        Some(odd) if !room.is_encrypted() => Cell::Text(Some(odd)),
        value => Cell::Said { words: words::encrypted(), value },
    }),
    C::new("join_rules", words::column_join_rule, |room| Cell::Text(room.join_rules.clone())),
    C::new("public", words::column_public, |room| Cell::YesNo(room.public)),
    C::new("creator", words::column_creator, |room| Cell::Id(room.creator.clone().map(Into::into))).look(Look::Id),
    C::new("canonical_alias", words::column_alias, |room| Cell::Id(room.canonical_alias.clone().map(Into::into)))
        .look(Look::Id)
        .needs(Room::Wide),
    C::new("federatable", words::column_federatable, |room| Cell::YesNo(room.federatable)).needs(Room::Widest),
    C::new("guest_access", words::column_guest_access, |room| Cell::Text(room.guest_access.clone()))
        .needs(Room::Widest),
    C::new("history_visibility", words::column_history, |room| Cell::Text(room.history_visibility.clone()))
        .needs(Room::Widest),
];

/// A nameless room has no letters: those of its id say nothing.
fn face(room: &RoomSummary) -> Face {
    let name = if is_unnamed(room) { String::new() } else { room_name(room) };
    Face::new(&name, room.room_id.as_str(), None)
}

impl Listed for Rooms {
    type Row = RoomSummary;
    const NAME: &'static str = "rooms";
    const KEY: &'static str = "room_id";
    const SEARCH: &'static str = "search_term";
    const FILTERS: &'static [Filter] = &[
        Filter::new(
            "public_rooms",
            words::filter_public,
            &[("true", words::filter_public_only), ("false", words::filter_public_without)],
        ),
        Filter::new(
            "empty_rooms",
            words::filter_empty,
            &[("true", words::filter_empty_only), ("false", words::filter_empty_without)],
        ),
    ];
    /// Deprecated, but still understood by Synapse.
    const TWINS: &'static [(&'static str, &'static str)] = &[("alphabetical", "name"), ("size", "joined_members")];
    /// By name, a server with many rooms would begin with a hundred that have none.
    const FIRST_ORDER: Option<&'static str> = Some("joined_members");
    const SEARCH_DROPS_FILTERS: bool = true;

    fn columns() -> &'static [C] {
        &COLUMNS
    }

    fn key(row: &RoomSummary) -> &str {
        row.room_id.as_str()
    }
}

impl Asked for Rooms {
    type Ask = ListRooms;
    const WORDS: ListWords = ListWords::new(words::title, words::search_label, words::search_hint, words::total);

    fn ask(state: &ListState, can: Option<&Capabilities>) -> ListRooms {
        let filter = |name| state.flag(name).filter(|_| has_filters(can));
        ListRooms {
            from: state.from,
            limit: state.limit,
            order_by: state.order(&RoomOrder::ALL),
            backwards: state.backwards,
            search_term: Some(state.search.clone()).filter(|term| !term.is_empty()),
            public_rooms: filter("public_rooms"),
            empty_rooms: filter("empty_rooms"),
        }
    }

    fn rows(answer: RoomsPage) -> (Vec<Row<RoomSummary>>, Number) {
        (answer.rooms, answer.total)
    }

    fn offers(_filter: &'static str, _choice: &'static str, can: Option<&Capabilities>) -> bool {
        has_filters(can)
    }
}

/// Older ones ignore them without a word. Unknown versions are taken for new.
fn has_filters(can: Option<&Capabilities>) -> bool {
    can.and_then(|can| can.version).is_none_or(|version| version >= ListRooms::FILTERS_SINCE)
}

#[cfg(test)]
mod tests {
    use super::Rooms;
    use crate::api::Endpoint as _;
    use crate::api::rooms::RoomOrder;
    use crate::lists::{Asked as _, ListAddress};
    use crate::route::{Address, Pairs};

    #[test]
    fn asks_for_what_the_address_says() {
        let state =
            ListAddress::of::<Rooms>().read(&Pairs::parse("order_by=state_events&dir=b&from=100&empty_rooms=true"));
        assert_eq!(
            Rooms::ask(&state, None).request().target,
            "/_synapse/admin/v1/rooms?from=100&limit=50&order_by=state_events&dir=b&empty_rooms=true"
        );
    }

    #[test]
    fn links_lead_into_the_list() {
        let href = |page| Address { page, server: None }.href();
        assert_eq!(href(Rooms::largest(RoomOrder::StateEvents, "")), "#/rooms?order_by=state_events");
        assert_eq!(
            href(Rooms::largest(RoomOrder::JoinedMembers, "é")),
            "#/rooms?search_term=%C3%A9&order_by=joined_members"
        );
    }
}
