//! What an export reads, and how.

use glia::api::export::{
    AccountData, Download, EventContext, FetchEvent, ListMedia, ListMemberships, ListMessages, LoginAsUser, RoomList,
};
use glia::api::users::ListDevices;
use glia::model::id::{EventId, RoomId, UserId};
use serde_json::json;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::harness::{Lab, Person, everywhere, releases, unique};

/// A user in a room with a message: room and event.
fn message(lab: &Lab) -> (Person, RoomId, EventId) {
    let person = lab.person();
    let room = lab.room(&person.token, json!({}));
    let path = format!(
        "/_matrix/client/v3/rooms/{}/send/m.room.message/{}",
        glia::model::percent::encode(&room),
        unique("txn")
    );
    let sent = lab.arrange(&person.token, "PUT", &path, Some(json!({ "msgtype": "m.text", "body": "hello" })));
    let event = sent["event_id"].as_str().unwrap().into();
    (person, room.into(), event)
}

#[test]
fn what_belongs_to_the_account() {
    for lab in everywhere() {
        let person = lab.person();
        let user_id = || UserId::from(person.user_id.as_str());
        lab.ok(&ListDevices { user_id: user_id() });
        lab.ok(&AccountData { user_id: user_id() });
        lab.ok(&ListMedia { user_id: user_id(), from: 0 });
        lab.ok(&ListMemberships { user_id: user_id(), joined_only: true });
        let all = ListMemberships { user_id: user_id(), joined_only: false };
        if lab.is_old() {
            assert!(lab.call(&all).err().unwrap().is_unrecognized());
        } else {
            lab.ok(&all);
        }
        let nobody = ListDevices { user_id: format!("@{}:{}", unique("nobody"), lab.server_name()).into() };
        assert_eq!(lab.refused(&nobody).0, 404);
    }
}

#[test]
fn what_was_written_in_a_room() {
    for lab in everywhere() {
        let (person, room_id, event_id) = message(&lab);
        let messages = |as_admin| ListMessages { room_id: room_id.clone(), as_admin, from: None, to: None, only: None };
        // An admin who is not in the room, and its member.
        lab.ok(&messages(true));
        lab.call_as(Some(&person.token), &messages(false)).unwrap();
        assert_eq!(lab.refused(&messages(false)).0, 403);
        lab.ok(&EventContext { room_id: room_id.clone(), event_id: event_id.clone(), state: true });
        let fetch = FetchEvent { event_id };
        if lab.is_old() {
            assert!(lab.call(&fetch).err().unwrap().is_unrecognized());
        } else {
            lab.ok(&fetch);
            assert_eq!(lab.refused(&FetchEvent { event_id: "$nothing".into() }).0, 404);
        }
    }
}

#[test]
fn in_the_users_name() {
    for lab in releases() {
        let (person, _, _) = message(&lab);
        let in_an_hour = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() + 3_600_000;
        let valid_until_ms = u64::try_from(in_an_hour).unwrap();
        let token = lab.ok(&LoginAsUser { user_id: person.user_id.as_str().into(), valid_until_ms });
        lab.call_as(Some(token.reveal()), &RoomList).unwrap();
        let me = LoginAsUser { user_id: lab.text("/admin/user_id").into(), valid_until_ms };
        assert_eq!(lab.refused(&me).0, 400);
        assert_eq!(lab.refused_as(Some(&person.token), &me).0, 403);
    }
}

#[test]
fn media_that_is_not_there() {
    for lab in releases() {
        for quarantined in [false, true] {
            let download = Download {
                server_name: lab.server_name().into(),
                media_id: unique("nothing"),
                quarantined,
                old: lab.is_old(),
            };
            assert_eq!(lab.refused(&download).0, 404);
        }
    }
}
