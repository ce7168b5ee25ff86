//! Handing something to the browser as a file to save.

use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::dom;

/// Saves a text under a name. `false` when the browser refuses.
#[must_use]
pub fn save(name: &str, mime: &str, text: &str) -> bool {
    try_save(name, mime, text).is_some()
}

/// Saves a `Blob` under a name. `false` when the browser refuses.
#[must_use]
pub fn save_blob(name: &str, blob: &Blob) -> bool {
    try_save_blob(name, blob).is_some()
}

fn try_save(name: &str, mime: &str, text: &str) -> Option<()> {
    let parts = Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    try_save_blob(name, &Blob::new_with_str_sequence_and_options(&parts, &options).ok()?)
}

fn try_save_blob(name: &str, blob: &Blob) -> Option<()> {
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let anchor = dom::document()?.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser has taken up the download by now; the address is needed no more.
    Url::revoke_object_url(&url).ok()
}
