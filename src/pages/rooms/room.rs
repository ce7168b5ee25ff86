//! One room: what it is, and tabs with the rest. The room is read once, whichever tab is open.

use leptos::prelude::*;

use super::aliases::Aliases;
use super::facts::{room_badges, room_cards};
use crate::api::rooms::GetRoom;
use crate::components::{Entity, EntityHead, Load};
use crate::lists::room_name::room_name;
use crate::model::id::RoomId;
use crate::pages::tabs;
use crate::route::{AnswerQuery, Kind, Page, Question};
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;

/// The page of one room, whichever tab.
#[component]
pub fn RoomPage(
    /// Room id.
    room_id: String,
) -> impl IntoView {
    let (api, nav) = (Api::use_(), Nav::use_());
    let id = StoredValue::new(room_id.clone());
    let room = Query::new(move || api.call(GetRoom { room_id: RoomId::from(id.get_value()) }));
    let opened = tabs::opened(&[Kind::Room, Kind::RoomAliases]);
    let known = Memo::new(move |_| {
        room.with(|room| Entity {
            name: room.as_ref().map_or_else(|| id.get_value(), |room| room_name(&room.summary)),
            picture: room.as_ref().and_then(|room| room.avatar.clone()),
        })
    });
    let badges = drawn(move || room.with(|room| room.as_ref().map(room_badges)));
    let servers = nav.href(AnswerQuery::about(Question::ServersInRoom, &room_id).page());
    let actions = view! {
        <a class="button" href=servers>
            {text::rooms::servers()}
        </a>
    };
    let details = move || match opened.get() {
        Some(Kind::Room) => room.with(|room| room.clone().map(|room| room_cards(room, nav))),
        _ => None,
    };
    let rest = move || match opened.get()? {
        Kind::RoomAliases => Some(view! { <Aliases room_id=id.get_value().into() room /> }.into_any()),
        _ => None,
    };
    view! {
        <EntityHead
            id=room_id.clone()
            id_label=text::rooms::fact_id()
            known
            badges
            actions=actions.into_any()
        />
        {tabs::links(
            text::rooms::tabs(),
            opened,
            vec![
                (text::rooms::tab_details(), Page::Room(room_id.clone())),
                (text::rooms::tab_aliases(), Page::RoomAliases(room_id)),
            ],
        )}
        <Load status=room.status()>{drawn(details)}</Load>
        {drawn(rest)}
    }
}
