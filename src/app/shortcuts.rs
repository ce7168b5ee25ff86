//! Keyboard shortcuts.

use leptos::prelude::*;

use crate::browser::{dom, keys, location};
use crate::route::Kind;
use crate::state::nav::Nav;

/// How long the second key of a sequence may take, in ms.
const SEQUENCE_MS: f64 = 1500.0;

/// Listens for them; on `?` the list is to be shown.
pub(super) fn listen(list: RwSignal<bool>) {
    let nav = Nav::use_();
    let went = StoredValue::new(f64::NEG_INFINITY);
    location::listen("keydown", move |event| {
        let Some(key) = keys::page_key(&event) else { return };
        let now = js_sys::Date::now();
        let after_g = now - went.get_value() < SEQUENCE_MS;
        went.set_value(if key == "g" { now } else { f64::NEG_INFINITY });
        let used = match (after_g, key.as_str()) {
            (_, "/") => dom::focus("[data-search]"),
            (_, "?") => {
                list.set(true);
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
