//! Rooms.

use glia::api::Row;
use glia::api::rooms::{CountExtremities, DeleteExtremities, GetRoom, ListRooms, MembersByServer, RoomOrder};
use glia::model::id::RoomId;
use serde_json::json;

use crate::harness::{everywhere, unique};

#[test]
fn list_rooms_in_every_order() {
    for lab in everywhere() {
        let all = lab.ok(&ListRooms { limit: 500, ..ListRooms::default() });
        assert!(all.total.known() > Some(10), "{:?}", all.total);
        assert!(all.rooms.iter().all(|row| matches!(row, Row::Good(_))));
        for (order_by, name) in RoomOrder::ALL {
            for backwards in [false, true] {
                let page = lab.ok(&ListRooms { limit: 3, order_by, backwards, ..ListRooms::default() });
                assert_eq!(page.rooms.len(), 3, "{name}");
            }
        }
        let name = unique("found");
        let room = lab.room(lab.admin_token().reveal(), json!({ "name": name }));
        let found = lab.ok(&ListRooms { limit: 5, search_term: Some(name), ..ListRooms::default() });
        assert!(matches!(&found.rooms[..], [Row::Good(only)] if only.room_id == room));
        if !lab.is_old() {
            let empty = lab.ok(&ListRooms { limit: 500, empty_rooms: Some(true), ..ListRooms::default() });
            assert!(empty.rooms.iter().all(|row| matches!(row, Row::Good(room) if room.joined_members == 0)));
            let public = lab.ok(&ListRooms { limit: 500, public_rooms: Some(true), ..ListRooms::default() });
            assert!(public.rooms.iter().all(|row| matches!(row, Row::Good(room) if room.public)));
        }
        assert_eq!(lab.refused_as(Some(&lab.person().token), &ListRooms { limit: 1, ..ListRooms::default() }).0, 403);
    }
}

#[test]
fn get_room() {
    for lab in everywhere() {
        let room_id = lab.room(lab.admin_token().reveal(), json!({ "name": "here", "topic": "there" }));
        let room = lab.ok(&GetRoom { room_id: room_id.as_str().into() });
        let summary = &room.summary;
        assert_eq!((summary.room_id.as_str(), summary.name.as_deref()), (room_id.as_str(), Some("here")));
        assert_eq!((room.topic.as_deref(), summary.joined_members.known()), (Some("there"), Some(1)));
        if !lab.is_old() {
            assert_eq!(lab.ok(&GetRoom { room_id: lab.text("/cast/rooms/tombstoned").into() }).tombstoned, Some(true));
        }
        let nowhere = GetRoom { room_id: format!("!{}:{}", unique("nowhere"), lab.server_name()).into() };
        assert_eq!(lab.refused(&nowhere), (404, "M_NOT_FOUND".to_owned()));
    }
}

#[test]
fn members_by_server() {
    for lab in everywhere() {
        let room_id = lab.text("/cast/federation/rooms/public").into();
        let tally = lab.ok(&MembersByServer { room_id });
        assert!(format!("{tally:?}").contains(&lab.server_name()));
        let nowhere = MembersByServer { room_id: format!("!{}:{}", unique("nowhere"), lab.server_name()).into() };
        assert_eq!(lab.refused(&nowhere).0, 404);
    }
}

#[test]
fn forward_extremities() {
    for lab in everywhere() {
        let room_id = lab.text("/cast/federation/rooms/few_extremities").into();
        assert!(lab.ok(&CountExtremities { room_id }).known() > Some(1));
        // Deleting leaves one; where there is one already, nothing is deleted.
        let own = RoomId::from(lab.room(lab.admin_token().reveal(), json!({})));
        assert_eq!(lab.ok(&CountExtremities { room_id: own.clone() }), 1);
        assert_eq!(lab.ok(&DeleteExtremities { room_id: own.clone() }), 0);
        assert_eq!(lab.ok(&CountExtremities { room_id: own }), 1);
    }
}
