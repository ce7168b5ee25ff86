//! In place of rooms, where the server lists none: whether that can be true.

use leptos::prelude::*;

use crate::api::rooms::empty::{InRooms, contradiction};
use crate::browser::intl;
use crate::pages::users::everybody;
use crate::state::api::Api;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text::rooms as words;

/// Accounts of which one may be in a room.
const ACCOUNTS: u64 = 10;

/// Says that the list is empty, and asks whether somebody is in a room all the same.
#[must_use]
pub fn no_rooms() -> AnyView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let found = Query::new(move || {
        let (ask, some) = (api.ask(), everybody(sessions, ACCOUNTS));
        async move { contradiction(&*ask, sessions.user_id(), some).await }
    });
    let said = move || {
        found.with(|found| match found.as_ref().and_then(Option::as_ref) {
            Some(InRooms { user_id, rooms }) => words::contradicted(*rooms, user_id.as_str(), &intl::number(*rooms)),
            None => words::perhaps_none().to_owned(),
        })
    };
    view! {
        <p class="panel warn" role="status">
            {said}
            " "
            {words::needs_stats()}
        </p>
    }
    .into_any()
}
