//! The servers of one room: what is known about it, and its state.

use futures_util::FutureExt as _;
use leptos::prelude::*;

use super::look_up::{Answer, Resolution, Servers, by_alias, by_id};
use super::servers::ServersTable;
use crate::browser::intl;
use crate::components::{Load, Source, fact, facts, id_text};
use crate::lists::ListState;
use crate::model::servers::Tally;
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text::answers::servers_in_room as words;

/// The live answer about the room with this id, or behind this alias.
#[component]
pub(super) fn RoomAnswer(
    /// Room id.
    #[prop(default = None)]
    room: Option<String>,
    /// A whole alias.
    #[prop(default = None)]
    alias: Option<String>,
    /// What the address says.
    about: Memo<String>,
    /// The state of the list of servers.
    list: Memo<ListState>,
    /// Takes the room id when it is known.
    resolved: RwSignal<Option<String>>,
) -> impl IntoView {
    let api = Api::use_();
    let asked = alias.clone();
    let answer = Query::new(move || match (&room, &asked) {
        (Some(room), _) => by_id(api, room.as_str().into()).boxed_local(),
        (None, alias) => by_alias(api, alias.clone().unwrap_or_default().into()).boxed_local(),
    });
    effect(move || {
        let room = answer.with(|answer| match answer.as_ref().map(|answer| &answer.found) {
            Some(Resolution::Servers(servers)) => Some(servers.room_id.to_string()),
            _ => None,
        });
        resolved.set(room);
    });
    let status = answer.status();
    let shown = move |found: Answer| {
        let Answer { found, requests } = found;
        let view = match found {
            Resolution::NoSuchAlias => view! { <p class="panel warn">{words::unknown_alias()}</p> }.into_any(),
            Resolution::NoSuchRoom => {
                view! { <p class="panel warn">{words::unknown_room()} " " {words::unknown_room_hint()}</p> }.into_any()
            }
            Resolution::Servers(servers) => view! { <OfRoom servers alias=alias.clone() about list /> }.into_any(),
        };
        view! {
            <Source status requests />
            {view}
        }
        .into_any()
    };
    view! {
        <Load status>
            {
                let shown = shown.clone();
                move || answer.with(Clone::clone).map(&shown)
            }
        </Load>
    }
}

#[component]
fn OfRoom(
    /// What was found.
    servers: Servers,
    /// The alias that was asked for.
    alias: Option<String>,
    /// What the address says.
    about: Memo<String>,
    /// The state of the list of servers.
    list: Memo<ListState>,
) -> impl IntoView {
    let nav = Nav::use_();
    let own = Sessions::use_().server_name();
    let Servers { room_id, name, tally, counted } = servers;
    let mut known =
        vec![fact(words::fact_room(), id_text(room_id.to_string(), Some(nav.href(Page::Room(room_id.to_string())))))];
    known.extend(name.map(|name| fact(words::fact_name(), view! { <bdi>{name}</bdi> })));
    known.extend(alias.map(|alias| {
        let href = nav.href(Page::Alias(alias.clone()));
        fact(words::fact_alias(), id_text(alias, Some(href)))
    }));
    known.push(fact(words::fact_servers(), intl::number(u64::try_from(tally.servers.len()).unwrap_or(u64::MAX))));
    if counted {
        known.extend(counts(&tally, &own));
    }
    let table = (!tally.servers.is_empty())
        .then(|| view! { <ServersTable room_id=room_id.into() tally=tally.clone() counted about list /> }.into_any());
    view! {
        {facts(known)}
        {notes(&tally, counted, &own)}
        {table}
    }
}

/// How many members there are, and how many of them are this server's.
fn counts(tally: &Tally, own: &str) -> [AnyView; 3] {
    let ours = tally.members_of(own);
    let of_all = |part: u64| {
        let (part, percent) = (intl::number(part), intl::percent(part, tally.members));
        words::of_all(&part, &intl::number(tally.members), &percent)
    };
    [
        fact(words::fact_members(), intl::number(tally.members)),
        fact(words::fact_ours(), of_all(ours)),
        fact(words::fact_others(), of_all(tally.members.saturating_sub(ours))),
    ]
}

/// What is to be known before one trusts the list.
fn notes(tally: &Tally, counted: bool, own: &str) -> Vec<AnyView> {
    let note = |words: &'static str| view! { <p class="panel warn">{words}</p> }.into_any();
    let mut notes = Vec::new();
    if !counted {
        let none = tally.servers.is_empty();
        notes.push(note(if none { words::by_directory_none() } else { words::by_directory() }));
    } else if tally.servers.is_empty() {
        notes.push(view! { <p class="panel warn">{words::empty()} " " {words::empty_why()}</p> }.into_any());
    } else if tally.members_of(own) == 0 {
        notes.push(note(words::not_in_room()));
    }
    if tally.odd > 0 {
        notes.push(view! { <p class="panel warn">{words::odd(tally.odd, &intl::number(tally.odd))}</p> }.into_any());
    }
    notes
}
