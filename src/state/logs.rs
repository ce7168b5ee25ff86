//! The log that is open in the log explorer, and the worker that reads it. It stays open while one looks at other pages;
//! a reload ends it, for browsers do not let pages open files again.

use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, File};

use crate::browser::clock;
use crate::logs::protocol::{Answer, Ask, FileName, LogTalk, ReadProgress, Told, Trouble, View};
use crate::runs::speed;
use crate::state::boxed::effect;
use crate::state::lasting::Lasting;
use crate::state::link::Link;

/// While the log is being read, a view is asked for again after this time, in ms …
const EVERY_MS: f64 = 1000.0;

/// … or after this many times of what it took, so that the worker mostly reads.
const PATIENCE: f64 = 4.0;

/// How far reading has come, and for how long it has been going on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogReading {
    /// What the worker says.
    pub progress: ReadProgress,
    /// Since the log was opened, in ms.
    pub spent_ms: f64,
}

impl LogReading {
    /// Bytes a second; `None` before there is anything to divide.
    #[must_use]
    pub fn rate(&self) -> Option<u64> {
        speed::per_second(self.progress.read, self.spent_ms)
    }

    /// How long it will take from here, in ms.
    #[must_use]
    pub fn left_ms(&self) -> Option<u64> {
        speed::left_ms(self.progress.size.saturating_sub(self.progress.read), self.rate())
    }
}

/// Hears an answer once.
type Hear = Box<dyn FnOnce(Result<Answer, Trouble>, Option<Blob>)>;

/// What only the page's own thread knows.
#[derive(Default)]
struct Inner {
    files: Vec<File>,
    waiting: HashMap<u32, Hear>,
    next: u32,
    began_ms: f64,
}

/// The open log.
#[derive(Clone, Copy)]
pub struct Logs {
    /// Counts openings; `None` while nothing is open.
    opening: RwSignal<Option<u32>>,
    reading: RwSignal<LogReading>,
    link: Link<LogTalk>,
    inner: StoredValue<Inner, LocalStorage>,
}

impl Logs {
    /// The log of the app that a component runs in.
    pub fn use_() -> Self {
        Lasting::get(|| Self {
            opening: RwSignal::new(None),
            reading: RwSignal::new(LogReading::default()),
            link: Link::new(),
            inner: StoredValue::new_local(Inner::default()),
        })
    }

    /// Whether a log is open, tracked.
    pub fn is_open(self) -> bool {
        self.opening.with(Option::is_some)
    }

    /// How far it is, tracked.
    pub fn reading(self) -> LogReading {
        self.reading.get()
    }

    /// Whether it is still being read, tracked.
    pub fn is_reading(self) -> bool {
        self.link.failure().is_none() && self.reading.with(|reading| !reading.progress.is_done)
    }

    /// Why the worker cannot go on, in the browser's words, tracked.
    pub fn failure(self) -> Option<String> {
        self.link.failure()
    }

    /// Opens these files in place of what was open. The worker is a new one, so that all the memory of the old one is
    /// free again.
    pub fn open(self, files: Vec<File>) {
        self.link.start(move |told, beside| self.hear(told, beside.and_then(|beside| beside.dyn_into().ok())), || ());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let names: Vec<FileName> =
            files.iter().map(|file| FileName { name: file.name(), size: file.size() as u64 }).collect();
        let size = names.iter().map(|file| file.size).sum();
        self.reading.set(LogReading { progress: ReadProgress { size, ..ReadProgress::default() }, spent_ms: 0.0 });
        self.inner.update_value(|inner| {
            inner.began_ms = clock::stopwatch_ms();
            inner.waiting.clear();
            inner.files.clone_from(&files);
        });
        let files: Vec<JsValue> = files.into_iter().map(JsValue::from).collect();
        self.link.ask(&Ask::Open(names), &files);
        let count = self.inner.try_update_value(|inner| {
            inner.next = inner.next.wrapping_add(1);
            inner.next
        });
        self.opening.set(count);
    }

    /// Opens the same files again, from the beginning.
    pub fn open_again(self) {
        if let Some(files) = self.inner.try_with_value(|inner| inner.files.clone()) {
            self.open(files);
        }
    }

    /// Stops reading; what has been read stays.
    pub fn stop(self) {
        self.link.ask(&Ask::Stop, &[]);
    }

    /// Forgets it all, and frees its memory.
    pub fn close(self) {
        self.opening.set(None);
        self.link.end();
        let next = self.inner.try_with_value(|inner| inner.next).unwrap_or_default();
        self.inner.set_value(Inner { next, ..Inner::default() });
    }

    /// Asks one thing once. `hear` is called when the answer is there, unless another log is opened before.
    pub fn once(self, view: View, hear: impl FnOnce(Result<Answer, Trouble>, Option<Blob>) + 'static) {
        self.send(view, Box::new(hear));
    }

    /// Asks now, whenever the question changes, and now and then while the log is being read; once more at its end. Belongs
    /// to the component that calls it: leaving it drops the answer. `pick` takes the kind of answer that is expected.
    pub fn ask<T: Send + Sync + 'static>(
        self,
        question: impl Fn() -> Option<View> + Send + Sync + 'static,
        pick: fn(Answer) -> Option<T>,
    ) -> Asked<T> {
        let answer = RwSignal::new(None);
        let take = move |heard: Result<Answer, Trouble>| {
            let picked = heard.map(pick);
            // Another kind of answer than asked for is none.
            let known = picked.transpose();
            answer.try_set(known);
        };
        Asked { answer, is_waiting: self.ask_boxed(Box::new(question), Rc::new(take)) }
    }

    fn ask_boxed(
        self,
        question: Box<dyn Fn() -> Option<View> + Send + Sync>,
        take: Rc<dyn Fn(Result<Answer, Trouble>)>,
    ) -> RwSignal<bool> {
        let question = Memo::new(move |_| question());
        let is_waiting = RwSignal::new(false);
        let last = StoredValue::new(Last::default());
        effect(move || {
            let now = Last {
                view: question.get(),
                opening: self.opening.get(),
                is_done: self.reading.with(|reading| reading.progress.is_done),
                asked_ms: clock::stopwatch_ms(),
                took_ms: last.with_value(|last| last.took_ms),
                id: None,
            };
            let (is_new, is_due) = last.with_value(|last| (now.is_other_than(last), now.is_due_after(last)));
            if !is_new && !is_due {
                return;
            }
            self.forget(last.with_value(|last| last.id));
            let asked_ms = now.asked_ms;
            let take = Rc::clone(&take);
            let hear: Hear = Box::new(move |answer, _| {
                last.try_update_value(|last| {
                    last.id = None;
                    last.took_ms = clock::stopwatch_ms() - asked_ms;
                });
                is_waiting.try_set(false);
                take(answer);
            });
            let id = now.view.clone().filter(|_| now.opening.is_some()).and_then(|view| self.send(view, hear));
            is_waiting.set(id.is_some() && (is_new || now.is_done));
            last.set_value(Last { id, ..now });
        });
        on_cleanup(move || self.forget(last.try_with_value(|last| last.id).flatten()));
        is_waiting
    }

    /// Sends a question; gives its number.
    fn send(self, view: View, hear: Hear) -> Option<u32> {
        let id = self.inner.try_update_value(|inner| {
            inner.next = inner.next.wrapping_add(1);
            inner.waiting.insert(inner.next, hear);
            inner.next
        })?;
        self.link.ask(&Ask::View { id, view }, &[]);
        Some(id)
    }

    /// Drops the answer to a question that nobody asks any more.
    fn forget(self, id: Option<u32>) {
        if let Some(id) = id {
            self.inner.try_update_value(|inner| inner.waiting.remove(&id));
        }
    }

    fn hear(self, told: Told, blob: Option<Blob>) {
        match told {
            Told::Progress(progress) => {
                let began_ms = self.inner.try_with_value(|inner| inner.began_ms).unwrap_or_default();
                self.reading.set(LogReading { progress, spent_ms: clock::stopwatch_ms() - began_ms });
            }
            Told::View { id, answer } => {
                // Too late, or for a page that is gone: nobody waits for it.
                let hear = self.inner.try_update_value(|inner| inner.waiting.remove(&id)).flatten();
                if let Some(hear) = hear {
                    hear(answer, blob);
                }
            }
        }
    }
}

/// What was asked last.
#[derive(Clone, Debug, Default)]
struct Last {
    view: Option<View>,
    opening: Option<u32>,
    /// Whether the log had been read to its end.
    is_done: bool,
    asked_ms: f64,
    /// How long the answer before took, in ms.
    took_ms: f64,
    /// The question that waits for its answer.
    id: Option<u32>,
}

impl Last {
    fn is_other_than(&self, last: &Self) -> bool {
        self.view != last.view || self.opening != last.opening
    }

    /// Whether the same question has another answer by now.
    fn is_due_after(&self, last: &Self) -> bool {
        // Lines stay as they are.
        if matches!(self.view, Some(View::Lines { .. })) {
            return false;
        }
        let pause = EVERY_MS.max(last.took_ms * PATIENCE);
        self.is_done != last.is_done || (last.id.is_none() && self.asked_ms - last.asked_ms >= pause)
    }
}

/// A question and its newest answer.
pub struct Asked<T: Send + Sync + 'static> {
    answer: RwSignal<Option<Result<T, Trouble>>>,
    is_waiting: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asked<T> {}

impl<T: Send + Sync + 'static> Asked<T> {
    /// Looks at the answer, tracked; `None` before the first, and for one that is trouble.
    pub fn with<R>(self, look: impl FnOnce(Option<&T>) -> R) -> R {
        self.answer.with(|answer| look(answer.as_ref().and_then(|answer| answer.as_ref().ok())))
    }

    /// The same without tracking, for event handlers.
    pub fn with_untracked<R>(self, look: impl FnOnce(Option<&T>) -> R) -> R {
        self.answer.with_untracked(|answer| look(answer.as_ref().and_then(|answer| answer.as_ref().ok())))
    }

    /// Why there is no answer, tracked.
    pub fn trouble(self) -> Option<Trouble> {
        self.answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().err().cloned()))
    }

    /// Whether what is shown answers an earlier question or, now that the log has been read to its end, was counted before
    /// that. Tracked.
    pub fn is_waiting(self) -> bool {
        self.is_waiting.get()
    }
}
