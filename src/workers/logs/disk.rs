//! Files on the disk of whoever has opened them.

use futures_util::FutureExt as _;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::logs::protocol::Trouble;
use crate::logs::{Bytes, FutureBytes};

/// A file that the page has handed over.
#[derive(Clone)]
pub(super) struct OnDisk(pub(super) File);

impl Bytes for OnDisk {
    fn read(&self, from: u64, to: u64) -> FutureBytes {
        // The browser begins to read here, not when somebody waits for it. Offsets are far below 2⁵³.
        let reading = self.0.slice_with_f64_and_f64(from as f64, to as f64).and_then(|slice| read_beside(&slice));
        // Already here somebody listens: a failure that nobody waits for (any more) is no failure of the worker.
        let reading = reading.map(JsFuture::from);
        async move {
            let buffer = reading.map_err(unreadable)?.await.map_err(unreadable)?;
            Ok(Uint8Array::new(&buffer).to_vec())
        }
        .boxed_local()
    }

    fn size(&self) -> u64 {
        self.0.size() as u64
    }
}

/// Reads a slice in a thread of its own (`worker.js`): a browser hands over bytes only when the thread that wants them
/// pauses, and this one has better things to do.
fn read_beside(slice: &Blob) -> Result<Promise, JsValue> {
    let beside: Function = Reflect::get(&js_sys::global(), &"readBeside".into())?.dyn_into()?;
    beside.call1(&JsValue::UNDEFINED, slice)?.dyn_into()
}

/// Why the browser cannot do something with a file.
pub(super) fn unreadable(error: JsValue) -> Trouble {
    let message = Reflect::get(&error, &"message".into()).ok().and_then(|message| message.as_string());
    Trouble::Unreadable(message.unwrap_or_else(|| format!("{error:?}")))
}
