//! Something a dialog does: one request (or a few), with pending, failure, and a way to stop waiting.

use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;

/// The state of an act.
#[derive(Clone, Copy)]
pub struct Act {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    stopped: RwSignal<bool>,
    running: StoredValue<Option<AbortHandle>>,
    carried: bool,
}

impl Act {
    /// Nothing done yet. Belongs to the component that makes it: leaving it aborts the request.
    pub fn here() -> Self {
        let act = Self::new(false);
        on_cleanup(move || {
            act.stop();
        });
        act
    }

    /// As [`Act::here`], but what has begun is carried to its end, also when the dialog is closed or its page left: only
    /// [`Act::stop`] ends it. For what changes the server.
    pub fn carried() -> Self {
        Self::new(true)
    }

    fn new(carried: bool) -> Self {
        Self {
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
            stopped: RwSignal::new(false),
            running: StoredValue::new(None),
            carried,
        }
    }

    /// Whether closing the dialog does not end it.
    pub fn is_carried(self) -> bool {
        self.carried
    }

    /// Does it, unless it is being done already. What follows a success is the end of `work`; the component may be
    /// gone by then, so it uses `try_` on what belongs to it.
    pub fn run(self, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        self.run_boxed(Box::pin(work));
    }

    fn run_boxed(self, work: LocalBoxFuture<'static, Result<(), ApiError>>) {
        if self.pending.get_untracked() {
            return;
        }
        let (task, handle) = abortable(work);
        self.running.set_value(Some(handle));
        self.pending.set(true);
        self.error.set(None);
        self.stopped.set(false);
        spawn_local(async move {
            if let Ok(outcome) = task.await {
                self.pending.try_set(false);
                self.error.try_set(outcome.err());
            }
        });
    }

    /// Stops waiting for it, if it is under way: `true`. The server may have done it all the same.
    pub fn stop(self) -> bool {
        if let Some(running) = self.running.try_get_value().flatten() {
            running.abort();
        }
        let was_pending = self.pending.try_get_untracked() == Some(true);
        self.pending.try_set(false);
        if was_pending {
            self.stopped.try_set(true);
        }
        was_pending
    }

    /// Forgets how it ended.
    pub fn forgive(self) {
        self.error.try_set(None);
        self.stopped.try_set(false);
    }

    /// Whether the last try was stopped, tracked.
    pub fn stopped(self) -> bool {
        self.stopped.get()
    }

    /// Whether it is under way, tracked.
    pub fn pending(self) -> bool {
        self.pending.get()
    }

    /// Why it failed, tracked.
    pub fn error(self) -> Option<ApiError> {
        self.error.get()
    }
}
