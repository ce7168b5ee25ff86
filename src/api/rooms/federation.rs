//! What the list of rooms tells about the other servers in them. No endpoint of its own: it is made of many pages of
//! [`ListRooms`](super::ListRooms).

use std::cmp::Reverse;
use std::collections::HashSet;

use super::RoomSummary;
use crate::api::Number;
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
    /// Rows and rooms of which the list does not tell the members, or tells what cannot be.
    pub unknown: u64,
    /// The federated rooms with the most members from other servers, and how many these are.
    pub top: Vec<(RoomSummary, u64)>,
}

/// What can be said about "this server has never federated".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {
    /// There is proof of the opposite.
    Disproven,
    /// There is no proof, but a reason to think so.
    Unlikely,
    /// All was read, and nothing speaks against it.
    Open,
    /// Nothing has been found, but not all was read.
    Unread,
    /// The list of rooms is empty, which says nothing.
    NoRooms,
}

/// What the list of destinations tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Servers that this one has sent to, or tried to.
    pub destinations: Number,
    /// Whether at least one of them is known to have got something.
    pub reached: bool,
}

impl Federation {
    /// The verdict, from what has been read so far. One proof is enough, however little has been read; the opposite needs
    /// all of it.
    #[must_use]
    pub fn never(&self, sent: Option<&Sent>, is_complete: bool) -> Never {
        if sent.is_some_and(|sent| sent.reached) || self.federated > 0 || self.created_elsewhere > 0 {
            return Never::Disproven;
        }
        match sent {
            Some(sent) if sent.destinations != 0 => Never::Unlikely,
            Some(_) if is_complete && self.rooms == 0 && self.unknown == 0 => Never::NoRooms,
            Some(_) if is_complete && self.unknown == 0 => Never::Open,
            _ => Never::Unread,
        }
    }

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
            let creator = room.creator.as_ref().filter(|creator| id::kind(creator.as_str()) == Some(id::Kind::User));
            let creator = creator.and_then(|creator| id::server(creator.as_str()));
            if creator.is_some_and(|server| server != own_server) {
                found.created_elsewhere += 1;
            }
            let mut is_known = creator.is_some();
            match (room.joined_members.known(), room.joined_local_members.known()) {
                (Some(all), Some(local)) if all > local => remote.push((room, all - local)),
                (Some(all), Some(local)) if all == local => {}
                _ => is_known = false,
            }
            if !is_known {
                found.unknown += 1;
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
    use super::{Federation, Never, Sent};
    use crate::api::rooms::ListRooms;
    use crate::api::{Endpoint as _, Number};
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

    /// 1,000 of 50,021 rooms in which nothing was found prove nothing, and one proof settles it.
    #[test]
    fn what_was_not_read_proves_nothing() {
        let local = Federation { rooms: 1_000, ..Federation::default() };
        let nobody = Sent { destinations: 0.into(), reached: false };
        assert_eq!((local.never(Some(&nobody), false), local.never(Some(&nobody), true)), (Never::Unread, Never::Open));
        assert_eq!(local.never(None, true), Never::Unread);
        let unclear = Federation { unknown: 1, ..local.clone() };
        assert_eq!(unclear.never(Some(&nobody), true), Never::Unread);
        let more_local_than_all = json!({"total_rooms": 1, "rooms": [room("!a:hs", "@a:hs", 3, 8)]});
        let rows = ListRooms::default().decode(&more_local_than_all).unwrap().rooms;
        assert_eq!((Federation::of(&rows, "hs").federated, Federation::of(&rows, "hs").unknown), (0, 1));
        for creator in [json!(null), json!(""), json!("@nobody"), json!({"odd": "a:b.example"})] {
            let mut invited = room("!a:hs", "", 1, 1);
            invited["creator"] = creator;
            let rows = ListRooms::default().decode(&json!({"total_rooms": 1, "rooms": [invited]})).unwrap().rooms;
            assert_eq!(Federation::of(&rows, "hs").unknown, 1, "who created it is not told");
        }
        let foreign = Federation { created_elsewhere: 1, ..local.clone() };
        assert_eq!(foreign.never(None, false), Never::Disproven);
        let tried = Sent { destinations: 3.into(), reached: false };
        let odd = Sent { destinations: Number::Odd("-1".into()), reached: false };
        assert_eq!(
            (local.never(Some(&tried), true), local.never(Some(&odd), true)),
            (Never::Unlikely, Never::Unlikely)
        );
        assert_eq!(local.never(Some(&Sent { reached: true, ..tried }), false), Never::Disproven);
    }

    /// The case stats-disabled: an empty list of rooms is no sign of anything.
    #[test]
    fn no_rooms_prove_nothing() {
        let nobody = Sent { destinations: 0.into(), reached: false };
        assert_eq!(Federation::default().never(Some(&nobody), true), Never::NoRooms);
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
