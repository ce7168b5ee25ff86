//! What `boot.js` began while the wasm was still loading: fetching the part of the address' page, and asking for its list.
//! Whoever asks for the very same list takes the answer, once.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::AbortController;

use crate::api::Method;
use crate::api::wire::{Authorization, WireRequest};

/// Where `boot.js` leaves it.
const PLACE: &str = "gliaAhead";

/// What it leaves behind when it fetches the part.
const PART: &str = "gliaPart";

/// Whether the part of the address' page is on its way or here.
pub(crate) fn is_part_coming() -> bool {
    web_sys::window().and_then(|window| Reflect::get(&window, &PART.into()).ok()).is_some_and(|part| part.is_truthy())
}

/// A request that is under way, or answered already.
pub(super) struct Ahead {
    /// Of an object with the `status` and the `body`, a `Uint8Array`.
    pub answer: Promise,
    /// Aborts it.
    pub controller: AbortController,
}

/// Takes the answer to this request, if it was asked for: the same address with the same token. Another question to the
/// same endpoint means that the one asked ahead was wrong, so that is aborted.
pub(super) fn take(request: &WireRequest) -> Option<Ahead> {
    let window = web_sys::window()?;
    let kept = Reflect::get(&window, &PLACE.into()).ok().filter(JsValue::is_object)?;
    let get = |name: &str| Reflect::get(&kept, &name.into()).ok();
    let (url, authorization) = (get("url")?.as_string()?, get("authorization")?.as_string()?);
    let route = |url: &str| url.split('?').next().map(str::to_owned);
    if request.method != Method::Get || route(&url) != route(&request.url) {
        return None;
    }
    // An object of the page's own window lets go of what it was given.
    let _ = Reflect::delete_property(&window, &PLACE.into());
    let answer = get("answer")?.dyn_into().ok()?;
    let controller: AbortController = get("controller")?.dyn_into().ok()?;
    let is_same = url == request.url && request.authorization.as_ref().map(Authorization::value) == Some(authorization);
    if !is_same {
        controller.abort();
        return None;
    }
    Some(Ahead { answer, controller })
}
