//! One alias: the room behind it, or that it is free; and what can be done.

use std::sync::Arc;

use leptos::prelude::*;

use super::buttons::{DeleteAliasButton, PointButton, PutBackButton};
use crate::actions::Ending;
use crate::api::ApiError;
use crate::api::directory::{LocalAliases, ResolveAlias};
use crate::api::rooms::{GetRoom, RoomSummary};
use crate::components::{ErrorPanel, Load, fact, facts, id_text, number_words, portions};
use crate::lists::room_name::room_name;
use crate::model::id::{self, RoomAlias, RoomId};
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::errors::Explained;

/// What is known about an alias.
#[derive(Clone, PartialEq)]
struct AliasDetails {
    /// The room behind it; `None` when it is free.
    room_id: Option<RoomId>,
    /// The room's facts; missing when the server does not know the room (any more).
    room: Option<RoomSummary>,
    /// All local aliases of that room.
    aliases: Vec<RoomAlias>,
    /// Why nobody knows, where the alias is another server's and that one could not be asked.
    unanswered: Option<ApiError>,
}

/// Asks for the alias, then for its room. `last_room`: the room that had it before, whose settings may still name it.
async fn find(api: Api, alias: RoomAlias, is_local: bool, last_room: Option<RoomId>) -> Result<AliasDetails, ApiError> {
    let nothing = AliasDetails { room_id: None, room: None, aliases: Vec::new(), unanswered: None };
    let room_id = match api.maybe(ResolveAlias { alias }).await {
        Ok(found) => found.map(|found| found.room_id),
        Err(error) if !is_local && error.is_about_another_server() => {
            return Ok(AliasDetails { unanswered: Some(error), ..nothing });
        }
        Err(error) => return Err(error),
    };
    let Some(asked) = room_id.clone().or(last_room) else { return Ok(nothing) };
    let room = api.maybe(GetRoom { room_id: asked.clone() }).await?.map(|details| details.summary);
    let aliases = match (&room_id, &room) {
        (Some(_), Some(_)) => api.call(LocalAliases { room_id: asked }).await?,
        _ => Vec::new(),
    };
    Ok(AliasDetails { room_id, room, aliases, unanswered: None })
}

/// One alias.
#[component]
pub fn AliasView(
    /// The whole alias.
    alias: String,
    /// The page that shows another alias.
    #[prop(default = Page::Alias)]
    page_of: fn(String) -> Page,
    /// Whether it stands below a heading of the second level.
    #[prop(optional)]
    nested: bool,
    /// Hears which room has the alias.
    #[prop(optional, into)]
    on_room: Option<Callback<RoomId>>,
) -> impl IntoView {
    let api = Api::use_();
    let is_local = id::server(&alias).is_some_and(|_| alias.ends_with(&format!(":{}", Sessions::use_().server_name())));
    let name = StoredValue::new(RoomAlias::from(alias));
    // The room that has the alias, or had it before it was deleted: for putting it back.
    let last_room = RwSignal::new(None::<RoomId>);
    let found = Query::new(move || find(api, name.get_value(), is_local, last_room.get_untracked()));
    let changed = Callback::new(move |_: Ending| {
        let had_it = untrack(|| found.with(|found| found.as_ref().and_then(|found| found.room_id.clone())));
        if had_it.is_some() {
            last_room.set(had_it);
        }
        found.reload();
    });
    effect(move || {
        let room_id = found.with(|found| found.as_ref().and_then(|found| found.room_id.clone()));
        if let (Some(on_room), Some(room_id)) = (on_room, room_id) {
            on_room.run(room_id);
        }
    });
    let query = found;
    let heading = id_text(name.get_value().into(), None);
    view! {
        <section class="alias">
            {if nested { view! { <h3>{heading}</h3> }.into_any() } else { view! { <h2>{heading}</h2> }.into_any() }}
            <Load status=found.status()>
                {move || {
                    found
                        .with(|found| {
                            found
                                .clone()
                                .map(|found| match found.room_id.clone() {
                                    _ if found.unanswered.is_some() => {
                                        let again = Callback::new(move |()| query.reload());
                                        unanswered(&name.get_value(), found.unanswered.as_ref(), again)
                                    }
                                    Some(room_id) => {
                                        view! { <Taken alias=name.get_value() room_id found is_local page_of on_change=changed /> }
                                            .into_any()
                                    }
                                    None => {
                                        view! {
                                            <Free
                                                alias=name.get_value()
                                                last_room=last_room.get()
                                                found
                                                is_local
                                                on_change=changed
                                            />
                                        }
                                            .into_any()
                                    }
                                })
                        })
                }}
            </Load>
        </section>
    }
}

/// The alias is another server's, which did not tell what it names.
fn unanswered(alias: &RoomAlias, error: Option<&ApiError>, again: Callback<()>) -> AnyView {
    let server = id::server(alias.as_str()).unwrap_or_default();
    error
        .map(|error| {
            let explained = Explained { title: text::aliases::unanswered(server), ..text::errors::explain(error) };
            view! { <ErrorPanel explained retry=Some(again) /> }
        })
        .into_any()
}

fn is_deserted(room: &RoomSummary) -> bool {
    room.joined_members == 0
}

/// The alias names a room.
#[component]
fn Taken(
    /// The whole alias.
    alias: RoomAlias,
    /// The room behind it.
    room_id: RoomId,
    /// What is known.
    found: AliasDetails,
    /// Whether it belongs to this server.
    is_local: bool,
    /// The page that shows another alias.
    page_of: fn(String) -> Page,
    /// Hears of a change.
    on_change: Callback<Ending>,
) -> impl IntoView {
    let nav = Nav::use_();
    let others: Vec<_> = found.aliases.iter().filter(|other| **other != alias).map(ToString::to_string).collect();
    let count = others.len();
    let draw = move |place: usize| {
        let other = others.get(place).cloned().unwrap_or_default();
        let href = nav.href(page_of(other.clone()));
        view! { <li>{id_text(other, Some(href))}</li> }.into_any()
    };
    let others = if count == 0 {
        view! { <p>{text::aliases::no_others()}</p> }.into_any()
    } else {
        portions("others", count, Arc::new(draw))
    };
    let deserted = found.room.as_ref().is_some_and(is_deserted);
    let actions = if is_local {
        view! {
            <div class="actions">
                <DeleteAliasButton alias=alias.clone() room_id=room_id.clone() deserted on_done=on_change />
                <PointButton alias current=Some(room_id.clone()) on_done=on_change />
            </div>
        }
        .into_any()
    } else {
        view! { <p class="panel warn">{text::aliases::remote()}</p> }.into_any()
    };
    let href = nav.href(Page::Room(room_id.to_string()));
    let mut list = vec![fact(text::rooms::fact_id(), id_text(room_id.into(), Some(href)))];
    if let Some(room) = found.room {
        let name = room_name(&room);
        let members = number_words(&room.joined_members);
        list.push(fact(text::rooms::column_name(), view! { <bdi>{name}</bdi> }));
        list.push(fact(text::rooms::column_members(), members));
    }
    list.push(fact(text::aliases::others(), others));
    view! {
        <p>{text::aliases::points_at()}</p>
        {facts(list)}
        {actions}
    }
}

/// Nothing has the alias.
#[component]
fn Free(
    /// The whole alias.
    alias: RoomAlias,
    /// The room that had it before.
    last_room: Option<RoomId>,
    /// What is known of that room.
    found: AliasDetails,
    /// Whether it belongs to this server.
    is_local: bool,
    /// Hears of a change.
    on_change: Callback<Ending>,
) -> impl IntoView {
    let deserted = found.room.as_ref().is_some_and(is_deserted);
    let last_room = last_room.filter(|_| !deserted);
    let still_named = found.room.is_some_and(|room| room.canonical_alias.as_ref() == Some(&alias));
    let hint = if is_local { text::aliases::free_hint() } else { text::aliases::remote() };
    view! {
        <p>
            <strong>{text::aliases::free()}"."</strong> " " {hint}
        </p>
        {deserted.then(|| view! { <p class="hint">{text::aliases::no_put_back()}</p> }.into_any())}
        {still_named.then(|| view! { <p class="panel warn">{text::aliases::still_canonical()}</p> }.into_any())}
        {is_local
            .then(|| {
                view! {
                    <div class="actions">
                        {last_room.map(|room_id| view! { <PutBackButton alias=alias.clone() room_id on_done=on_change /> }.into_any())}
                        <PointButton alias=alias.clone() current=None on_done=on_change />
                    </div>
                }.into_any()
            })}
    }
}
