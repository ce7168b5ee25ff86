//! A Web Worker: wasm of its own that works beside the page. What is sent and what comes back are objects of bytes, with
//! what only the browser can pass on beside them.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ErrorEvent, Event, MessageEvent, WorkerOptions, WorkerType};

use super::dom;

/// A running worker. It ends when this is dropped, whatever it is doing.
#[derive(Debug)]
pub struct Worker {
    inner: web_sys::Worker,
    // They must live as long as the worker can call them.
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl Worker {
    /// Starts the worker that the page's `<meta name="glia-worker-…">` names. `on_message` hears what it says; `on_error`
    /// why it cannot go on, in the browser's words.
    ///
    /// # Errors
    /// The browser's own words.
    pub fn start(
        name: &str,
        on_message: Box<dyn Fn(Vec<u8>, Option<JsValue>)>,
        on_error: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        let selector = format!("meta[name=\"glia-worker-{name}\"]");
        let meta = dom::document().and_then(|document| document.query_selector(&selector).ok().flatten());
        let stem = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let inner =
            web_sys::Worker::new_with_options(&format!("./{stem}.js"), &options).map_err(|error| words(&error))?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let bytes = field(&data, "bytes").and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
            let beside = field(&data, "beside").filter(|beside| !beside.is_undefined());
            on_message(bytes.map(|bytes| bytes.to_vec()).unwrap_or_default(), beside);
        });
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // Told on the page; the console need not repeat it as uncaught.
            event.prevent_default();
            // A script that cannot be loaded gives an event without words.
            on_error(event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default());
        });
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        inner.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { inner, _on_message: on_message, _on_error: on_error })
    }

    /// Sends it something. Files (or handles of files) are handed over, not copied: the worker reads and writes them itself.
    ///
    /// # Errors
    /// The browser's own words.
    pub fn post(&self, bytes: &[u8], files: &[JsValue]) -> Result<(), String> {
        let message = Object::new();
        let files: Array = files.iter().collect();
        for (name, value) in [("bytes", Uint8Array::from(bytes).into()), ("files", JsValue::from(files))] {
            Reflect::set(&message, &name.into(), &value).map_err(|error| words(&error))?;
        }
        self.inner.post_message(&message).map_err(|error| words(&error))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // What it has said already may still be on its way.
        self.inner.set_onmessage(None);
        self.inner.set_onerror(None);
        self.inner.terminate();
    }
}

fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// An error in the browser's own words.
pub(super) fn words(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| error.message().into())
}
