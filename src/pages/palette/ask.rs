//! What servers are asked while one types: each list once typing pauses, and dropped when it goes on.

use std::time::Duration;

use futures_util::future::{LocalBoxFuture, abortable};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::directory::ResolveAlias;
use crate::api::rooms::{GetRoom, ListRooms, RoomOrder, RoomSummary};
use crate::api::users::{GetUser, ListUsers, UserSummary};
use crate::api::{ApiError, Row};
use crate::lists::room_name::room_name;
use crate::lists::rooms::Rooms;
use crate::lists::users::Users;
use crate::model::id::RoomAlias;
use crate::pages::users::{everybody, fetch_users};
use crate::palette::{Entry, Group, Subject};
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::palette as words;

/// How long typing must pause.
const PAUSE: Duration = Duration::from_millis(250);

/// How many of a list are shown.
const FOUND: u64 = 5;

/// How far one question has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer<T> {
    /// Nothing is asked.
    Nothing,
    /// It is on its way.
    Coming,
    /// It is here.
    Found(T),
    /// It did not come, and why.
    Failed(String),
}

impl<T> Answer<T> {
    pub(super) fn found(&self) -> Option<&T> {
        if let Self::Found(found) = self { Some(found) } else { None }
    }

    pub(super) fn failed(&self) -> Option<&str> {
        if let Self::Failed(why) = self { Some(why) } else { None }
    }

    pub(super) fn is_coming(&self) -> bool {
        matches!(self, Self::Coming)
    }
}

/// What is asked.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// Users with the name.
    pub users: RwSignal<Answer<Vec<Entry>>>,
    /// Rooms with the name.
    pub rooms: RwSignal<Answer<Vec<Entry>>>,
    /// What actions are about; `None` where there is no such thing.
    pub subject: RwSignal<Answer<Option<Subject>>>,
}

/// Asks for what is searched, and for the user or the alias that something can be done with.
pub(super) fn ask(searched: Memo<Option<String>>, subject: Memo<Option<String>>) -> Asked {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let users = after_a_pause(searched, move |name| Box::pin(find_users(api, sessions, name)));
    let rooms = after_a_pause(searched, move |name| Box::pin(find_rooms(api, name)));
    let subject = after_a_pause(subject, move |id| Box::pin(find_subject(api, id)));
    Asked { users, rooms, subject }
}

type Coming<T> = LocalBoxFuture<'static, Result<T, ApiError>>;

fn after_a_pause<T: Send + Sync + 'static>(
    what: Memo<Option<String>>,
    ask: impl Fn(String) -> Coming<T> + 'static,
) -> RwSignal<Answer<T>> {
    let answer = RwSignal::new(Answer::Nothing);
    effect(move || {
        let Some(what) = what.get() else {
            answer.set(Answer::Nothing);
            return;
        };
        answer.set(Answer::Coming);
        let (task, handle) = abortable(ask(what));
        on_cleanup(move || handle.abort());
        let start = move || {
            spawn_local(async move {
                // Dropped: something else is typed by now.
                let Ok(ended) = task.await else { return };
                answer.try_set(match ended {
                    Ok(found) => Answer::Found(found),
                    Err(error) => Answer::Failed(text::errors::explain(&error).title),
                });
            });
        };
        if let Ok(timer) = set_timeout_with_handle(start, PAUSE) {
            on_cleanup(move || timer.clear());
        }
    });
    answer
}

/// `id`: a whole alias, or a user's.
async fn find_subject(api: Api, id: String) -> Result<Option<Subject>, ApiError> {
    if !id.starts_with('#') {
        return Ok(api.maybe(GetUser { user_id: id.into() }).await?.map(Subject::User));
    }
    let alias = RoomAlias::from(id);
    let room_id = api.maybe(ResolveAlias { alias: alias.clone() }).await?.map(|found| found.room_id);
    let room = match room_id.clone() {
        Some(room_id) => api.maybe(GetRoom { room_id }).await?,
        None => None,
    };
    let deserted = room.is_some_and(|room| room.summary.joined_members == 0);
    Ok(Some(Subject::Alias { alias, room_id, deserted }))
}

/// Whether the list has more than is shown, or a row that could not be read: its page shows that.
fn leaves_out(total: Option<u64>, found: &[Entry]) -> bool {
    total != u64::try_from(found.len()).ok()
}

async fn find_users(api: Api, sessions: Sessions, name: String) -> Result<Vec<Entry>, ApiError> {
    let request = ListUsers { name: Some(name.clone()), ..everybody(sessions, FOUND) };
    let (page, _) = fetch_users(api, request).await?;
    let total = page.total.known();
    let entry = |row_of: Row<_>| match row_of {
        Row::Good(UserSummary { name, displayname, .. }) => {
            let id = String::from(name);
            let shown = displayname.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone());
            Some(Entry::page(Group::Users, &shown, &id, Page::User(id.clone())))
        }
        Row::Odd(_) => None,
    };
    let mut found: Vec<Entry> = page.users.into_iter().filter_map(entry).collect();
    if leaves_out(total, &found) {
        found.push(Entry::page(Group::Users, &words::all_users(&name), "", Users::searched(&name)));
    }
    Ok(found)
}

async fn find_rooms(api: Api, name: String) -> Result<Vec<Entry>, ApiError> {
    let order_by = RoomOrder::JoinedMembers;
    let request = ListRooms { search_term: Some(name.clone()), limit: FOUND, order_by, ..ListRooms::default() };
    let page = api.call(request).await?;
    let total = page.total.known();
    let entry = |row_of: &Row<RoomSummary>| match row_of {
        Row::Good(room) => {
            let id = room.room_id.to_string();
            Some(Entry::page(Group::Rooms, &room_name(room), &id, Page::Room(id.clone())))
        }
        Row::Odd(_) => None,
    };
    let mut found: Vec<Entry> = page.rooms.iter().filter_map(entry).collect();
    if leaves_out(total, &found) {
        found.push(Entry::page(Group::Rooms, &words::all_rooms(&name), "", Rooms::largest(order_by, &name)));
    }
    Ok(found)
}
