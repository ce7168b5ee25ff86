//! What a server knows of others: destinations, rooms with remote members, forward extremities.
//!
//! No federation runs on a machine without network, so these are the only facts of a community
//! that are not made through the APIs people use. Ordinary rooms are made through them
//! ([`rooms`]); what remote servers would have added is written as real events ([`event`]) into
//! the database of the stopped server ([`script`]).

pub mod cast;
pub mod destinations;
pub mod event;
pub mod people;
pub mod rooms;
pub mod script;

use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

pub use cast::Federation;
use people::user_id;
use rooms::LocalRooms;

use super::account::Account;
use super::client::{Client, Session};

/// Makes the rooms. Returns who and what is remote in them once the SQL, also returned, has run on
/// the database of the stopped server.
pub fn prepare(client: &Client, admin: &Session, people: &[Account]) -> Result<(Federation, String)> {
    let rooms = LocalRooms::create(client, admin, people)?;
    let sql = script::script(&rooms, now_ms()?);
    Ok((cast(&rooms), sql))
}

fn cast(rooms: &LocalRooms) -> Federation {
    let other = |membership, server| user_id(&people::other_localpart(membership, 0), server);
    Federation {
        rooms: rooms.cast(),
        users: cast::Users {
            port: user_id(people::FIRST, people::HOST_WITH_PORT),
            ipv6: user_id(people::FIRST, people::IPV6_WITH_PORT),
            quote: user_id(people::WITH_QUOTE, people::LARGEST),
            left: other("leave", people::LEFT),
            banned: other("ban", people::BANNED),
            invited: other("invite", people::INVITED),
        },
        destinations: destinations::cast(),
        no_destination: people::QUIET.to_owned(),
    }
}

fn now_ms() -> Result<u64> {
    let since_1970: Duration =
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).context("The clock is before 1970")?;
    u64::try_from(since_1970.as_millis()).context("The clock is far ahead")
}
