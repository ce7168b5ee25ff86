//! Choosing a file to write to, where the browser has that (File System Access; Chromium does).
//!
//! Source: <https://developer.mozilla.org/en-US/docs/Web/API/Window/showSaveFilePicker>.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions};

use super::worker::words;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = showSaveFilePicker)]
    fn show_save_file_picker(options: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_name = showDirectoryPicker)]
    fn show_directory_picker(options: &Object) -> Result<Promise, JsValue>;

    /// What `FileSystemFileHandle` can do beside what `web-sys` knows.
    #[wasm_bindgen(extends = FileSystemFileHandle)]
    type Permitting;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(this: &Permitting, descriptor: &Object) -> Result<Promise, JsValue>;
}

/// Whether there is such a thing here.
#[must_use]
pub fn is_there() -> bool {
    Reflect::has(&js_sys::global(), &"showSaveFilePicker".into()).unwrap_or(false)
}

/// Asks for a file to write to; `None` when somebody thinks better of it. Must be called for a click.
///
/// # Errors
/// The browser's own words.
pub async fn file(suggested_name: &str) -> Result<Option<FileSystemFileHandle>, String> {
    let picked = show_save_file_picker(&options(&[("suggestedName", suggested_name)]));
    answer(picked).await.map(|handle| handle.map(JsCast::unchecked_into))
}

/// Asks for a folder, and makes files of these names in it; `None` when somebody thinks better of it. Must be called for
/// a click.
///
/// # Errors
/// The browser's own words.
pub async fn files_in_folder(names: &[String]) -> Result<Option<Vec<FileSystemFileHandle>>, String> {
    let picked = show_directory_picker(&options(&[("mode", "readwrite")]));
    let Some(folder) = answer(picked).await? else {
        return Ok(None);
    };
    let folder: FileSystemDirectoryHandle = folder.unchecked_into();
    let create = FileSystemGetFileOptions::new();
    create.set_create(true);
    let mut files = Vec::new();
    for name in names {
        let file = JsFuture::from(folder.get_file_handle_with_options(name, &create)).await;
        files.push(file.map_err(|error| words(&error))?.unchecked_into());
    }
    Ok(Some(files))
}

/// Asks whether a file may be written that was chosen before a reload. Must be called for a click.
pub async fn may_write(handle: &FileSystemFileHandle) -> bool {
    let handle: &Permitting = handle.unchecked_ref();
    let Ok(asked) = handle.request_permission(&options(&[("mode", "readwrite")])) else {
        return false;
    };
    JsFuture::from(asked).await.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
}

fn options(fields: &[(&str, &str)]) -> Object {
    let entries: Array = fields.iter().map(|(name, value)| Array::of2(&(*name).into(), &(*value).into())).collect();
    Object::from_entries(&entries).unwrap_or_default()
}

async fn answer(picked: Result<Promise, JsValue>) -> Result<Option<JsValue>, String> {
    match JsFuture::from(picked.map_err(|error| words(&error))?).await {
        Ok(handle) => Ok(Some(handle)),
        Err(error) if name(&error).as_deref() == Some("AbortError") => Ok(None),
        Err(error) => Err(words(&error)),
    }
}

fn name(error: &JsValue) -> Option<String> {
    Reflect::get(error, &"name".into()).ok()?.as_string()
}
