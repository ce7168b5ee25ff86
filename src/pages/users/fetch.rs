//! Asking for accounts as this server understands it, whichever page asks.

use crate::api::ApiError;
use crate::api::users::{ListUsers, UsersApi, UsersPage};
use crate::state::api::Api;
use crate::state::sessions::Sessions;

/// Which generation of the list the server has, as far as known.
pub fn users_api(sessions: Sessions) -> UsersApi {
    sessions.capabilities_untracked().map_or(UsersApi::V3, |capabilities| capabilities.users_api())
}

/// Whether the server can have guests, and takes a word about them.
pub(super) fn has_guests(sessions: Sessions) -> bool {
    sessions.capabilities_untracked().is_none_or(|capabilities| capabilities.has_guests())
}

/// All accounts, as this server is to be asked for them.
pub fn everybody(sessions: Sessions, limit: u64) -> ListUsers {
    ListUsers { guests: has_guests(sessions), ..ListUsers::everybody(users_api(sessions), limit) }
}

/// Asks for a page of accounts, and again in another way where the server does not know the first. Gives the request
/// that was answered too: whoever asks for the next page begins with that.
pub async fn fetch_users(api: Api, mut request: ListUsers) -> Result<(UsersPage, ListUsers), ApiError> {
    loop {
        match api.call(request.clone()).await {
            Ok(page) => return Ok((page, request)),
            Err(error) => request = request.instead(&error).ok_or(error)?,
        }
    }
}

/// How many accounts there are, of any kind.
pub async fn total_users(api: Api, sessions: Sessions) -> Result<u64, ApiError> {
    let everybody = everybody(sessions, 1);
    fetch_users(api, everybody).await.map(|(page, _)| page.total)
}
