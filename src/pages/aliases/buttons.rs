//! What can be done with an alias, as buttons.

use std::rc::Rc;

use leptos::prelude::*;

use crate::actions::{DeleteAlias, Ending, PointAlias, PutAliasBack};
use crate::model::id::{RoomAlias, RoomId};
use crate::pages::actions::{ActionButton, Offer};
use crate::state::sessions::Sessions;

/// Frees an alias.
#[component]
pub fn DeleteAliasButton(
    /// The whole alias.
    alias: RoomAlias,
    /// The room behind it.
    room_id: RoomId,
    /// Whether nobody is in the room any more: then Synapse refuses to put the alias back on it.
    deserted: bool,
    /// Hears how it ended.
    on_done: Callback<Ending>,
) -> impl IntoView {
    let offer = Offer::new(move |_| Rc::new(DeleteAlias::new(alias.clone(), room_id.clone(), deserted)));
    view! { <ActionButton offer on_done class="danger" /> }
}

/// Puts a deleted alias back on its room.
#[component]
pub(super) fn PutBackButton(
    /// The whole alias.
    alias: RoomAlias,
    /// The room that had it.
    room_id: RoomId,
    /// Hears how it ended.
    on_done: Callback<Ending>,
) -> impl IntoView {
    let offer = Offer::new(move |_| Rc::new(PutAliasBack::new(alias.clone(), room_id.clone())));
    view! { <ActionButton offer on_done /> }
}

/// Points an alias at another room, taking it away from its present one first.
#[component]
pub(super) fn PointButton(
    /// The whole alias.
    alias: RoomAlias,
    /// The room that has it now.
    current: Option<RoomId>,
    /// Hears how it ended.
    on_done: Callback<Ending>,
) -> impl IntoView {
    let server = Sessions::use_().server_name();
    let offer = Offer::new(move |_| Rc::new(PointAlias::new(alias.clone(), current.clone(), &server)));
    view! { <ActionButton offer on_done /> }
}
