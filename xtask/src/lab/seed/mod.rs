//! Fills an empty server with a community, through the same APIs people use.
//!
//! The content is the same every time; ids that Synapse makes up, and times, are not.

pub mod actions;
pub mod people;
pub mod rooms;
pub mod special_people;
pub mod special_rooms;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::account::Account;
use super::cast::{Cast, Community, Totals};
use super::client::{Client, NewUser, Session};
use super::federation::{self, Federation};
use super::path;
use crate::interrupt;
use people::{EVERYBODYS_PASSWORD, PEOPLE};
use special_people::SpecialPeople;
use special_rooms::{Company, MANY_STATE_EVENTS, SpecialRooms};

/// How long Synapse may take to count what was seeded.
const SETTLE_LIMIT: Duration = Duration::from_secs(300);

/// What to fill a server with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// About 60 users and 40 rooms, with every special case of [`Cast`].
    Full,
    /// An admin, a few users and two rooms.
    Small,
}

/// A filled server.
#[derive(Debug)]
pub struct Seeded {
    /// Who and what is on it.
    pub community: Community,
    /// SQL that adds what other servers would have, to be run once the server is stopped.
    pub remote: Option<String>,
}

/// Fills the server and waits until its statistics are complete.
pub fn seed(client: &Client, server_name: &str, size: Size) -> Result<Seeded> {
    let admin = client.register(&special_people::ADMIN)?;
    let second_admin = client.register(&special_people::SECOND_ADMIN)?;
    let member = client.register(&special_people::MEMBER)?;
    let count = if size == Size::Full { PEOPLE.len() } else { 3 };
    let people = PEOPLE[..count]
        .iter()
        .map(|(localpart, name)| client.register(&NewUser::ordinary(localpart, EVERYBODYS_PASSWORD, name)))
        .collect::<Result<Vec<Account>>>()?;
    let admin_session = actions::session(client, &admin);
    let (cast, remote) = match size {
        Size::Full => {
            let (federation, remote) = federation::prepare(client, &admin_session, &people)?;
            (Some(full(client, server_name, &admin, &member, &people, federation)?), Some(remote))
        }
        Size::Small => {
            small(client, &member, &people)?;
            (None, None)
        }
    };
    let totals = settled(&admin_session, cast.as_ref())?;
    Ok(Seeded { community: Community { admin, second_admin, member, cast, totals }, remote })
}

fn small(client: &Client, member: &Account, people: &[Account]) -> Result<()> {
    let creator = actions::session(client, member);
    for (alias, name) in [("welcome", "Welcome desk"), ("off-topic", "Off topic")] {
        let room_id = actions::create_room(
            &creator,
            &json!({ "name": name, "preset": "public_chat", "room_alias_name": alias }),
        )?;
        for person in people {
            actions::join(&actions::session(client, person), &room_id)?;
        }
        actions::say(&creator, &room_id, alias, "Hello everybody!")?;
    }
    Ok(())
}

fn full(
    client: &Client,
    server_name: &str,
    admin: &Account,
    member: &Account,
    people: &[Account],
    federation: Federation,
) -> Result<Cast> {
    let special = SpecialPeople::register(client)?;
    let ordinary_rooms = rooms::create(client, people)?;
    let company =
        Company { client, server_name, admin, member, people, special: &special, ordinary_rooms: &ordinary_rooms };
    let made = company.create_rooms()?;
    let can_suspend = special.change(&actions::session(client, admin))?;
    Ok(cast(special, can_suspend, made, member, federation))
}

fn cast(
    people: SpecialPeople,
    can_suspend: bool,
    made: SpecialRooms,
    member: &Account,
    federation: Federation,
) -> Cast {
    Cast {
        locked: (&people.locked).into(),
        deactivated: (&people.deactivated).into(),
        suspended: can_suspend.then_some(people.suspended.user_id),
        long_name: people.long_name.user_id,
        no_name: people.no_name.user_id,
        markup: people.markup.user_id,
        rtl: people.rtl.user_id,
        arabic: people.arabic.user_id,
        cjk: people.cjk.user_id,
        emoji: people.emoji.user_id,
        odd: people.odd.user_id,
        bot: people.bot.user_id,
        support: people.support.user_id,
        erased: people.erased.user_id,
        shadow_banned: people.shadow_banned.user_id,
        invited: people.invited.user_id,
        uploader: member.user_id.clone(),
        rooms: made.rooms,
        aliases: made.aliases,
        stuck_room: made.stuck_room,
        federation,
    }
}

/// Synapse counts rooms and state, and makes deactivated users leave, in the background: waits
/// until that is done.
fn settled(admin: &Session, cast: Option<&Cast>) -> Result<Totals> {
    let deadline = Instant::now() + SETTLE_LIMIT;
    while !is_settled(admin, cast)? {
        if Instant::now() > deadline {
            bail!("Synapse has not finished its statistics after {} s.", SETTLE_LIMIT.as_secs());
        }
        interrupt::sleep(Duration::from_millis(200))?;
    }
    let total = |path: &str, field: &str| -> Result<u64> {
        admin.get(path)?[field].as_u64().with_context(|| format!("{path} has no \"{field}\""))
    };
    let users = path::admin_v2(&["users"]);
    Ok(Totals {
        users: total(&format!("{users}?limit=1"), "total")?,
        users_all: total(&format!("{users}?limit=1&deactivated=true&locked=true"), "total")?,
        rooms: total(&format!("{}?limit=1", path::admin_v1(&["rooms"])), "total_rooms")?,
    })
}

fn is_settled(admin: &Session, cast: Option<&Cast>) -> Result<bool> {
    let Some(cast) = cast else {
        return Ok(true);
    };
    let many = admin.get(&path::admin_v1(&["rooms", &cast.rooms.many_state]))?;
    let counted = usize::try_from(many["state_events"].as_u64().unwrap_or_default())?;
    let left = path::admin_v1(&["users", &cast.deactivated.user_id, "joined_rooms"]);
    Ok(counted > MANY_STATE_EVENTS && admin.get(&left)?["total"] == json!(0))
}
