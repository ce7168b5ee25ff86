//! Keyboard shortcuts of the whole page: what was pressed, when nobody is typing.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent};

/// The key of a `keydown` that is meant for the page: no modifier, no open dialog, not typed into a field.
#[must_use]
pub fn page_key(event: &Event) -> Option<String> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || event.default_prevented() {
        return None;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| {
        target.closest("input, textarea, select, [contenteditable], dialog").is_ok_and(|found| found.is_some())
    });
    if typing { None } else { Some(event.key()) }
}

/// Whether a `keydown` opens the command palette: Ctrl K, or ⌘ K, also in a field.
#[must_use]
pub fn is_find(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return false };
    let with_command = event.ctrl_key() != event.meta_key();
    let key = event.key();
    // Where the key writes another script's letter, it is known by its place.
    let is_k = key.eq_ignore_ascii_case("k") || (!key.is_ascii() && event.code() == "KeyK");
    with_command && !event.alt_key() && !event.shift_key() && is_k
}

/// What a `keydown` would write into a field.
#[must_use]
pub fn letter(event: &Event) -> Option<String> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let is_command = event.ctrl_key() || event.meta_key() || event.is_composing();
    Some(event.key()).filter(|key| !is_command && key.chars().count() == 1)
}

/// What that key is called on this machine.
#[must_use]
pub fn find_key() -> &'static str {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok()).unwrap_or_default();
    if platform.starts_with("Mac") || platform.starts_with("iP") { "⌘ K" } else { "Ctrl K" }
}

/// Arrow keys in a table: moves the focus to the same kind of link one row up or down. `true` when it moved.
#[must_use]
pub fn move_in_rows(event: &KeyboardEvent) -> bool {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return false,
    };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let row = target.and_then(|target| target.closest("tbody tr").ok().flatten());
    let next = row.and_then(|row| if down { row.next_element_sibling() } else { row.previous_element_sibling() });
    let link = next.and_then(|row| row.query_selector("[data-row]").ok().flatten());
    link.is_some_and(|link| super::dom::focus_element(&link))
}
