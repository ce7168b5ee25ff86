//! Pointing an alias at a room: back where it was, or somewhere else.

use leptos::prelude::*;

use super::delete_dialog::{AliasChange, delete_and_read_back};
use crate::api::ApiError;
use crate::api::directory::{DeleteAlias, PutAlias, ResolveAlias};
use crate::components::{ActionDialog, TextField, id_text};
use crate::model::id;
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;

/// Puts a deleted alias back on its room.
#[component]
pub(super) fn PutBackButton(
    /// The whole alias.
    alias: String,
    /// The room that had it.
    room_id: String,
    /// Hears that it was done.
    on_done: Callback<AliasChange>,
) -> impl IntoView {
    let (api, notices) = (Api::use_(), Notices::use_());
    let (open, act) = (RwSignal::new(false), Act::here());
    let (alias, room_id) = (StoredValue::new(alias), StoredValue::new(room_id));
    let put = move || PutAlias { alias: alias.get_value(), room_id: room_id.get_value() };
    let confirm = Callback::new(move |()| {
        let put = put();
        act.run(async move {
            let now = put_and_read_back(api, put.clone()).await?;
            open.try_set(false);
            tell(notices, &put, &now);
            on_done.try_run(AliasChange::Pointed);
            Ok(())
        });
    });
    view! {
        <button type="button" on:click=move |_| open.set(true)>
            {text::aliases::put_back()}
        </button>
        <ActionDialog
            open
            title=text::aliases::put_back_title().to_owned()
            confirm=text::aliases::put_back()
            act
            curl=derived(move || api.curl(&put()))
            on_confirm=confirm
        >
            <p>{text::aliases::put_back_what()}</p>
            <p>
                {id_text(alias.get_value(), None)}
            </p>
            <p>
                {id_text(room_id.get_value(), None)}
            </p>
        </ActionDialog>
    }
}

/// Points an alias at another room, taking it away from its present one first.
#[component]
pub(super) fn PointButton(
    /// The whole alias.
    alias: String,
    /// The room that has it now.
    current: Option<String>,
    /// Hears that something was done.
    on_done: Callback<AliasChange>,
) -> impl IntoView {
    let (api, notices, sessions) = (Api::use_(), Notices::use_(), Sessions::use_());
    let (open, act) = (RwSignal::new(false), Act::here());
    let target = RwSignal::new(String::new());
    let (alias, current) = (StoredValue::new(alias), StoredValue::new(current));
    let confirm = Callback::new(move |()| {
        let typed = room_or_alias(&target.get_untracked(), &sessions.server_name());
        let (alias, current) = (alias.get_value(), current.get_value());
        act.run(async move {
            let outcome = point(api, alias, current, typed).await?;
            open.try_set(false);
            match outcome {
                Pointed::Done { put, now } => {
                    tell(notices, &put, &now);
                    on_done.try_run(AliasChange::Pointed);
                }
                Pointed::Halfway { room_id, error } => {
                    notices.warn(text::aliases::half_moved(&text::errors::explain(&error)));
                    on_done.try_run(AliasChange::Deleted { room_id });
                }
            }
            Ok(())
        });
    });
    let what = if current.with_value(Option::is_some) {
        text::aliases::point_what_taken()
    } else {
        text::aliases::point_what_free()
    };
    let curl = move || commands(api, &alias.get_value(), current.with_value(Option::is_some), target.get().trim());
    view! {
        <button type="button" on:click=move |_| open.set(true)>
            {text::aliases::point_elsewhere()}
        </button>
        <ActionDialog
            open
            title=text::aliases::point_title().to_owned()
            confirm=text::aliases::point_elsewhere()
            danger=true
            act
            ready=derived(move || !target.with(|target| target.trim().is_empty()))
            curl=derived(curl)
            on_confirm=confirm
        >
            <p>
                {id_text(alias.get_value(), None)}
            </p>
            <p>{what}</p>
            <TextField id="target-room" label=text::aliases::target() value=target autofocus=true />
        </ActionDialog>
    }
}

/// All that will be done, in order. A room that is named by an alias must be looked up first.
fn commands(api: Api, alias: &str, taken: bool, target: &str) -> String {
    let is_room = id::kind(target) == Some(id::Kind::Room);
    let mut lines = Vec::new();
    if !is_room && !target.is_empty() {
        lines.push(api.curl(&ResolveAlias { alias: target.to_owned() }));
    }
    if taken {
        lines.push(api.curl(&DeleteAlias { alias: alias.to_owned() }));
    }
    let room_id = if is_room { target } else { "THE ROOM ID" };
    lines.push(api.curl(&PutAlias { alias: alias.to_owned(), room_id: room_id.to_owned() }));
    lines.join("\n")
}

/// A room id as it is, anything else as an alias.
fn room_or_alias(text: &str, own_server: &str) -> String {
    let text = text.trim();
    if id::kind(text) == Some(id::Kind::Room) { text.to_owned() } else { id::alias(text, own_server) }
}

/// How far it came.
enum Pointed {
    /// To the end. `now` is the room that the server names afterwards.
    Done { put: PutAlias, now: String },
    /// The alias was taken from its room but refused by the other.
    Halfway { room_id: String, error: ApiError },
}

/// Finds the target first, so that nothing is taken away for a room that does not exist.
async fn point(api: Api, alias: String, current: Option<String>, target: String) -> Result<Pointed, ApiError> {
    let room_id = match id::kind(&target) {
        Some(id::Kind::Alias) => api.call(ResolveAlias { alias: target }).await?.room_id,
        _ => {
            api.call(crate::api::rooms::GetRoom { room_id: target.clone() }).await?;
            target
        }
    };
    let put = PutAlias { alias: alias.clone(), room_id };
    let Some(current) = current else {
        let now = put_and_read_back(api, put.clone()).await?;
        return Ok(Pointed::Done { put, now });
    };
    delete_and_read_back(api, alias).await?;
    match put_and_read_back(api, put.clone()).await {
        Ok(now) => Ok(Pointed::Done { put, now }),
        Err(error) => Ok(Pointed::Halfway { room_id: current, error }),
    }
}

/// Sets the alias and asks the server which room it names now.
async fn put_and_read_back(api: Api, put: PutAlias) -> Result<String, ApiError> {
    let alias = put.alias.clone();
    api.call(put).await?;
    Ok(api.call(ResolveAlias { alias }).await?.room_id)
}

fn tell(notices: Notices, put: &PutAlias, now: &str) {
    if put.room_id == now {
        notices.tell(text::aliases::pointed(&put.alias, now));
    } else {
        notices.warn(text::aliases::unconfirmed_pointed(now));
    }
}
