//! What a room is called, wherever one is named.

use crate::api::rooms::RoomSummary;
use crate::model::id::RoomAlias;
use crate::text::rooms;

/// What a room is called: its name, else its alias, else words that tell nameless rooms apart.
#[must_use]
pub fn room_name(room: &RoomSummary) -> String {
    if let Some(name) = own_name(room) {
        return name.to_owned();
    }
    let words = match (room.room_type.as_deref(), room.joined_members.known()) {
        (Some("m.space"), _) => rooms::unnamed_space(),
        (_, Some(2)) => rooms::unnamed_direct(),
        (_, Some(0)) => rooms::unnamed_empty(),
        _ => rooms::unnamed(),
    };
    words.to_owned()
}

/// Whether words stand in place of a name.
#[must_use]
pub fn is_unnamed(room: &RoomSummary) -> bool {
    own_name(room).is_none()
}

fn own_name(room: &RoomSummary) -> Option<&str> {
    room.name.as_deref().filter(|name| !name.trim().is_empty()).or(room.canonical_alias.as_ref().map(RoomAlias::as_str))
}

#[cfg(test)]
mod tests {
    use super::{is_unnamed, room_name};
    use crate::api::rooms::ListRooms;
    use crate::api::{Endpoint as _, Row};
    use serde_json::json;

    #[test]
    fn nameless_rooms_are_told_apart() {
        let body = json!({"rooms": [
            {"room_id": "!a", "name": " "},
            {"room_id": "!b", "joined_members": 2},
            {"room_id": "!c", "joined_members": 0},
            {"room_id": "!d", "room_type": "m.space"},
            {"room_id": "!e", "canonical_alias": "#e:hs"},
        ], "total_rooms": 5});
        let page = ListRooms::default().decode(&body).unwrap();
        let rooms = page.rooms.iter().filter_map(|row| if let Row::Good(room) = row { Some(room) } else { None });
        let names: Vec<_> = rooms.map(|room| (room_name(room), is_unnamed(room))).collect();
        let names: Vec<_> = names.iter().map(|(name, unnamed)| (name.as_str(), *unnamed)).collect();
        assert_eq!(
            names,
            [
                ("Unnamed room", true),
                ("Unnamed, two members", true),
                ("Unnamed, empty", true),
                ("Unnamed space", true),
                ("#e:hs", false)
            ]
        );
    }
}
