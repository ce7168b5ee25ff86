//! Whatever a server sends in place of a number: the row stays a row with its id, the rest of the answer can be read, and
//! the value is shown and saved as it came. Every number of every sample is tried.

use serde_json::{Value, json};

use super::destinations::Destinations;
use super::rooms::Rooms;
use super::users::Users;
use super::{Cell, Line, Listed, Sheet, as_csv, as_json, heads};
use crate::api::account::{GetPresence, Login, Refresh};
use crate::api::federation::{DestinationRooms, GetDestination, ListDestinations};
use crate::api::rooms::{CountExtremities, DeleteExtremities, GetRoom, ListRooms};
use crate::api::server::{BackgroundUpdates, DatabaseRooms};
use crate::api::users::{CountJoinedRooms, CountMedia, GetUser, ListDevices, ListUsers, UsersApi};
use crate::api::wire::parse;
use crate::api::{Endpoint, Number, Odd, Row};
use crate::model::secret::Secret;

/// As they stand in a body.
const ODD: [&str; 10] = [
    "-1",
    "-86400",
    "1e400",
    "-1e999",
    "4611686018427387904",
    "36893488147419103232",
    "2.5",
    "\"many\"",
    "[1]",
    "true",
];

/// The body, once for each number in it and each odd value: the number's name, the value, and the whole.
fn spoilt(sample: &Value) -> Vec<(String, &'static str, String)> {
    let mut paths = Vec::new();
    collect(sample, String::new(), &mut paths);
    assert!(!paths.is_empty(), "{sample}");
    let mut all = Vec::new();
    for path in paths {
        let mut body = sample.clone();
        *body.pointer_mut(&path).unwrap() = "ODD".into();
        let body = body.to_string();
        let name = path.rsplit('/').next().unwrap().to_owned();
        all.extend(ODD.map(|odd| (name.clone(), odd, body.replace("\"ODD\"", odd))));
    }
    all
}

fn collect(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Number(_) => paths.push(path),
        Value::Object(map) => map.iter().for_each(|(name, value)| collect(value, format!("{path}/{name}"), paths)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(place, value)| collect(value, format!("{path}/{place}"), paths));
        }
        _ => {}
    }
}

fn room() -> Value {
    json!({"room_id": "!a:hs", "name": "A", "joined_members": 3, "joined_local_members": 2, "version": "5",
        "federatable": true, "public": false, "state_events": 14, "topic": null, "joined_local_devices": 2,
        "forgotten": false})
}

fn user() -> Value {
    json!({"name": "@a:hs", "displayname": "A", "admin": true, "creation_ts": 1_795_405_513_u64,
        "last_seen_ts": 1_795_405_600_123_u64, "threepids": [], "external_ids": []})
}

fn destination() -> Value {
    json!({"destination": "a.example", "retry_last_ts": 1_794_520_276_268_u64, "retry_interval": 3_600_000,
        "failure_ts": 1_795_405_491_495_u64, "last_successful_stream_ordering": 42})
}

/// The rows of an answer, and how many there are on all pages.
type Page<L> = (Vec<Row<<L as Listed>::Row>>, Number);

/// A list: its row stays with its id, the odd value is in its cell and in both files.
fn list<L: Listed, E: Endpoint>(endpoint: &E, sample: &Value, page: fn(E::Response) -> Page<L>) {
    for (name, odd, body) in spoilt(sample) {
        let answer = endpoint.decode(&parse(body.as_bytes()).unwrap());
        let (rows, total) = page(answer.unwrap_or_else(|why| panic!("{why} in {body}")));
        let sheet = Sheet::page::<L>(&rows, &total, 0, 50);
        let [Line::Good { key, cells }] = &sheet.lines[..] else { panic!("{body}: {:?}", sheet.lines) };
        assert!(body.contains(&format!("\"{key}\"")), "{body}");
        let raw = odd.trim_matches('"');
        if name.starts_with("total") {
            assert!(sheet.odd_total.is_some() && sheet.total == 1, "{body}");
            continue;
        }
        let heads = heads::<L>();
        let cell = heads.iter().zip(cells).find(|(head, _)| head.key == name).map(|(_, cell)| cell);
        let shown = cell.and_then(Cell::odd).unwrap_or_else(|| panic!("{name} is not marked in {body}"));
        // The digits of what an f64 cannot hold are not kept.
        if odd != "36893488147419103232" {
            assert_eq!(shown, raw, "{body}");
            let csv = as_csv(&heads, L::KEY, &sheet);
            assert!(csv.contains(raw), "{csv}");
        }
        let saved: Value = serde_json::from_str(&as_json(&heads, L::KEY, &sheet)).unwrap();
        assert_eq!(saved[0][L::KEY], key.as_str());
        assert!(!saved[0][&name].is_null(), "{saved}");
    }
}

#[test]
fn rows_of_lists_survive() {
    let rooms = json!({"offset": 0, "rooms": [room()], "total_rooms": 1});
    // `offset` and the devices are not in the list.
    let mut only = rooms.clone();
    only.as_object_mut().unwrap().remove("offset");
    only["rooms"][0].as_object_mut().unwrap().remove("joined_local_devices");
    list::<Rooms, _>(&ListRooms::default(), &only, |page| (page.rooms, page.total));
    let users = json!({"users": [user()], "total": 1});
    list::<Users, _>(&ListUsers::everybody(UsersApi::V3, 50), &users, |page| (page.users, page.total));
    let destinations = json!({"destinations": [destination()], "total": 1});
    list::<Destinations, _>(&ListDestinations::default(), &destinations, |page| (page.destinations, page.total));
}

/// Of any other answer everything else can be read.
fn survives<E: Endpoint>(endpoint: &E, sample: &Value, is_whole: fn(&E::Response) -> bool) {
    for (_, _, body) in spoilt(sample) {
        let read: Result<_, Odd> = endpoint.decode(&parse(body.as_bytes()).unwrap());
        assert!(is_whole(&read.unwrap_or_else(|why| panic!("{why} in {body}"))), "{body}");
    }
}

fn good<T>(rows: &[Row<T>]) -> bool {
    !rows.is_empty() && rows.iter().all(|row| matches!(row, Row::Good(_)))
}

#[test]
fn single_answers_survive() {
    survives(&GetRoom { room_id: "".into() }, &room(), |room| room.summary.room_id == "!a:hs");
    survives(&GetUser { user_id: "".into() }, &user(), |user| user.name == "@a:hs");
    survives(&GetDestination { destination: "".into() }, &destination(), |one| one.destination == "a.example");
    let rooms = json!({"rooms": [{"room_id": "!a", "stream_ordering": 1}], "total": 1});
    survives(&DestinationRooms { destination: "".into(), from: 0, limit: 1 }, &rooms, |page| good(&page.rooms));
    survives(&DatabaseRooms, &json!({"rooms": [{"room_id": "!a", "estimated_size": 1}]}), |rows| good(rows));
    let updates = json!({"enabled": true, "current_updates": {"master": {"name": "u", "total_item_count": 0,
        "total_duration_ms": 0.5, "average_items_per_ms": 0.1}}});
    survives(&BackgroundUpdates, &updates, |status| status.enabled && status.running.len() == 1);
    let presence = json!({"presence": "online", "last_active_ago": 5});
    survives(&GetPresence { user_id: "".into() }, &presence, |presence| presence.presence == "online");
}

/// Who cannot read how long a token lives has a token all the same.
#[test]
fn sessions_survive() {
    let login = json!({"user_id": "@a:hs", "access_token": "t", "refresh_token": "r", "expires_in_ms": 5});
    let by_password = Login { user: String::new(), password: Secret::new(""), device_name: String::new() };
    survives(&by_password, &login, |answer| answer.access_token.reveal() == "t" && answer.expires_in_ms.is_none());
    survives(&Refresh { refresh_token: Secret::new("") }, &login, |answer| answer.expires_in_ms.is_none());
}

/// An answer that is nothing but a number is that number, or what stands in its place.
#[test]
fn counts_survive() {
    let (room_id, user_id) = (|| "!a".into(), || "@a:hs".into());
    let is_odd = |number: &Number| number.odd().is_some();
    survives(&CountExtremities { room_id: room_id() }, &json!({"count": 1}), is_odd);
    survives(&DeleteExtremities { room_id: room_id() }, &json!({"deleted": 1}), is_odd);
    let total = json!({"total": 1});
    survives(&CountJoinedRooms { user_id: user_id() }, &total, is_odd);
    survives(&CountMedia { user_id: user_id() }, &total, is_odd);
    survives(&ListDevices { user_id: user_id() }, &total, is_odd);
}

/// No endpoint reads a number past `Number`, which would lose the answer for one odd value.
#[test]
fn every_endpoint_reads_its_numbers_alike() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/api"))];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            // The wait for a 429 has a default, and `Number` itself has to.
            let may = path.ends_with("api/number.rs") || path.ends_with("api/error.rs") || path.ends_with("tests.rs");
            assert!(may || !(code.contains("as_u64") || code.contains("as_i64")), "{}", path.display());
            seen += usize::from(code.contains("impl Endpoint for"));
        }
    }
    assert!(seen > 30, "{seen}");
}

/// The case api-negative-joined-members: statistics that were counted down below zero.
#[test]
fn a_room_with_less_than_no_members_can_be_looked_at() {
    let list = json!({"offset": 0, "rooms": [
        {"room_id": "!kX:rookery.example", "name": "Old lobby", "joined_members": -1, "joined_local_members": 2},
        {"room_id": "!b:rookery.example", "name": "Old lobby", "joined_members": 3, "joined_local_members": 8}
    ], "total_rooms": 2});
    let page = ListRooms::default().decode(&list).unwrap();
    assert!(good(&page.rooms));
    let one = GetRoom { room_id: "".into() }.decode(&list["rooms"][0]).unwrap();
    assert_eq!((one.summary.joined_members.odd(), one.summary.joined_members.known()), (Some("-1"), None));
}
