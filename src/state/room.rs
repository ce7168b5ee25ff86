//! How much room the window has, for lists to show as many columns as fit.

use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::media;
use crate::lists::Room;

/// From these widths on there is more room than before. 600 px is where a table becomes too narrow for its columns; a large
/// window holds the side bar as well (`style/nav.css`).
const STEPS: [(&str, Room); 4] = [
    ("(min-width: 37.5rem)", Room::Narrow),
    ("(min-width: 40.01rem)", Room::Roomy),
    ("(min-width: 101rem)", Room::Wide),
    ("(min-width: 120rem)", Room::Widest),
];

fn now() -> Room {
    STEPS.iter().rev().find(|(query, _)| media::matches(query)).map_or(Room::Phone, |(_, room)| *room)
}

thread_local! {
    /// One for the whole app, made when the first list is shown.
    static ROOM: ArcRwSignal<Room> = {
        let room = ArcRwSignal::new(now());
        let signal = room.clone();
        let follow = move || {
            let now = now();
            if signal.get_untracked() != now {
                signal.set(now);
            }
        };
        media::on_change(&STEPS.map(|(query, _)| query), Rc::new(follow));
        room
    };
}

/// The room that there is, tracked.
#[must_use]
pub fn room() -> Room {
    ROOM.with(|room| room.get())
}
