//! Is an empty list of rooms true? No endpoint of its own: it asks others that would contradict it.
//!
//! Synapse makes the list from its statistics. With `stats: {enabled: false}` it is empty, whatever rooms there are.

use super::super::users::{CountJoinedRooms, ListUsers};
use super::super::{ApiError, Ask, Row};
use crate::model::id::UserId;

/// How many accounts are asked about, beside one's own.
const ACCOUNTS: usize = 5;

/// What contradicts an empty list of rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InRooms {
    /// Somebody who is in rooms.
    pub user_id: UserId,
    /// In how many.
    pub rooms: u64,
}

/// Looks for somebody who is in a room: oneself, else one of a few accounts of `some`. `None` when nobody of them is.
///
/// # Errors
/// When the server tells nothing of oneself. The others only add to it.
pub async fn contradiction(ask: &dyn Ask, me: UserId, some: ListUsers) -> Result<Option<InRooms>, ApiError> {
    let own = ask.call(&CountJoinedRooms { user_id: me.clone() }).await?.known().unwrap_or(0);
    if own > 0 {
        return Ok(Some(InRooms { user_id: me, rooms: own }));
    }
    let Ok(page) = ask.call(&some).await else { return Ok(None) };
    let others = page.users.into_iter().filter_map(|row| match row {
        Row::Good(user) if user.name != me.as_str() && !user.deactivated => Some(user.name),
        _ => None,
    });
    for user_id in others.take(ACCOUNTS) {
        let rooms = ask.call(&CountJoinedRooms { user_id: user_id.clone() }).await.ok();
        if let Some(rooms) = rooms.and_then(|rooms| rooms.known()).filter(|rooms| *rooms > 0) {
            return Ok(Some(InRooms { user_id, rooms }));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::{InRooms, contradiction};
    use crate::api::users::{ListUsers, UsersApi};
    use crate::api::{Answer, ApiError, Ask, ErrorKind, Request};
    use futures_util::FutureExt as _;
    use futures_util::future::{LocalBoxFuture, ready};
    use serde_json::{Value, json};

    /// A server with `stats.enabled: false`: how many rooms somebody is in.
    struct Server(&'static [(&'static str, u64)]);

    impl Ask for Server {
        fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Answer, ApiError>> {
            let target = request.target;
            let body = if target.contains("/v3/users") {
                let users: Vec<Value> = self.0.iter().map(|(name, _)| json!({"name": name})).collect();
                json!({"users": users, "total": users.len()})
            } else {
                let of = |name: &str| target.contains(&crate::model::percent::encode(name));
                let Some((_, rooms)) = self.0.iter().find(|(name, _)| of(name)) else {
                    let kind = ErrorKind::Network { cause: String::new() };
                    return ready(Err(ApiError { request: target, kind })).boxed_local();
                };
                json!({"joined_rooms": [], "total": rooms})
            };
            ready(Ok(Answer { request: target, status: 200, body })).boxed_local()
        }
    }

    fn found(server: &Server) -> Result<Option<InRooms>, ApiError> {
        let asking = contradiction(server, "@admin:hs".into(), ListUsers::everybody(UsersApi::V3, 10));
        asking.now_or_never().unwrap()
    }

    #[test]
    fn somebody_who_is_in_a_room_contradicts_it() {
        let in_rooms = |name: &str, rooms| Ok(Some(InRooms { user_id: name.into(), rooms }));
        assert_eq!(found(&Server(&[("@admin:hs", 3)])), in_rooms("@admin:hs", 3));
        assert_eq!(found(&Server(&[("@admin:hs", 0), ("@a:hs", 0), ("@b:hs", 2)])), in_rooms("@b:hs", 2));
    }

    #[test]
    fn else_nothing_does() {
        assert_eq!(found(&Server(&[("@admin:hs", 0), ("@a:hs", 0)])), Ok(None));
        assert!(found(&Server(&[])).is_err(), "nothing is known");
    }
}
