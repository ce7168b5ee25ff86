//! Small acts on the page.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, Event, FocusEvent, HtmlElement, KeyboardEvent, PointerEvent};

/// The page's document.
#[must_use]
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Sets the window title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Focuses the first element that matches. `false` when there is none.
pub fn focus(selector: &str) -> bool {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    found.is_some_and(|element| focus_element(&element))
}

/// Focuses an element.
pub fn focus_element(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}

/// Scrolls the window to its top.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Forces light or dark; `None` follows the system.
pub fn set_theme(theme: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    // Attributes with fixed valid names cannot be refused.
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Whether somebody is in a field right now.
#[must_use]
pub fn is_in_field() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false))
}

/// Whether the focus is nowhere in particular, so that an arrow key may enter a table.
#[must_use]
pub fn is_nothing_focused() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_none_or(|element| element.matches("body, main, h1, .table").unwrap_or(false))
}

/// Closes an open `<details>` menu when the focus goes elsewhere (`focusout`) or on Escape (`keydown`).
pub fn close_left_menu(event: &Event) {
    let Some(menu) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let left = match (event.dyn_ref::<FocusEvent>(), event.dyn_ref::<KeyboardEvent>()) {
        (Some(focus), _) => {
            // A dialog gives the focus back to where it came from, so the menu waits for it.
            let next = focus.related_target().and_then(|target| target.dyn_into::<Element>().ok());
            next.is_some_and(|next| {
                !menu.contains(Some(&next)) && next.closest("dialog").is_ok_and(|found| found.is_none())
            })
        }
        (_, Some(key)) => key.key() == "Escape",
        _ => false,
    };
    if left {
        // An attribute with a fixed valid name cannot be refused.
        let _ = menu.remove_attribute("open");
    }
}

/// Scrolls the box that holds the first element that matches, and nothing else, until that stands near its upper edge.
pub fn scroll_box_to(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    if let Some(container) = element.parent_element() {
        let above = container.dyn_ref::<HtmlElement>().map_or(0, HtmlElement::offset_top);
        container.set_scroll_top(element.offset_top() - above - container.client_height() / 4);
    }
}

/// Brings an element into view within its box.
pub fn show_in_box(selector: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Opens the menu of the header and gives it the focus.
pub fn open_menu() {
    let menu = document().and_then(|document| document.query_selector("header>.menu").ok().flatten());
    // An attribute with a fixed valid name cannot be refused.
    let _ = menu.map(|menu| menu.set_attribute("open", ""));
    focus("header>.menu>summary");
}

/// Whether this click was beside a dialog, on what it covers.
#[must_use]
pub fn is_beside(event: &Event) -> bool {
    event.target().is_some() && event.target() == event.current_target()
}

/// Whether a dialog is open over the page.
#[must_use]
pub fn has_dialog() -> bool {
    document().is_some_and(|document| document.query_selector("dialog[open]").is_ok_and(|found| found.is_some()))
}

/// Whether the `<details>` that tells of a `toggle` is open.
#[must_use]
pub fn is_open(event: &Event) -> bool {
    let details = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    details.is_some_and(|details| details.has_attribute("open"))
}

/// Sends all that the pointer does from here on to this element, until it is let go.
pub fn capture_pointer(event: &PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        // A pointer that has gone meanwhile cannot be captured, and need not be.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Where the pointer is in this element, from 0 (its left edge) to 1.
#[must_use]
pub fn pointer_share(event: &PointerEvent) -> f64 {
    let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return 0.0 };
    let edges = element.get_bounding_client_rect();
    if edges.width() > 0.0 { (f64::from(event.client_x()) - edges.left()) / edges.width() } else { 0.0 }
}
