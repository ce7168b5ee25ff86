//! Messages between a page and its worker. Each is an object: `bytes`, a `Uint8Array` of a value in postcard's format,
//! and beside it what only the browser can pass on: `files` to the worker, something from it.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, File, FileSystemFileHandle, MessageChannel, MessageEvent};

/// What came from the page.
pub(super) struct Message {
    /// The value.
    pub(super) bytes: Vec<u8>,
    /// Files beside it.
    pub(super) files: Vec<File>,
    /// A file beside it that can be written.
    pub(super) handle: Option<FileSystemFileHandle>,
}

/// Hands over every message from now on.
pub(super) fn listen(mut receive: impl FnMut(Message) + 'static) {
    let Some(scope) = scope() else { return };
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(message) = read(&event.data()) {
            receive(message);
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // As long as the worker lives.
    listener.forget();
}

/// `None` for what no page of Glia sends.
fn read(data: &JsValue) -> Option<Message> {
    let field = |name: &str| Reflect::get(data, &name.into()).ok();
    let bytes = field("bytes")?.dyn_into::<Uint8Array>().ok()?.to_vec();
    let files = field("files").and_then(|files| files.dyn_into::<Array>().ok()).unwrap_or_default();
    let handle = files.iter().find_map(|file| file.dyn_into().ok());
    Some(Message { bytes, files: files.iter().filter_map(|file| file.dyn_into().ok()).collect(), handle })
}

/// Sends a value to the page, and something of the browser's beside it.
pub(super) fn post(bytes: &[u8], beside: Option<&JsValue>) {
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

/// Since the worker was started, in ms.
pub(super) fn now() -> f64 {
    scope().and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
}

/// Lets messages in while there is much to do. (A timer would wait for 4 ms each time.)
pub(super) struct Pause {
    channel: Option<MessageChannel>,
}

impl Pause {
    /// One is enough for a worker.
    pub(super) fn new() -> Self {
        Self { channel: MessageChannel::new().ok() }
    }

    /// Goes on when the messages that have come so far have been handed over.
    pub(super) async fn take(&self) {
        let Some(channel) = &self.channel else { return };
        let promise = Promise::new(&mut |resolve, _| {
            channel.port1().set_onmessage(Some(&resolve));
            // It cannot fail: nothing is sent that could not be.
            let _ = channel.port2().post_message(&JsValue::NULL);
        });
        // Resolved by the message, never rejected.
        let _ = JsFuture::from(promise).await;
    }
}

/// The worker's own scope.
fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}
