//! Locks that all tabs of this origin share (Web Locks).
//!
//! By `Reflect`, because `web-sys` has them only behind a flag for everything that is not stable yet.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A lock, held until this is dropped. (The browser also frees it when the tab is closed.) Nothing is held where the
/// browser has no locks: on pages without TLS, and in old browsers.
#[derive(Debug)]
pub struct Held(Option<Function>);

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            call(release);
        }
    }
}

/// Waits until no other tab holds the lock of this name, and takes it.
pub async fn hold(name: &str) -> Held {
    let found = manager();
    let (Some((locks, request)), Some((granted, grant)), Some((until, release))) = (found, promise(), promise()) else {
        return Held(None);
    };
    // From here on the lock is given back even when nobody waits for it any more.
    let held = Held(Some(release));
    let callback = Closure::once_into_js(move |_: JsValue| {
        call(&grant);
        until
    });
    let Ok(requested) = request.call2(&locks, &JsValue::from_str(name), &callback) else { return Held(None) };
    // A browser that refuses the lock ends the request; then it goes on without.
    let _ = JsFuture::from(Promise::race(&Array::of2(&granted, &requested))).await;
    held
}

/// `navigator.locks` and its `request`.
fn manager() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &JsValue::from_str("request")).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// A promise, and what resolves it.
fn promise() -> Option<(Promise, Function)> {
    let mut resolve = None;
    let promise = Promise::new(&mut |resolver, _| resolve = Some(resolver));
    Some((promise, resolve?))
}

/// Resolving a promise cannot fail.
fn call(resolve: &Function) {
    let _ = resolve.call0(&JsValue::UNDEFINED);
}
