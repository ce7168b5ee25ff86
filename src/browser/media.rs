//! Media queries: how much room the window has.

use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// Whether a media query holds now.
#[must_use]
pub fn matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Calls back whenever one of the queries begins or ceases to hold, for as long as the app lives.
pub fn on_change(queries: &[&str], callback: Rc<dyn Fn()>) {
    let Some(window) = web_sys::window() else { return };
    for query in queries {
        let Some(list) = window.match_media(query).ok().flatten() else { continue };
        let callback = callback.clone();
        let closure = Closure::<dyn Fn()>::new(move || callback());
        if list.add_event_listener_with_callback("change", closure.as_ref().unchecked_ref()).is_ok() {
            // The app's own listeners are never removed. The list must live as long: a collected one tells nothing.
            closure.forget();
            std::mem::forget(list);
        }
    }
}
