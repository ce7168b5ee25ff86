//! A worker's end of its link to the page; `state/link.rs` is the page's. Each message is an object: `bytes`, a
//! `Uint8Array` of a value (`model/talk.rs`), and beside it what only the browser can pass on: `files` to the worker,
//! something from it.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, FileSystemFileHandle, MessageEvent};

use super::panic;
use crate::model::talk::{Talk, pack, unpack};

/// What travels beside a question.
#[derive(Default)]
pub(super) struct Beside {
    /// Files to be read.
    pub(super) files: Vec<File>,
    /// A file that can be written.
    pub(super) handle: Option<FileSystemFileHandle>,
}

/// Takes a question's bytes, and what came beside them.
type Receive = dyn FnMut(&[u8], Beside);

/// Hands over every question from now on.
pub(super) fn listen<T: Talk>(mut receive: impl FnMut(T::Ask, Beside) + 'static) {
    listen_to_bytes(Box::new(move |bytes, beside| {
        // What no page of Glia sends is no question.
        if let Some(ask) = unpack(bytes) {
            receive(ask, beside);
        }
    }));
}

fn listen_to_bytes(mut receive: Box<Receive>) {
    panic::install();
    let Some(scope) = scope() else { return };
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((bytes, beside)) = read(&event.data()) {
            receive(&bytes, beside);
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // As long as the worker lives.
    listener.forget();
}

/// `None` for what no page of Glia sends.
fn read(data: &JsValue) -> Option<(Vec<u8>, Beside)> {
    let field = |name: &str| Reflect::get(data, &name.into()).ok();
    let bytes = field("bytes")?.dyn_into::<Uint8Array>().ok()?.to_vec();
    let files = field("files").and_then(|files| files.dyn_into::<Array>().ok()).unwrap_or_default();
    let handle = files.iter().find_map(|file| file.dyn_into().ok());
    Some((bytes, Beside { files: files.iter().filter_map(|file| file.dyn_into().ok()).collect(), handle }))
}

/// Tells the page something, and gives it something of the browser's beside it.
pub(super) fn tell<T: Talk>(told: &T::Told, beside: Option<&JsValue>) {
    post(&pack(told), beside);
}

fn post(bytes: &[u8], beside: Option<&JsValue>) {
    let Some(scope) = scope() else { return };
    let message = Object::new();
    let bytes = Uint8Array::from(bytes);
    // Setting a field of a plain object cannot fail, and sending fails only when there is no page any more.
    let _ = Reflect::set(&message, &"bytes".into(), &bytes);
    if let Some(beside) = beside {
        let _ = Reflect::set(&message, &"beside".into(), beside);
    }
    let _ = scope.post_message_with_transfer(&message, &Array::of1(&bytes.buffer()));
}

/// The worker's own scope.
pub(super) fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}
