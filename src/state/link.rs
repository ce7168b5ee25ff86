//! The page's end of its link to a Web Worker; `workers/link.rs` is the worker's. What is asked and told are values of the
//! core ([`Talk`]); files travel beside them.

use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser::worker::Worker;
use crate::model::talk::{Talk, pack, unpack};

/// A worker that runs, or can be started.
pub struct Link<T: Talk> {
    line: Line,
    talk: PhantomData<fn() -> T>,
}

impl<T: Talk> Clone for Link<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Talk> Copy for Link<T> {}

/// The same whatever is said.
#[derive(Clone, Copy)]
struct Line {
    worker: StoredValue<Option<Running>, LocalStorage>,
    failure: RwSignal<Option<String>>,
}

/// A worker, and who is called when it cannot run any more.
type Running = (Worker, Rc<dyn Fn()>);

/// Hears what the worker tells, and what travels beside it.
type Hear = Box<dyn Fn(Vec<u8>, Option<JsValue>)>;

impl<T: Talk> Link<T> {
    /// Nothing runs yet.
    #[must_use]
    pub fn new() -> Self {
        Self { line: Line { worker: StoredValue::new_local(None), failure: RwSignal::new(None) }, talk: PhantomData }
    }

    /// Why the worker cannot run (any more), in the browser's words, tracked.
    pub fn failure(self) -> Option<String> {
        self.line.failure.get()
    }

    /// Whether there is a worker.
    pub fn is_running(self) -> bool {
        self.line.worker.with_value(Option::is_some)
    }

    /// Starts the worker, in place of one that runs. `fail` is called when it cannot run (any more); [`Link::failure`] has
    /// the words then.
    pub fn start(self, hear: impl Fn(T::Told, Option<JsValue>) + 'static, fail: impl Fn() + 'static) {
        let hear: Hear = Box::new(move |bytes, beside| {
            // What no worker of this build tells is nothing.
            if let Some(told) = unpack(&bytes) {
                hear(told, beside);
            }
        });
        self.line.start(T::WORKER, hear, Rc::new(fail));
    }

    /// Asks something; `beside` are files. Nobody hears it while no worker runs.
    pub fn ask(self, ask: &T::Ask, beside: &[JsValue]) {
        self.line.post(&pack(ask), beside);
    }

    /// Ends the worker, whatever it is doing, and frees its memory.
    pub fn end(self) {
        self.line.worker.set_value(None);
        self.line.failure.set(None);
    }
}

impl<T: Talk> Default for Link<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl Line {
    fn start(self, name: &str, hear: Hear, fail: Rc<dyn Fn()>) {
        self.failure.set(None);
        let told = fail.clone();
        match Worker::start(name, hear, move |words| self.failed(words, &*told)) {
            Ok(worker) => self.worker.set_value(Some((worker, fail))),
            Err(words) => self.failed(words, &*fail),
        }
    }

    fn post(self, bytes: &[u8], beside: &[JsValue]) {
        let posted = self.worker.with_value(|running| {
            let (worker, fail) = running.as_ref()?;
            worker.post(bytes, beside).err().map(|words| (words, fail.clone()))
        });
        if let Some((words, fail)) = posted {
            self.failed(words, &*fail);
        }
    }

    fn failed(self, words: String, fail: &dyn Fn()) {
        self.worker.set_value(None);
        self.failure.set(Some(words));
        fail();
    }
}
