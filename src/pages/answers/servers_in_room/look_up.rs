//! Asking for the servers of a room, named by its id or by an alias.

use futures_util::future::join;

use crate::api::directory::ResolveAlias;
use crate::api::rooms::{GetRoom, MembersByServer};
use crate::api::{ApiError, curl};
use crate::model::id::{RoomAlias, RoomId, ServerName};
use crate::model::servers::{ServerCount, Tally};
use crate::state::api::Api;

/// What an id or an alias leads to.
#[derive(Clone, PartialEq)]
pub(super) enum Resolution {
    /// Nothing has the alias.
    NoSuchAlias,
    /// This server does not know the room, and no alias says more.
    NoSuchRoom,
    /// The servers.
    Servers(Servers),
}

/// The servers of a room.
#[derive(Clone, PartialEq)]
pub(super) struct Servers {
    /// Room id.
    pub room_id: RoomId,
    /// The room's name, when the server tells one.
    pub name: Option<String>,
    /// The servers. Without counts when only the directory names them.
    pub tally: Tally,
    /// Whether members were counted.
    pub counted: bool,
}

/// An answer and the requests that it came from.
#[derive(Clone, PartialEq)]
pub(super) struct Answer {
    /// What was found.
    pub found: Resolution,
    /// For saying where it comes from.
    pub requests: Vec<String>,
}

/// Looks up a room by its id.
pub(super) async fn by_id(api: Api, room_id: RoomId) -> Result<Answer, ApiError> {
    of_room(api, room_id, Vec::new(), Vec::new()).await
}

/// Looks up a room by an alias. When this server does not know the room, the servers that the alias' own server names
/// are all there is.
pub(super) async fn by_alias(api: Api, alias: RoomAlias) -> Result<Answer, ApiError> {
    let resolve = ResolveAlias { alias };
    let requests = vec![curl::source(&resolve)];
    match api.call(resolve).await {
        Ok(resolved) => of_room(api, resolved.room_id, resolved.servers, requests).await,
        Err(error) if error.is_not_found() => Ok(Answer { found: Resolution::NoSuchAlias, requests }),
        Err(error) => Err(error),
    }
}

async fn of_room(
    api: Api,
    room_id: RoomId,
    named: Vec<ServerName>,
    mut requests: Vec<String>,
) -> Result<Answer, ApiError> {
    let by_alias = !requests.is_empty();
    let members = MembersByServer { room_id: room_id.clone() };
    requests.push(curl::source(&members));
    let (tally, details) = join(api.call(members), api.call(GetRoom { room_id: room_id.clone() })).await;
    let (tally, counted) = match tally {
        Ok(tally) => (tally, true),
        Err(error) if error.is_not_found() && by_alias => (uncounted(named), false),
        Err(error) if error.is_not_found() => return Ok(Answer { found: Resolution::NoSuchRoom, requests }),
        Err(error) => return Err(error),
    };
    // The name only helps to recognize the room: without it the answer is the same.
    let name = details.ok().and_then(|details| details.summary.name);
    Ok(Answer { found: Resolution::Servers(Servers { room_id, name, tally, counted }), requests })
}

/// Servers of which nobody was counted.
fn uncounted(mut servers: Vec<ServerName>) -> Tally {
    servers.sort();
    servers.dedup();
    let servers = servers.into_iter().map(|server| ServerCount { server: server.into(), members: 0 }).collect();
    Tally { servers, members: 0, odd: 0 }
}
