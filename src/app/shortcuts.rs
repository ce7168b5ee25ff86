//! Keyboard shortcuts.

use leptos::prelude::*;

use super::palette::Asked;
use crate::browser::{dom, keys, location};
use crate::components::Part;
use crate::route::Kind;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;

/// How long the second key of a sequence may take, in ms.
const SEQUENCE_MS: f64 = 1500.0;

/// Listens for them; on `?` the list of them is to be shown, on Ctrl K the palette.
pub(super) fn listen(Asked { open, typed, help }: Asked, palette: Part<Asked>) {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let went = StoredValue::new(f64::NEG_INFINITY);
    location::listen("keydown", move |event| {
        if keys::is_find(&event) && sessions.current_untracked().is_some() {
            event.prevent_default();
            // Over another dialog nothing opens; the palette's own key closes it.
            if open.get_untracked() || !dom::has_dialog() {
                open.update(|open| *open = !*open);
            }
            return;
        }
        // Who types on while the palette is still being loaded finds it there, and starts nothing else.
        if open.get_untracked()
            && palette.is_coming()
            && let Some(letter) = keys::letter(&event)
        {
            event.prevent_default();
            typed.update(|typed| typed.push_str(&letter));
            return;
        }
        let Some(key) = keys::page_key(&event) else { return };
        let now = js_sys::Date::now();
        let after_g = now - went.get_value() < SEQUENCE_MS;
        went.set_value(if key == "g" { now } else { f64::NEG_INFINITY });
        let used = match (after_g, key.as_str()) {
            (_, "/") => dom::focus("[data-search]"),
            (_, "?") => {
                help.set(true);
                true
            }
            (_, "ArrowDown") if dom::is_nothing_focused() => dom::focus("tbody [data-row]"),
            (true, key) => go(nav, key),
            _ => false,
        };
        if used {
            event.prevent_default();
        }
    });
}

/// Goes to the page that this key leads to; whether there is one.
fn go(nav: Nav, key: &str) -> bool {
    let kind = Kind::ALL.iter().find(|kind| kind.row().key == Some(key));
    if let Some(kind) = kind {
        nav.go(kind.start());
    }
    kind.is_some()
}
