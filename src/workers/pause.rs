//! Time in a worker that is busy.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::link;

/// Since the worker was started, in ms.
pub(super) fn now() -> f64 {
    link::scope().and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
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
