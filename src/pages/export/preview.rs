//! What will be in it, what cannot be, and the button that begins.

use leptos::prelude::*;

use super::Form;
use crate::browser::intl;
use crate::components::{fact, facts};
use crate::export::options::Eyes;
use crate::export::preview::Preview;
use crate::state::export::{Exports, Phase};
use crate::state::sessions::Sessions;
use crate::text::export as words;

/// Appears when the server has told.
#[component]
pub(super) fn WhatThereIs(
    /// MXIDs.
    users: Memo<Vec<String>>,
    /// What is wanted.
    form: Form,
) -> impl IntoView {
    let (sessions, exports) = (Sessions::use_(), Exports::use_());
    let begin = move |_| {
        let list = users.with_untracked(|users| users.iter().map(|user| form.options(sessions, user)).collect());
        if form.on_disk.get_untracked() {
            exports.begin_on_disk(list);
        } else {
            exports.begin(list);
        }
    };
    move || {
        let preview = exports.preview.get().filter(|_| exports.phase.get() == Phase::Idle)?;
        Some(view! {
            <section>
                <h2>{words::in_it()}</h2>
                {facts(list(&preview))}
                <h3>{words::not_in_it()}</h3>
                <ul>
                    <li>{words::encrypted_stays()}</li>
                    <li>{words::others_erased()}</li>
                    <li>{words::others_media()}</li>
                </ul>
                <p class="hint">{words::trace()}</p>
                {(!form.on_disk.get()).then(|| too_little(&preview, form.media.get()))}
                {rooms(&preview, form)}
                <p class="actions">
                    <button type="button" class="primary" on:click=begin>
                        {words::start()}
                    </button>
                </p>
            </section>
        })
    }
}

/// The browser cannot hold it.
fn too_little(preview: &Preview, with_media: bool) -> Option<AnyView> {
    let needed = if with_media { preview.media_bytes } else { 0 };
    let room = preview.room_left.filter(|room| *room < needed)?;
    Some(view! { <p class="panel warn">{words::too_little_room(&intl::bytes(room))}</p> }.into_any())
}

fn list(preview: &Preview) -> Vec<AnyView> {
    let how = match preview.view {
        Eyes::AsUser => words::as_user(),
        Eyes::AdminFiltered => words::as_admin(),
        Eyes::AdminUnfiltered => words::as_admin_all(),
    };
    let count = |number: usize| intl::number(number as u64);
    let memberships = ["join", "invite", "knock", "leave", "ban"].into_iter().filter_map(|membership| {
        let number = preview.rooms.iter().filter(|room| room.membership == membership).count();
        (number > 0).then(|| (membership.to_owned(), count(number)))
    });
    let events = preview.rooms.iter().map(|room| room.estimate).sum();
    let quarantined = (preview.quarantined > 0).then(|| intl::number(preview.quarantined));
    let files = words::files(&intl::number(preview.media), &intl::bytes(preview.media_bytes), quarantined.as_deref());
    let mut list = vec![
        fact(words::fact_how(), how),
        fact(words::fact_rooms(), words::rooms(&count(preview.rooms.len()), &memberships.collect::<Vec<_>>())),
    ];
    // An admin is not told how deep a room is.
    if preview.view == Eyes::AsUser {
        list.push(fact(words::fact_events(), words::about(&intl::number(events))));
    }
    list.push(fact(words::fact_media(), files));
    list.push(fact(words::fact_devices(), intl::number(preview.devices)));
    list
}

/// Rooms to be left out.
fn rooms(preview: &Preview, form: Form) -> AnyView {
    let rows = preview.rooms.iter().cloned().enumerate().map(|(number, room)| {
        let id = format!("leave-out-{number}");
        let room_id = room.room_id.clone();
        let toggle = move |event: web_sys::Event| {
            let is_out = event_target_checked(&event);
            form.leave_out.update(|list| {
                list.retain(|known| *known != room_id);
                if is_out {
                    list.push(room_id.clone());
                }
            });
        };
        view! {
            <li class="check">
                <input id=id.clone() type="checkbox" on:change=toggle />
                <label for=id>
                    <bdi>{room.name.unwrap_or(room.room_id)}</bdi>
                    " "
                    <span class="hint">{words::standing(&room.membership).to_owned()}</span>
                </label>
            </li>
        }
        .into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    view! {
        <details>
            <summary>{words::choose_rooms()}</summary>
            <ul class="plain">{rows}</ul>
        </details>
    }
    .into_any()
}
