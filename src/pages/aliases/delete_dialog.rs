//! Freeing an alias.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::directory::{DeleteAlias, ResolveAlias};
use crate::components::{ActionDialog, id_text};
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::notices::Notices;
use crate::text;

/// What happened to an alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasChange {
    /// It was deleted from this room.
    Deleted {
        /// The room that had it.
        room_id: String,
    },
    /// It points at another room (again).
    Pointed,
}

/// The button and its dialog.
#[component]
pub fn DeleteAliasButton(
    /// The whole alias.
    alias: String,
    /// The room behind it.
    room_id: String,
    /// Whether nobody is in the room any more: then Synapse refuses to put the alias back on it.
    deserted: bool,
    /// Hears that it was done.
    on_done: Callback<AliasChange>,
) -> impl IntoView {
    let (api, notices) = (Api::use_(), Notices::use_());
    let (open, act) = (RwSignal::new(false), Act::here());
    let (alias, room_id) = (StoredValue::new(alias), StoredValue::new(room_id));
    let delete = move || DeleteAlias { alias: alias.get_value() };
    let confirm = Callback::new(move |()| {
        let (alias, room_id) = (alias.get_value(), room_id.get_value());
        act.run(async move {
            let is_free = delete_and_read_back(api, alias.clone()).await?;
            open.try_set(false);
            if is_free {
                notices.tell(text::aliases::deleted(&alias));
            } else {
                notices.warn(text::aliases::unconfirmed_deleted());
            }
            on_done.try_run(AliasChange::Deleted { room_id });
            Ok(())
        });
    });
    view! {
        <button type="button" class="danger" on:click=move |_| open.set(true)>
            {text::aliases::delete()}
        </button>
        <ActionDialog
            open
            title=text::aliases::delete_title().to_owned()
            confirm=text::aliases::delete()
            danger=true
            act
            curl=derived(move || api.curl(&delete()))
            on_confirm=confirm
        >
            <p>
                {id_text(alias.get_value(), None)}
            </p>
            <p>{text::aliases::delete_what()}</p>
            <p>{text::aliases::delete_stale()}</p>
            <p>{if deserted { text::aliases::delete_no_undo() } else { text::aliases::delete_undo() }}</p>
        </ActionDialog>
    }
}

/// Deletes the alias and asks the server whether it is really gone.
pub(super) async fn delete_and_read_back(api: Api, alias: String) -> Result<bool, ApiError> {
    api.call(DeleteAlias { alias: alias.clone() }).await?;
    match api.call(ResolveAlias { alias }).await {
        Ok(_) => Ok(false),
        Err(error) if error.is_not_found() => Ok(true),
        Err(error) => Err(error),
    }
}
