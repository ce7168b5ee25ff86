//! What comes to a row of a table when somebody points at it or tabs into it: one copy button for all rows, and the exact
//! form of a time. A table of 500 rows has neither 500 buttons nor 1,000 tooltips that nobody reads.

use js_sys::Date;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

use super::{dom, intl};

const COPY_BUTTON: &str = "[data-copy]";

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Serves the row of this event. `copy` is the button's tooltip, `name` makes its name from what it copies.
pub fn point_at(event: &Event, copy: &str, name: &dyn Fn(&str) -> String) {
    // Rows that are gone meanwhile need nothing.
    let _ = try_point_at(event, copy, name);
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn try_point_at(event: &Event, copy: &str, name: &dyn Fn(&str) -> String) -> Option<()> {
    let target = target(event)?;
    if let Some(machine) = target.get_attribute("datetime").filter(|machine| !machine.is_empty()) {
        let ms = Date::parse(&machine);
        if !ms.is_nan() {
            target.set_attribute("title", &intl::exact(ms as u64)).ok()?;
        }
    }
    let row = target.closest("tr").ok()??;
    let link = row.query_selector("th > [data-row]").ok()??;
    let head = link.parent_element()?;
    if head.query_selector(COPY_BUTTON).ok()?.is_some() {
        return None;
    }
    let body = row.parent_element()?;
    let button = match body.query_selector(COPY_BUTTON).ok()? {
        // Who has come to the button with the keyboard keeps it, wherever the pointer rests.
        Some(button) if button.matches(":focus").unwrap_or(false) => return None,
        Some(button) => button,
        None => make(copy)?,
    };
    let id = link.get_attribute("title")?;
    button.set_attribute("data-copy", &id).ok()?;
    button.set_attribute("aria-label", &name(&id)).ok()?;
    head.append_child(&button).ok()?;
    Some(())
}

fn make(title: &str) -> Option<Element> {
    let button = dom::document()?.create_element("button").ok()?;
    for (name, value) in [("type", "button"), ("class", "copy"), ("title", title)] {
        button.set_attribute(name, value).ok()?;
    }
    Some(button)
}

/// Takes all of that away, before the rows become others.
pub fn forget(body: &Element) {
    if let Ok(Some(button)) = body.query_selector(COPY_BUTTON) {
        button.remove();
    }
    while let Ok(Some(time)) = body.query_selector("time[title]") {
        if time.remove_attribute("title").is_err() {
            return;
        }
    }
}

/// What the button is about that this click was for.
#[must_use]
pub fn pressed(event: &Event) -> Option<String> {
    target(event)?.closest("button[data-about]").ok()??.get_attribute("data-about")
}
