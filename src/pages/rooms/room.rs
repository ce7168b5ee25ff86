//! One room: the facts and its local aliases.

use std::sync::Arc;

use futures_util::future::join;
use leptos::prelude::*;

use crate::api::directory::LocalAliases;
use crate::api::rooms::{GetRoom, RoomDetails, RoomSummary};
use crate::api::{ApiError, Number};
use crate::components::{
    EntityHead, ErrorPanel, Known, Load, card, cards, fact, id_text, number_words, portions, yes_no,
};
use crate::lists::room_name::{is_unnamed, room_name};
use crate::model::id::{self, RoomAlias, RoomId};
use crate::pages::aliases::DeleteAliasButton;
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::{derived, drawn};
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;

/// From this many bytes on a text may be higher than its place.
const LONG_TEXT: usize = 120;

/// A room and its aliases. The aliases may fail without taking the facts along.
#[derive(Clone, PartialEq)]
struct Room {
    details: RoomDetails,
    aliases: Result<Vec<RoomAlias>, ApiError>,
}

/// The page of one room.
#[component]
pub fn RoomPage(
    /// Room id.
    room_id: String,
) -> impl IntoView {
    let (api, nav) = (Api::use_(), Nav::use_());
    let id = StoredValue::new(room_id.clone());
    let room = Query::new(move || {
        let room_id = RoomId::from(id.get_value());
        let both = join(api.call(GetRoom { room_id: room_id.clone() }), api.call(LocalAliases { room_id }));
        async move {
            let (details, aliases) = both.await;
            Ok(Room { details: details?, aliases })
        }
    });
    let until_then = room_id.clone();
    let title = derived(move || {
        room.with(|room| room.as_ref().map_or_else(|| until_then.clone(), |room| room_name(&room.details.summary)))
    });
    let known = derived(move || room.with(|room| room.as_ref().map(|room| known(&room.details))));
    view! {
        <EntityHead id=room_id title known />
        <Load status=room.status()>
            {drawn(move || room.with(|room| room.clone().map(|room| room_cards(room.details, nav))))}
            <section class="panel card">
                <h2>{text::rooms::aliases()}</h2>
                {drawn(move || {
                    room.with(|shown| {
                        shown
                            .as_ref()
                            .map(|shown| {
                                view! { <RoomAliases shown=shown.clone() on_change=Callback::new(move |()| room.reload()) /> }.into_any()
                            })
                    })
                })}
            </section>
        </Load>
    }
}

fn known(room: &RoomDetails) -> Known {
    let RoomSummary { public, federatable, room_type, joined_members, .. } = &room.summary;
    let states = [
        (room_type.as_deref() == Some("m.space"), text::rooms::badge_space(), ""),
        (room.summary.is_encrypted(), text::rooms::encrypted(), "good"),
        (*public, text::rooms::badge_public(), ""),
        (!federatable, text::rooms::badge_not_federated(), ""),
        (*joined_members == 0, text::rooms::badge_empty(), "warn"),
        (room.tombstoned == Some(true), text::rooms::badge_upgraded(), "warn"),
    ];
    let states = states.into_iter().filter(|(is, ..)| *is).map(|(_, words, tone)| (words, tone)).collect();
    // A nameless room has no letters: those of its id say nothing.
    let name = if is_unnamed(&room.summary) { String::new() } else { room_name(&room.summary) };
    Known { name: Some(name), picture: room.avatar.clone(), states }
}

fn room_cards(room: RoomDetails, nav: Nav) -> AnyView {
    let RoomDetails { summary, topic, joined_local_devices, forgotten, tombstoned, replacement_room, .. } = room;
    let count = |value: Number| number_words(&value);
    let words = |value: Option<String>| value.unwrap_or_else(|| text::app::none().to_owned());
    let link = move |id: Option<String>, page: fn(String) -> Page| match id {
        // What is no id at all leads nowhere.
        Some(id) => {
            let href = id::kind(&id).is_some().then(|| nav.href(page(id.clone())));
            id_text(id, href)
        }
        None => text::app::none().into_any(),
    };
    let mut about = vec![
        fact(text::rooms::fact_id(), id_text(summary.room_id.into(), None)),
        fact(text::rooms::column_name(), long(words(summary.name))),
        fact(text::rooms::fact_topic(), long(words(topic))),
        fact(text::rooms::column_alias(), link(summary.canonical_alias.map(Into::into), Page::Alias)),
        fact(text::rooms::column_creator(), link(summary.creator.map(Into::into), Page::User)),
        fact(text::rooms::fact_type(), words(summary.room_type)),
        fact(text::rooms::column_version(), words(summary.version)),
        fact(text::rooms::fact_tombstoned(), yes_no(tombstoned)),
    ];
    if replacement_room.is_some() {
        about.push(fact(text::rooms::fact_replacement(), link(replacement_room.map(Into::into), Page::Room)));
    }
    let size = vec![
        fact(text::rooms::column_members(), count(summary.joined_members)),
        fact(text::rooms::column_local(), count(summary.joined_local_members)),
        fact(text::rooms::fact_devices(), count(joined_local_devices)),
        fact(text::rooms::column_state_events(), count(summary.state_events)),
        fact(text::rooms::fact_forgotten(), yes_no(forgotten)),
    ];
    let access = vec![
        fact(text::rooms::column_encryption(), words(summary.encryption)),
        fact(text::rooms::column_join_rule(), words(summary.join_rules)),
        fact(text::rooms::column_public(), yes_no(summary.public)),
        fact(text::rooms::column_federatable(), yes_no(summary.federatable)),
        fact(text::rooms::column_guest_access(), words(summary.guest_access)),
        fact(text::rooms::column_history(), words(summary.history_visibility)),
    ];
    cards(vec![
        card(text::rooms::card_about(), about),
        card(text::rooms::card_size(), size),
        card(text::rooms::card_access(), access),
    ])
}

/// What is long scrolls, and what scrolls can be reached with the keyboard.
fn long(text: String) -> AnyView {
    let stop = (text.len() > LONG_TEXT).then_some("0");
    view! {
        <bdi class="long" tabindex=stop>
            {text}
        </bdi>
    }
    .into_any()
}

/// The aliases with **Delete alias** on each.
#[component]
fn RoomAliases(
    /// The room.
    shown: Room,
    /// Hears of a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let nav = Nav::use_();
    let aliases = match shown.aliases {
        Ok(aliases) => aliases,
        Err(error) => {
            return view! { <ErrorPanel explained=text::errors::explain(&error) retry=Some(on_change) /> }.into_any();
        }
    };
    let stale = shown.details.summary.canonical_alias.as_ref().is_some_and(|canonical| !aliases.contains(canonical));
    let deserted = shown.details.summary.joined_members == 0;
    let room_id = shown.details.summary.room_id;
    let count = aliases.len();
    let draw = move |place: usize| {
        let Some(alias) = aliases.get(place).cloned() else { return ().into_any() };
        let href = nav.href(Page::Alias(alias.to_string()));
        let (room_id, on_done) = (room_id.clone(), Callback::new(move |_| on_change.run(())));
        view! {
            <li>
                {id_text(alias.to_string(), Some(href))} <DeleteAliasButton alias room_id deserted on_done />
            </li>
        }
        .into_any()
    };
    view! {
        {if count == 0 {
            view! { <p>{text::rooms::no_aliases()}</p> }.into_any()
        } else {
            portions("aliases", count, Arc::new(draw))
        }}
        {stale.then(|| view! { <p class="panel warn">{text::rooms::stale_canonical()}</p> }.into_any())}
    }
    .into_any()
}
