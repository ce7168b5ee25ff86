//! The list that `boot.js` asked for while the wasm was still loading: whoever asks the very same takes the answer, once.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::AbortController;

use crate::api::Method;
use crate::api::wire::{Authorization, WireRequest};

/// Where `boot.js` leaves it.
const PLACE: &str = "gliaAhead";

/// A request that is under way, or answered already.
pub(super) struct Ahead {
    /// Of a `Response`.
    pub response: Promise,
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
    let response = get("response")?.dyn_into().ok()?;
    let controller: AbortController = get("controller")?.dyn_into().ok()?;
    let is_same = url == request.url && request.authorization.as_ref().map(Authorization::value) == Some(authorization);
    if !is_same {
        controller.abort();
        return None;
    }
    Some(Ahead { response, controller })
}
