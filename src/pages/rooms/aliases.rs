//! The aliases of one room on this server.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::directory::LocalAliases;
use crate::api::rooms::RoomDetails;
use crate::components::{Load, id_text, portions};
use crate::model::id::{self, Kind, RoomAlias, RoomId};
use crate::pages::aliases::DeleteAliasButton;
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;

/// The tab: the aliases with **Delete alias** on each.
#[component]
pub(super) fn Aliases(
    /// The room.
    room_id: RoomId,
    /// What is known about it, as its page has read it.
    room: Query<RoomDetails>,
) -> impl IntoView {
    let (api, nav) = (Api::use_(), Nav::use_());
    let asked = room_id.clone();
    let aliases = Query::new(move || api.call(LocalAliases { room_id: asked.clone() }));
    let on_change = Callback::new(move |()| {
        aliases.reload();
        room.reload();
    });
    let deserted =
        Memo::new(move |_| room.with(|room| room.as_ref().is_some_and(|room| room.summary.joined_members == 0)));
    let shown = move || {
        let deserted = deserted.get();
        aliases.with(|aliases| aliases.as_ref().map(|all| list(all.clone(), room_id.clone(), deserted, on_change, nav)))
    };
    let is_stale = Memo::new(move |_| {
        let canonical = room.with(|room| room.as_ref().and_then(|room| room.summary.canonical_alias.clone()));
        let Some(canonical) = canonical else { return false };
        aliases.with(|aliases| aliases.as_ref().is_some_and(|aliases| !aliases.contains(&canonical)))
    });
    let stale =
        move || is_stale.get().then(|| view! { <p class="panel warn">{text::rooms::stale_canonical()}</p> }.into_any());
    view! {
        <section>
            <h2>{text::rooms::aliases()}</h2>
            <Load status=aliases.status()>{drawn(shown.clone())} {drawn(stale)}</Load>
        </section>
    }
}

fn list(aliases: Vec<RoomAlias>, room_id: RoomId, deserted: bool, on_change: Callback<()>, nav: Nav) -> AnyView {
    if aliases.is_empty() {
        return view! { <p>{text::rooms::no_aliases()}</p> }.into_any();
    }
    let count = aliases.len();
    let draw = move |place: usize| {
        let Some(alias) = aliases.get(place).cloned() else { return ().into_any() };
        let href = id::is(alias.as_str(), Kind::Alias).then(|| nav.href(Page::Alias(alias.to_string())));
        let (room_id, on_done) = (room_id.clone(), Callback::new(move |_| on_change.run(())));
        view! {
            <li>
                {id_text(alias.to_string(), href)} <DeleteAliasButton alias room_id deserted on_done />
            </li>
        }
        .into_any()
    };
    portions("aliases", count, Arc::new(draw))
}
