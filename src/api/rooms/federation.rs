//! What the list of rooms tells about the other servers in them. No endpoint of its own: it is made of many pages of
//! [`ListRooms`](super::ListRooms).

use std::cmp::Reverse;
use std::collections::HashSet;

use super::RoomSummary;
use crate::api::rows::Row;
use crate::model::id;

/// How many of the rooms with the most members from elsewhere are kept.
const TOP: usize = 10;

/// How much of what a server knows belongs to other servers too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Federation {
    /// Rooms that were looked at.
    pub rooms: u64,
    /// Rooms with members from other servers.
    pub federated: u64,
    /// Members from other servers, counted once for each room that they are in.
    pub remote_members: u64,
    /// Rooms that somebody from another server created.
    pub created_elsewhere: u64,
    /// Rows and rooms of which the list does not tell the members.
    pub unknown: u64,
    /// The federated rooms with the most members from other servers, and how many these are.
    pub top: Vec<(RoomSummary, u64)>,
}

impl Federation {
    /// Looks at each room once.
    #[must_use]
    pub fn of(rows: &[Row<RoomSummary>], own_server: &str) -> Self {
        let mut found = Self::default();
        let mut seen = HashSet::with_capacity(rows.len());
        let mut remote: Vec<(&RoomSummary, u64)> = Vec::new();
        for row in rows {
            let Row::Good(room) = row else {
                found.unknown += 1;
                continue;
            };
            // The pages are cut by offset: a room can come again when the order changes meanwhile.
            if !seen.insert(room.room_id.as_str()) {
                continue;
            }
            found.rooms += 1;
            if room
                .creator
                .as_ref()
                .and_then(|creator| id::server(creator.as_str()))
                .is_some_and(|server| server != own_server)
            {
                found.created_elsewhere += 1;
            }
            match (room.joined_members.known(), room.joined_local_members.known()) {
                (Some(all), Some(local)) if all > local => remote.push((room, all - local)),
                (Some(_), Some(_)) => {}
                _ => found.unknown += 1,
            }
        }
        found.federated = u64::try_from(remote.len()).unwrap_or(u64::MAX);
        found.remote_members = remote.iter().map(|(_, count)| count).sum();
        remote.sort_by(|(a, most), (b, other)| (Reverse(most), &a.room_id).cmp(&(Reverse(other), &b.room_id)));
        found.top = remote.into_iter().take(TOP).map(|(room, count)| (room.clone(), count)).collect();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Federation;
    use crate::api::Endpoint as _;
    use crate::api::rooms::ListRooms;
    use serde_json::json;

    fn room(id: &str, creator: &str, all: u64, local: u64) -> serde_json::Value {
        json!({"room_id": id, "creator": creator, "joined_members": all, "joined_local_members": local})
    }

    #[test]
    fn counts_what_belongs_to_others_too() {
        let body = json!({"total_rooms": 7, "rooms": [
            room("!big:hs", "@a:hs:8448", 100, 40), room("!more:x", "@b:x", 90, 1), room("!here:hs", "@a:hs:8448", 3, 3),
            room("!big:hs", "@a:hs:8448", 100, 40), room("!left:x", "@b:hs", 0, 0), {"room_id": "!nostats"}, {"odd": 1}
        ]});
        let rows = ListRooms::default().decode(&body).unwrap().rooms;
        let found = Federation::of(&rows, "hs:8448");
        assert_eq!((found.rooms, found.federated, found.remote_members), (5, 2, 149));
        // `hs` is another server than `hs:8448`.
        assert_eq!((found.created_elsewhere, found.unknown), (2, 2));
        let top: Vec<_> = found.top.iter().map(|(room, count)| (room.room_id.as_str(), *count)).collect();
        assert_eq!(top, [("!more:x", 89), ("!big:hs", 60)]);
    }

    #[test]
    fn keeps_the_ten_largest() {
        let rooms: Vec<_> = (0..30).map(|n| room(&format!("!{n:02}:hs"), "@a:hs", n + 1, 1)).collect();
        let body = json!({"total_rooms": 30, "rooms": rooms});
        let found = Federation::of(&ListRooms::default().decode(&body).unwrap().rooms, "hs");
        assert_eq!((found.federated, found.top.len()), (29, 10));
        assert_eq!(found.top.first().map(|(room, count)| (room.room_id.as_str(), *count)), Some(("!29:hs", 29)));
    }
}
