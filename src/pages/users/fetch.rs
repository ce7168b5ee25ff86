//! Asking for accounts as this server understands it, whichever page asks.

use crate::api::ApiError;
use crate::api::users::{ListUsers, UsersApi, UsersPage};
use crate::model::version::Version;
use crate::state::api::Api;
use crate::state::sessions::Sessions;

/// The first Synapse with `v3/users`.
const V3_SINCE: Version = Version::new(1, 103, 0);

/// Which generation of the list the server has, as far as known. Unknown versions are taken for new.
pub fn users_api(sessions: Sessions) -> UsersApi {
    let version = sessions.current_untracked().and_then(|session| Version::parse(&session.version?));
    if version.is_some_and(|version| version < V3_SINCE) { UsersApi::V2 } else { UsersApi::V3 }
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
    let everybody = ListUsers::everybody(users_api(sessions), 1);
    fetch_users(api, everybody).await.map(|(page, _)| page.total)
}
