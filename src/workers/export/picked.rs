//! A ZIP that is written straight to the file that somebody chose, where the browser can (File System Access).
//!
//! The browser writes into a copy, which takes the file's place when the stream is closed. So what was written is sure
//! only then; going on means that the browser copies the file anew. A checkpoint is therefore kept as often as a twentieth
//! of the time allows: seldom in a large file, often in a small one.
//!
//! Source: <https://developer.mozilla.org/en-US/docs/Web/API/FileSystemWritableFileStream>.

use std::cell::{Cell, RefCell};

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemCreateWritableOptions, FileSystemFileHandle, FileSystemWritableFileStream};

use super::disk::words;

/// At least so long, in ms, between two checkpoints, ...
const EVERY_MS: f64 = 10_000.0;
/// ... and so many times what the last one took.
const SHARE: f64 = 20.0;

/// The file, open for writing.
pub(super) struct Picked {
    handle: FileSystemFileHandle,
    stream: RefCell<FileSystemWritableFileStream>,
    length: Cell<f64>,
    committed_ms: Cell<f64>,
    cost_ms: Cell<f64>,
}

impl Picked {
    /// Opens it, with what is in it.
    pub(super) async fn open(handle: FileSystemFileHandle) -> Result<Self, String> {
        let begun_ms = js_sys::Date::now();
        let file: File = done(handle.get_file()).await?.unchecked_into();
        let length = Cell::new(file.size());
        let stream = RefCell::new(writable(&handle).await?);
        let now_ms = js_sys::Date::now();
        Ok(Self { handle, stream, length, committed_ms: Cell::new(now_ms), cost_ms: Cell::new(now_ms - begun_ms) })
    }

    pub(super) fn name(&self) -> String {
        self.handle.name()
    }

    pub(super) async fn append(&self, bytes: &[u8]) -> Result<(), String> {
        let at = self.length.get();
        self.write(at, bytes).await?;
        self.length.set(at + bytes.len() as f64);
        Ok(())
    }

    pub(super) async fn write(&self, at: f64, bytes: &[u8]) -> Result<(), String> {
        let stream = self.stream.borrow().clone();
        done(stream.seek_with_f64(at).map_err(words)?).await?;
        done(stream.write_with_u8_array(bytes).map_err(words)?).await.map(|_| ())
    }

    /// Cuts it off. It is shorter than that only if somebody has changed it.
    pub(super) async fn truncate(&self, length: f64) -> Result<(), String> {
        if self.length.get() < length {
            return Err(format!("{}: {} < {length}", self.name(), self.length.get()));
        }
        let stream = self.stream.borrow().clone();
        done(stream.truncate_with_f64(length).map_err(words)?).await?;
        self.length.set(length);
        Ok(())
    }

    /// Whether it is time to make sure of what was written.
    pub(super) fn is_time(&self) -> bool {
        js_sys::Date::now() - self.committed_ms.get() >= EVERY_MS.max(self.cost_ms.get() * SHARE)
    }

    /// Makes sure of what was written, and goes on.
    pub(super) async fn commit(&self) -> Result<(), String> {
        let begun_ms = js_sys::Date::now();
        self.close().await?;
        let stream = writable(&self.handle).await?;
        *self.stream.borrow_mut() = stream;
        let now_ms = js_sys::Date::now();
        self.committed_ms.set(now_ms);
        self.cost_ms.set(now_ms - begun_ms);
        Ok(())
    }

    /// Makes sure of what was written; the file is free.
    pub(super) async fn close(&self) -> Result<(), String> {
        let stream = self.stream.borrow().clone();
        done(stream.close()).await.map(|_| ())
    }

    /// Leaves it as it was when it was last made sure of.
    pub(super) fn abandon(&self) {
        // One that is closed already rejects, which is as good.
        let aborted = JsFuture::from(self.stream.borrow().abort());
        wasm_bindgen_futures::spawn_local(async move {
            let _ = aborted.await;
        });
    }
}

async fn writable(handle: &FileSystemFileHandle) -> Result<FileSystemWritableFileStream, String> {
    let options = FileSystemCreateWritableOptions::new();
    options.set_keep_existing_data(true);
    done(handle.create_writable_with_options(&options)).await.map(wasm_bindgen::JsCast::unchecked_into)
}

async fn done(promise: Promise) -> Result<JsValue, String> {
    JsFuture::from(promise).await.map_err(words)
}
