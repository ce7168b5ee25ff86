//! Files that somebody chooses or drops.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

/// The first file chosen in an `<input type="file">` (`change`) or dropped (`drop`).
#[must_use]
pub fn first(event: &Event) -> Option<File> {
    let files = match event.dyn_ref::<DragEvent>() {
        Some(drag) => drag.data_transfer()?.files()?,
        None => event.target()?.dyn_into::<HtmlInputElement>().ok()?.files()?,
    };
    files.get(0)
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
