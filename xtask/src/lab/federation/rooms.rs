//! The rooms that people elsewhere take part in, made by local users through the client API.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::cast;
use crate::lab::account::Account;
use crate::lab::client::{Client, Session, text};
use crate::lab::path;
use crate::lab::seed::actions;

/// Ids of events are computed for this version ([`super::event`]).
const ROOM_VERSION: &str = "10";

/// The rooms as they are before anybody from elsewhere has joined.
#[derive(Debug)]
pub struct LocalRooms {
    /// See [`cast::Rooms::public`].
    pub public: LocalRoom,
    /// See [`cast::Rooms::many_extremities`].
    pub many_extremities: LocalRoom,
    /// See [`cast::Rooms::few_extremities`].
    pub few_extremities: LocalRoom,
}

/// A room, and what the next event in it refers to.
#[derive(Debug)]
pub struct LocalRoom {
    /// Its id.
    pub id: String,
    /// The local user who made it.
    pub creator: String,
    /// The last event.
    pub last: Last,
    /// The events that let somebody join.
    pub rules: Rules,
}

/// The last event of a room.
#[derive(Clone, Debug)]
pub struct Last {
    /// Its id.
    pub event_id: String,
    /// Its depth.
    pub depth: u64,
}

/// Events that decide who may do what, by id.
#[derive(Debug)]
pub struct Rules {
    /// `m.room.create`
    pub create: String,
    /// `m.room.power_levels`
    pub power_levels: String,
    /// `m.room.join_rules`
    pub join_rules: String,
    /// The creator's `m.room.member`.
    pub creator: String,
}

impl LocalRooms {
    /// Makes the rooms.
    pub fn create(client: &Client, admin: &Session, people: &[Account]) -> Result<Self> {
        let make = |creator: &Account, guests: &[Account], body: &Value| {
            LocalRoom::create(client, admin, creator, guests, body)
        };
        Ok(Self {
            public: make(
                &people[13],
                &people[14..18],
                &json!({
                    "name": "Makers everywhere",
                    "topic": "All houses, all servers.",
                    "preset": "public_chat",
                    "visibility": "public",
                    "room_alias_name": "makers-everywhere",
                    "room_version": ROOM_VERSION,
                }),
            )?,
            many_extremities: make(
                &people[19],
                &[],
                &json!({ "name": "Night shift", "preset": "public_chat", "room_version": ROOM_VERSION }),
            )?,
            few_extremities: make(
                &people[21],
                &[],
                &json!({ "name": "Exchange of tools", "preset": "public_chat", "room_version": ROOM_VERSION }),
            )?,
        })
    }

    /// The ids by role.
    pub fn cast(&self) -> cast::Rooms {
        cast::Rooms {
            public: self.public.id.clone(),
            many_extremities: self.many_extremities.id.clone(),
            few_extremities: self.few_extremities.id.clone(),
        }
    }
}

impl LocalRoom {
    fn create(client: &Client, admin: &Session, creator: &Account, guests: &[Account], body: &Value) -> Result<Self> {
        let session = actions::session(client, creator);
        let id = actions::create_room(&session, body)?;
        for guest in guests {
            actions::join(&actions::session(client, guest), &id)?;
        }
        actions::say(&session, &id, &format!("federation-{id}"), "Who is here from elsewhere?")?;
        let rules = Rules::read(admin, &id, &creator.user_id)?;
        Ok(Self { last: Last::read(admin, &id)?, rules, creator: creator.user_id.clone(), id })
    }
}

impl Last {
    fn read(admin: &Session, room_id: &str) -> Result<Self> {
        let reply = admin.get(&path::admin_v1(&["rooms", room_id, "forward_extremities"]))?;
        let last = &reply["results"][0];
        let depth = last["depth"].as_u64().with_context(|| format!("{room_id} has no last event: {reply}"))?;
        Ok(Self { event_id: text(last, "event_id")?, depth })
    }
}

impl Rules {
    fn read(admin: &Session, room_id: &str, creator: &str) -> Result<Self> {
        let reply = admin.get(&path::admin_v1(&["rooms", room_id, "state"]))?;
        let state = reply["state"].as_array().with_context(|| format!("{room_id} has no state: {reply}"))?;
        let id_of = |kind: &str, state_key: &str| {
            state
                .iter()
                .find(|event| event["type"] == kind && event["state_key"] == state_key)
                .with_context(|| format!("{room_id} has no {kind}"))
                .and_then(|event| text(event, "event_id"))
        };
        Ok(Self {
            create: id_of("m.room.create", "")?,
            power_levels: id_of("m.room.power_levels", "")?,
            join_rules: id_of("m.room.join_rules", "")?,
            creator: id_of("m.room.member", creator)?,
        })
    }
}
