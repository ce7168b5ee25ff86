//! Stands in for the crate wasm-streams, of which Leptos' server functions need this much to compile.
//!
//! Glia has no server and no server functions, so nothing here ever runs. The real crate exports three classes to
//! JavaScript; what is exported no linker may leave out, and so every first load carried it, which `cargo xtask build`
//! counts (`patch.crates-io` in Cargo.toml).

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsValue;

/// A stream of the browser's.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Around a stream of the browser's.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// From a stream of Rust's, for the body of a server function's request.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("Glia has no server functions")
    }

    /// What it was made of.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// As a stream of Rust's, of a server function's answer.
    #[must_use]
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> + 'static {
        stream::once(async { Err(JsValue::from_str("Glia has no server functions")) })
    }
}
