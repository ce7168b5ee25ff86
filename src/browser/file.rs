//! Files that somebody chooses or drops.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

/// What was chosen in an `<input type="file">` (`change`) or dropped (`drop`).
fn list(event: &Event) -> Option<FileList> {
    match event.dyn_ref::<DragEvent>() {
        Some(drag) => drag.data_transfer()?.files(),
        None => event.target()?.dyn_into::<HtmlInputElement>().ok()?.files(),
    }
}

/// The first file that was chosen or dropped.
#[must_use]
pub fn first(event: &Event) -> Option<File> {
    list(event)?.get(0)
}

/// All files that were chosen or dropped.
#[must_use]
pub fn all(event: &Event) -> Vec<File> {
    let Some(list) = list(event) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// Forgets what was chosen, so that choosing the same again is heard.
pub fn forget(event: &Event) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value("");
    }
}

/// A file made here. `None` when the browser refuses.
#[must_use]
pub fn of_bytes(name: &str, bytes: &[u8]) -> Option<File> {
    let parts = Array::of1(&JsValue::from(Uint8Array::from(bytes)));
    File::new_with_u8_array_sequence(&parts, name).ok()
}

/// A file's text. The error is the browser's own words.
///
/// # Errors
/// When the file cannot be read.
pub async fn text(file: File) -> Result<String, String> {
    let text = JsFuture::from(file.text()).await;
    text.map_err(|error| error.as_string().unwrap_or_else(|| format!("{error:?}")))
        .map(|text| text.as_string().unwrap_or_default())
}
