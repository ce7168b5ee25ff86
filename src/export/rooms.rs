//! Which rooms an export is about.

use serde::{Deserialize, Serialize};

use super::python_json::Json;

/// A room of the user's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Room id.
    pub room_id: String,
    /// Its name or main address, where the server told.
    pub name: Option<String>,
    /// `join`, `invite`, `knock`, `leave` or `ban`.
    pub membership: String,
    /// About how many events it has: how deep its last one lies.
    pub estimate: u64,
    /// Who sent the user's present membership, where the server told.
    pub member_by: Option<String>,
    /// What the server tells an invited or knocking user: JSON objects.
    pub stripped: Vec<String>,
    /// The membership itself as servers exchange it, where the server told.
    pub member_event: Option<String>,
}

impl Room {
    /// Whether the user is in it.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        self.membership == "join"
    }

    /// The file for `stripped`, by the shell export.
    #[must_use]
    pub fn stripped_file(&self) -> &'static str {
        if self.membership == "knock" { "knock_state" } else { "invite_state" }
    }
}

/// The rooms in an answer to `RoomList`.
#[must_use]
pub fn from_sync(answer: Json, user_id: &str) -> Vec<Room> {
    let sections = answer.get("rooms").into_iter().flat_map(Json::members);
    sections
        .flat_map(|(section, rooms)| {
            let section = section.text().into_owned();
            rooms.members().map(move |(id, room)| match section.as_str() {
                "invite" | "knock" => not_in(&id.text(), &section, room, user_id),
                _ => been_in(&id.text(), &section, room, user_id),
            })
        })
        .collect()
}

fn been_in(room_id: &str, section: &str, room: Json, user_id: &str) -> Room {
    let last = room.get("timeline").and_then(|timeline| timeline.get("events")?.items().last());
    let depth = last.and_then(|event| event.get("depth")?.integer()).unwrap_or_default();
    let own = last.filter(|event| is_membership(*event, user_id));
    let membership = own.filter(|_| section == "leave").and_then(|event| event.get("content")?.text_of("membership"));
    let state = room.get("state").and_then(|state| state.get("events"));
    let all = || state.into_iter().flat_map(Json::items).chain(last);
    Room {
        room_id: room_id.to_owned(),
        name: name(all()),
        membership: membership.map_or_else(|| section.to_owned(), |text| text.into_owned()),
        estimate: u64::try_from(depth).unwrap_or_default(),
        member_by: own.and_then(|event| event.text_of("sender")).map(|sender| sender.into_owned()),
        stripped: Vec::new(),
        member_event: own.map(|event| event.raw().to_owned()),
    }
}

fn not_in(room_id: &str, section: &str, room: Json, user_id: &str) -> Room {
    let state = room.get("invite_state").or_else(|| room.get("knock_state")).and_then(|state| state.get("events"));
    let mut stripped: Vec<Json> = state.into_iter().flat_map(Json::items).collect();
    // The server appends the membership itself.
    let own = stripped.pop_if(|event| is_membership(*event, user_id));
    Room {
        room_id: room_id.to_owned(),
        name: name(stripped.iter().copied()),
        membership: section.to_owned(),
        estimate: 1,
        member_by: own.and_then(|event| event.text_of("sender")).map(|sender| sender.into_owned()),
        stripped: stripped.iter().map(|event| event.python()).collect(),
        member_event: own.filter(|event| event.get("event_id").is_some()).map(|event| event.raw().to_owned()),
    }
}

/// The room's name among some of its state; the newest comes last.
fn name<'a>(events: impl Iterator<Item = Json<'a>>) -> Option<String> {
    let (mut name, mut alias) = (None, None);
    for event in events {
        let text = |name: &str| event.get("content")?.text_of(name).map(|text| text.into_owned());
        match event.text_of("type").as_deref() {
            Some("m.room.name") => name = text("name"),
            Some("m.room.canonical_alias") => alias = text("alias"),
            _ => {}
        }
    }
    name.into_iter().chain(alias).find(|name| !name.is_empty())
}

fn is_membership(event: Json, user_id: &str) -> bool {
    event.text_of("type").as_deref() == Some("m.room.member") && event.text_of("state_key").as_deref() == Some(user_id)
}

/// The rooms in an answer to `ListMemberships`.
#[must_use]
pub fn from_admin(answer: Json) -> Vec<Room> {
    let known = answer.get("memberships").into_iter().flat_map(Json::members);
    let all = known.map(|(id, membership)| (id.text(), membership.text().unwrap_or_default()));
    let joined = answer.get("joined_rooms").into_iter().flat_map(Json::items);
    let joined = joined.filter_map(|id| Some((id.text()?, "join".into())));
    all.chain(joined)
        .map(|(id, membership)| Room {
            room_id: id.into_owned(),
            membership: membership.into_owned(),
            ..Room::default()
        })
        .collect()
}

/// Where a membership stands in a room's stream, as a place to stop at: the token of everything up to it. Synapse's own
/// export stops there. From the `end` of the event's context, `t11-340_0_0…`: depth, stream, and what else tokens hold.
/// `None` for tokens of another form: then one stops behind the event in the order of the export.
#[must_use]
pub fn stop_token(end: &str) -> Option<String> {
    let (room, rest) = end.split_once('_')?;
    let (depth, stream) = room.strip_prefix('t')?.split_once('-')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(depth) && is_number(stream)).then(|| format!("s{stream}_{rest}"))
}

#[cfg(test)]
mod tests {
    use super::{Json, Room, from_admin, from_sync, stop_token};

    const ME: &str = "@alice:hs.example";

    /// As Synapse 1.163.2 sends it, shortened where nothing is read.
    const SYNC: &str = r#"{"next_batch":"s487_5","rooms":{
        "join":{"!GtOf2Xc":{"timeline":{"events":[{"content":{},"depth":24,"event_id":"$t","sender":"@alice:hs.example",
            "type":"m.room.message"}],"prev_batch":"s486_8","limited":true},
            "state":{"events":[{"type":"m.room.name","state_key":"","content":{"name":"Lobby"}}]}}},
        "invite":{"!LX:hs.example":{"invite_state":{"events":[
            {"content":{"name":"inv\u00e9"},"sender":"@bob:hs.example","state_key":"","type":"m.room.name"},
            {"type":"m.room.member","state_key":"@alice:hs.example","content":{"membership":"invite"},
                "sender":"@bob:hs.example"}]}}},
        "knock":{"!Ke:hs.example":{"knock_state":{"events":[
            {"content":{"join_rule":"knock"},"sender":"@bob:hs.example","state_key":"","type":"m.room.join_rules"}]}}},
        "leave":{"!bF:hs.example":{"timeline":{"events":[{"content":{"membership":"ban"},"depth":11,"event_id":"$na",
            "sender":"@bob:hs.example","state_key":"@alice:hs.example","type":"m.room.member"}]}}}}}"#;

    #[test]
    fn the_rooms_of_a_user() {
        let rooms = from_sync(Json::parse(SYNC).unwrap(), ME);
        let brief = |room: &Room| {
            let Room { room_id, membership, estimate, member_by, stripped, member_event, .. } = room.clone();
            (room_id, membership, estimate, member_by.unwrap_or_default(), stripped, member_event.is_some())
        };
        let text = str::to_owned;
        let bob = || text("@bob:hs.example");
        let name = r#"{"content": {"name": "inv\u00e9"}, "sender": "@bob:hs.example", "state_key": "", "type": "m.room.name"}"#;
        assert_eq!(brief(&rooms[0]), (text("!GtOf2Xc"), text("join"), 24, String::new(), vec![], false));
        assert_eq!(brief(&rooms[1]), (text("!LX:hs.example"), text("invite"), 1, bob(), vec![text(name)], false));
        assert_eq!((rooms[0].name.as_deref(), rooms[1].name.as_deref()), (Some("Lobby"), Some("invé")));
        assert_eq!((rooms[2].membership.as_str(), rooms[2].stripped.len()), ("knock", 1));
        assert_eq!(brief(&rooms[3]), (text("!bF:hs.example"), text("ban"), 11, bob(), vec![], true));
        assert_eq!(from_sync(Json::parse(r#"{"next_batch":"s1"}"#).unwrap(), ME), []);
    }

    #[test]
    fn the_rooms_that_an_admin_sees() {
        let pairs = |text: &str| {
            let rooms = from_admin(Json::parse(text).unwrap());
            rooms.into_iter().map(|room| (room.room_id, room.membership)).collect::<Vec<_>>()
        };
        let pair = |id: &str, membership: &str| (id.to_owned(), membership.to_owned());
        assert_eq!(pairs(r#"{"memberships":{"!a:hs":"join","!b":"ban"}}"#), [pair("!a:hs", "join"), pair("!b", "ban")]);
        assert_eq!(pairs(r#"{"joined_rooms":["!a:hs"],"total":1}"#), [pair("!a:hs", "join")]);
    }

    #[test]
    fn tokens() {
        assert_eq!(stop_token("t11-340_0_0_0").as_deref(), Some("s340_0_0_0"));
        for odd in ["", "s340_0", "t11-340", "t11-_0", "m5~1.2_0", "t11-340~1.9_0"] {
            assert_eq!(stop_token(odd), None);
        }
    }
}
