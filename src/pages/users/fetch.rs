//! Asking for accounts as this server understands it, whichever page asks.

use crate::api::users::{ListUsers, UsersPage};
use crate::api::{ApiError, Number};
use crate::state::api::Api;
use crate::state::sessions::Sessions;

/// All accounts, as this server is to be asked for them.
pub fn everybody(sessions: Sessions, limit: u64) -> ListUsers {
    ListUsers::here(sessions.capabilities_untracked().as_ref(), limit)
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
pub async fn total_users(api: Api, sessions: Sessions) -> Result<Number, ApiError> {
    let everybody = everybody(sessions, 1);
    fetch_users(api, everybody).await.map(|(page, _)| page.total)
}
