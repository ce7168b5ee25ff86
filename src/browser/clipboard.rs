//! Copying. Buttons carry what they copy in `data-copy`; one listener serves them all, so that a table of 500 rows
//! needs no 500 closures.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

/// Copies a text. `false` when the browser refuses (no permission, insecure context).
pub async fn copy(text: &str) -> bool {
    // Without a secure context `navigator.clipboard` is undefined, whatever its type says.
    let Some(window) = web_sys::window().filter(web_sys::Window::is_secure_context) else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// Serves every `data-copy` button from now on; `done` hears whether it worked.
pub fn serve_buttons(done: impl Fn(bool) + Clone + 'static) {
    super::location::listen("click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("[data-copy]").ok().flatten());
        let Some(text) = button.and_then(|button| button.get_attribute("data-copy")) else { return };
        event.prevent_default();
        let done = done.clone();
        spawn_local(async move { done(copy(&text).await) });
    });
}
