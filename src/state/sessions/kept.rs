//! Sessions as the browser keeps them.

use serde_json::Value;

use crate::api::session::Session;
use crate::browser::storage::{self, Keep, Key};
use crate::model::id::UserId;

/// A session and where it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) session: Session,
    pub(super) keep: Keep,
}

/// The account that a page was drawn for: base URL and MXID.
pub type Identity = (String, UserId);

pub(super) fn identity(session: &Session) -> Identity {
    (session.base_url.clone(), session.user_id.clone())
}

pub(super) fn held_at_first() -> Vec<Held> {
    let mut held = Vec::<Held>::new();
    for keep in [Keep::Tab, Keep::Device] {
        for session in stored_in(keep) {
            if held.iter().all(|other| other.session.base_url != session.base_url) {
                held.push(Held { session, keep });
            }
        }
    }
    held
}

pub(super) fn stored_in(keep: Keep) -> Vec<Session> {
    let json = storage::get(keep, Key::Sessions).unwrap_or_default();
    // What an older or newer Glia stored and this one cannot read means signing in again, nothing worse.
    let Ok(Value::Array(list)) = serde_json::from_slice(json.as_bytes()) else { return Vec::new() };
    list.iter().filter_map(|value| Session::from_json(value).ok()).collect()
}

/// Changes what is stored in one place. `false` when the browser refuses.
pub(super) fn change(keep: Keep, change: impl FnOnce(&mut Vec<Session>)) -> bool {
    let before = stored_in(keep);
    let mut after = before.clone();
    change(&mut after);
    if after == before {
        return true;
    }
    if after.is_empty() {
        storage::remove(keep, Key::Sessions);
        return true;
    }
    let sessions = after.iter().map(Session::to_json).collect();
    storage::set(keep, Key::Sessions, &Value::Array(sessions).to_string())
}
