//! How do I free the alias of a room that nobody can enter?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use super::subject::about;
use crate::api::directory::{DeleteAlias, PutAlias, ResolveAlias};
use crate::components::LookUp;
use crate::model::id::{self, RoomAlias, RoomId};
use crate::pages::aliases::AliasView;
use crate::pages::open::page_of_alias;
use crate::route::{AnswerQuery, Page, Question};
use crate::snippets::free_alias::{Case, ROOM_PLACEHOLDER, snippets};
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::free_alias as words;

fn here(alias: String) -> Page {
    AnswerQuery { about: alias, ..AnswerQuery::new(Question::FreeAlias) }.page()
}

/// The page.
#[component]
pub fn FreeAliasPage() -> impl IntoView {
    let (api, sessions, nav) = (Api::use_(), Sessions::use_(), Nav::use_());
    let question = Question::FreeAlias;
    let alias = about(question, id::alias);
    // The room that was found last, with the alias that led to it.
    let found = RwSignal::new(None::<(String, RoomId)>);
    let room =
        Memo::new(move |_| found.get().filter(|(led, _)| Some(led) == alias.get().as_ref()).map(|(_, room)| room));
    let on_look_up = Callback::new(move |text: String| nav.go(page_of_alias(&text, &sessions.server_name(), here)));
    let snippets = derived(move || {
        let alias = alias.get().unwrap_or_else(|| id::alias(text::answers::some_alias(), &sessions.server_name()));
        let alias = RoomAlias::from(alias);
        let room_id = room.get().unwrap_or_else(|| ROOM_PLACEHOLDER.into());
        snippets(Case {
            base_url: &sessions.base_url(),
            room_id: room_id.as_str(),
            user_id: sessions.user_id().as_str(),
            look_up: &api.curl(&ResolveAlias { alias: alias.clone() }),
            delete: &api.curl(&DeleteAlias { alias: alias.clone() }),
            put_back: &api.curl(&PutAlias { alias, room_id: room_id.clone() }),
        })
    });
    view! {
        <AnswerFrame words=words::words() snippets>
            <LookUp
                id="alias"
                label=text::aliases::field()
                hint=text::aliases::field_hint()
                button=text::aliases::look_up()
                value=derived(move || alias.get().unwrap_or_default())
                on_look_up
            />
            {move || {
                alias
                    .get()
                    .map(|alias| {
                        let led = alias.clone();
                        let on_room = Callback::new(move |room| found.set(Some((led.clone(), room))));
                        view! { <AliasView alias page_of=here nested=true on_room /> }.into_any()
                    })
            }}
            <h3>{words::room_too()}</h3>
            <p>{words::room_too_what()}</p>
            <ul class="steps">
                <li>{words::regain()}</li>
                <li>{words::purge()}</li>
            </ul>
            {move || room.get().is_none().then(|| view! { <p class="hint">{words::no_room_yet()}</p> }.into_any())}
        </AnswerFrame>
    }
}
