//! Which servers take part in a room?

mod answer;
mod look_up;
mod matches;
mod servers;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::api::rooms::MembersByServer;
use crate::browser::host;
use crate::components::TextField;
use crate::lists::destinations::Destinations;
use crate::lists::{ListAddress, ListState};
use crate::model::id;
use crate::model::link::{Target, understand_room};
use crate::route::{AnswerQuery, Page, Pairs, Question};
use crate::snippets::servers_in_room as snippets;
use crate::state::api::Api;
use crate::state::boxed::{derived, effect};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text::answers::servers_in_room as words;
use answer::RoomAnswer;
use matches::Matches;

/// The page about a room.
fn page(room: &str) -> Page {
    AnswerQuery::about(Question::ServersInRoom, room).page()
}

/// The page about the same room with another state of its list.
fn page_of(room: &str, list: &ListState) -> Page {
    let list = ListAddress::of::<Destinations>().write(list);
    AnswerQuery { list, ..AnswerQuery::about(Question::ServersInRoom, room) }.page()
}

/// The page.
#[component]
pub fn ServersInRoomPage() -> impl IntoView {
    let (nav, api, sessions) = (Nav::use_(), Api::use_(), Sessions::use_());
    let address =
        Memo::new(move |last: Option<&(String, Pairs)>| match AnswerQuery::of(Question::ServersInRoom, &nav.page()) {
            Some(AnswerQuery { about, list, .. }) => (about, list),
            // On the way to another page: keep the last state, ask for nothing.
            None => last.cloned().unwrap_or_default(),
        });
    let about = Memo::new(move |_| address.with(|(about, _)| about.clone()));
    let list = Memo::new(move |_| address.with(|(_, list)| ListAddress::of::<Destinations>().read(list)));
    let target = Memo::new(move |_| understand_room(&about.get(), &sessions.server_name()));
    // The room that an alias led to, for the snippets.
    let resolved = RwSignal::new(None::<String>);
    let snippets = derived(move || {
        let room = match target.get() {
            Some(Target::Room(room)) => Some(room),
            Some(Target::Alias(_)) => resolved.get(),
            _ => None,
        };
        let curl = room.clone().map(|room_id| api.curl(&MembersByServer { room_id: room_id.into() }));
        snippets::servers(room.as_deref(), curl)
    });
    view! {
        <AnswerFrame words=words::words() snippets>
            <RoomField about />
            {move || {
                match target.get() {
                    None | Some(Target::User(_)) => view! { <p class="empty">{words::choose()}</p> }.into_any(),
                    Some(Target::Search(search)) => view! { <Matches search /> }.into_any(),
                    Some(Target::Room(room)) => view! { <RoomAnswer room=Some(room) about list resolved /> }.into_any(),
                    Some(Target::Alias(alias)) => {
                        view! { <RoomAnswer alias=Some(alias) about list resolved /> }.into_any()
                    }
                }
            }}
        </AnswerFrame>
    }
}

/// One field for a room id, an alias, a link, or part of a name.
#[component]
fn RoomField(
    /// What the address says.
    about: Memo<String>,
) -> impl IntoView {
    let nav = Nav::use_();
    let typed = RwSignal::new(String::new());
    effect(move || typed.set(about.get()));
    let look_up = move || {
        let text = id::pasted(&host::ascii(&typed.get_untracked())).to_owned();
        if !text.is_empty() {
            nav.go(page(&text));
        }
    };
    view! {
        <form
            class="look-up"
            on:submit=move |event| {
                event.prevent_default();
                look_up();
            }
        >
            <TextField id="room" label=words::field() value=typed hint=words::field_hint() search=true>
                <button type="submit" class="primary">
                    {words::look_up()}
                </button>
            </TextField>
        </form>
    }
}
