//! A read that a page shows: fetched again when what it depends on changes, aborted when the page is left, and with
//! the old data on the screen until the new is there.
//!
//! Written by hand (the framework's resource drops the old data on an error and does not abort requests).

use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::browser::clock;
use crate::state::boxed::effect;
use crate::state::online;
use crate::state::sessions::Sessions;

/// Why there is no (fresh) data.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The request failed.
    Error(ApiError),
    /// The user did not want to wait any longer.
    Cancelled,
}

/// The part of a read that does not depend on what is read, compiled once for all of them.
#[derive(Clone, Copy)]
struct QueryState {
    failure: RwSignal<Option<Failure>>,
    loading: RwSignal<bool>,
    /// When the data came, in ms since 1970.
    read_at: RwSignal<Option<u64>>,
    again: RwSignal<u32>,
    running: StoredValue<Option<AbortHandle>>,
}

impl QueryState {
    /// Runs `read` now and on every change. A run that is overtaken or left is dropped, and its request aborted.
    fn start(read: Box<dyn Fn() -> LocalBoxFuture<'static, Result<(), ApiError>>>) -> Self {
        let sessions = Sessions::use_();
        let state = Self {
            failure: RwSignal::new(None),
            loading: RwSignal::new(true),
            read_at: RwSignal::new(None),
            again: RwSignal::new(0),
            running: StoredValue::new(None),
        };
        online::whenever(move || state.try_again());
        effect(move || {
            state.again.track();
            sessions.track_epoch();
            let (task, handle) = abortable(read());
            let abort = handle.clone();
            on_cleanup(move || abort.abort());
            state.running.set_value(Some(handle));
            state.loading.set(true);
            spawn_local(async move {
                if let Ok(outcome) = task.await {
                    state.settle(outcome, sessions);
                }
            });
        });
        state
    }

    /// The page may be gone by now, so nothing here may insist on its signals.
    fn settle(self, outcome: Result<(), ApiError>, sessions: Sessions) {
        if outcome.is_ok() {
            self.read_at.try_set(Some(clock::now()));
        }
        let failure = outcome.err();
        if failure.as_ref().is_some_and(ApiError::is_not_admin) {
            sessions.lost_admin_right();
        }
        self.failure.try_set(failure.map(Failure::Error));
        self.loading.try_set(false);
    }

    fn reload(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }

    /// Reads again what may have failed for want of a connection.
    fn try_again(self) {
        let failed =
            |failure: &Option<Failure>| matches!(failure, Some(Failure::Error(error)) if online::may_mend(error));
        if self.failure.try_with_untracked(failed) == Some(true) {
            self.reload();
        }
    }

    fn cancel(self) {
        if let Some(running) = self.running.get_value() {
            running.abort();
        }
        self.loading.set(false);
        self.failure.set(Some(Failure::Cancelled));
    }
}

/// A read and its data.
pub struct Query<T: Send + Sync + 'static> {
    data: RwSignal<Option<T>>,
    state: QueryState,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: PartialEq + Send + Sync + 'static> Query<T> {
    /// Begins to read. `fetch` is called at once and again whenever a signal that it reads (before its future)
    /// changes, after a new sign-in, and on [`Query::reload`].
    pub fn new<R>(fetch: impl Fn() -> R + 'static) -> Self
    where
        R: Future<Output = Result<T, ApiError>> + 'static,
    {
        let data = RwSignal::new(None);
        let state = QueryState::start(Box::new(move || {
            let fetching = fetch();
            Box::pin(async move {
                let fresh = Some(fetching.await?);
                // The same data again is no change: nothing is drawn anew, and forms beside it stay as they are.
                if data.try_with_untracked(|old| *old == fresh) == Some(false) {
                    data.try_set(fresh);
                }
                Ok(())
            })
        }));
        Self { data, state }
    }

    /// Looks at the data, tracked; `None` until the first answer.
    pub fn with<R>(self, look: impl FnOnce(&Option<T>) -> R) -> R {
        self.data.with(look)
    }

    /// Reads again.
    pub fn reload(self) {
        self.state.reload();
    }

    /// What [`Load`](crate::components::Load) needs to show the state.
    pub fn status(self) -> Status {
        let data = self.data;
        Status { has_data: Memo::new(move |_| data.with(Option::is_some)), state: self.state }
    }
}

/// The state of a read, whatever is read.
#[derive(Clone, Copy)]
pub struct Status {
    has_data: Memo<bool>,
    state: QueryState,
}

impl Status {
    /// Whether there is any data, tracked.
    pub fn has_data(self) -> bool {
        self.has_data.get()
    }

    /// The failure of the last read, tracked.
    pub fn failure(self) -> Option<Failure> {
        self.state.failure.get()
    }

    /// Whether a read is under way, tracked.
    pub fn loading(self) -> bool {
        self.state.loading.get()
    }

    /// When the data came, in ms since 1970, tracked.
    pub fn read_at(self) -> Option<u64> {
        self.state.read_at.get()
    }

    /// Reads again.
    pub fn reload(self) {
        self.state.reload();
    }

    /// Stops waiting.
    pub fn cancel(self) {
        self.state.cancel();
    }
}
