//! The address bar.

use std::cell::Cell;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

thread_local! {
    static NAVIGATED: Cell<bool> = const { Cell::new(false) };
}

/// What stands behind the `#`, with it, as the browser gives it.
#[must_use]
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// What stands between `?` and `#`, with the `?`. It is none of the app's addresses: somebody comes back with it.
#[must_use]
pub fn search() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The address of the app itself, without query and hash: where people can be sent back to.
#[must_use]
pub fn app() -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return String::new() };
    format!("{}{}", location.origin().unwrap_or_default(), location.pathname().unwrap_or_default())
}

/// Puts the app's own address with this hash into the address bar: the query is gone, also from the history.
pub fn drop_search(hash: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // The app's own address cannot be refused.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{}{hash}", app())));
    }
}

/// Leaves the app for another page. `false` when the browser refuses.
#[must_use]
pub fn leave(url: &str) -> bool {
    web_sys::window().is_some_and(|window| window.location().assign(url).is_ok())
}

/// Whether the app itself came over `https:`.
#[must_use]
pub fn is_https() -> bool {
    web_sys::window().and_then(|window| window.location().protocol().ok()).is_some_and(|protocol| protocol == "https:")
}

/// Goes to an address; the back button returns.
pub fn push(href: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(href);
    }
}

/// Goes to an address in place of the current one. Tells listeners of [`on_change`] itself, for the browser does not.
pub fn replace(href: &str) {
    let Some(window) = web_sys::window() else { return };
    let replaced = window.history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(href)));
    if replaced.is_ok()
        && let Ok(event) = web_sys::Event::new("hashchange")
    {
        let _ = window.dispatch_event(&event);
    }
}

/// Calls back on every change, for as long as the app lives.
pub fn on_change(callback: impl Fn() + 'static) {
    listen("hashchange", move |_| {
        NAVIGATED.set(true);
        callback();
    });
}

/// Whether the address has changed since the app was loaded.
#[must_use]
pub fn navigated() -> bool {
    NAVIGATED.get()
}

/// The same for what happens in any box of the page and does not bubble, such as scrolling.
pub fn listen_within(event: &str, callback: impl Fn(web_sys::Event) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(callback);
    if window.add_event_listener_with_callback_and_bool(event, closure.as_ref().unchecked_ref(), true).is_ok() {
        closure.forget();
    }
}

/// Adds a listener to the window for as long as the app lives.
pub fn listen(event: &str, callback: impl Fn(web_sys::Event) + 'static) {
    listen_boxed(event, Box::new(callback));
}

fn listen_boxed(event: &str, callback: Box<dyn Fn(web_sys::Event)>) {
    let Some(window) = web_sys::window() else { return };
    let closure = Closure::<dyn Fn(web_sys::Event)>::wrap(callback);
    if window.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()).is_ok() {
        // Listeners of the whole app are never removed, so the closure lives as long as the page.
        closure.forget();
    }
}
