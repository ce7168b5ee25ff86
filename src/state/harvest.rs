//! A long read, page by page, with no silent cap: its progress, a way to stop and go on, and what has come so far stays
//! usable.

use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::browser::clock;
use crate::runs::speed;
use crate::state::online;

/// One page of a long read.
pub struct Batch<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// How many rows there are in all, as far as the server tells.
    pub total: Option<u64>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<u64>,
}

impl<T> Batch<T> {
    /// A page of a list that is read by offset: it ends where a page is empty or the total, if one is known, is reached.
    #[must_use]
    pub fn by_offset(from: u64, rows: Vec<T>, total: Option<u64>) -> Self {
        let next = from.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        let more = !rows.is_empty() && total.is_none_or(|total| next < total);
        Self { rows, total, next: more.then_some(next) }
    }
}

/// How far a long read has come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HarvestProgress {
    /// Rows so far.
    pub done: u64,
    /// Rows in all, when known.
    pub total: Option<u64>,
    /// For how long it has been read, in ms, without the time that it stood still.
    pub spent_ms: f64,
}

impl HarvestProgress {
    /// Rows a second; `None` before there is anything to divide.
    #[must_use]
    pub fn rate(self) -> Option<u64> {
        speed::per_second(self.done, self.spent_ms)
    }
}

/// Where a long read stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Not begun.
    Idle,
    /// On its way.
    Running,
    /// All of it is here.
    Done,
    /// The user stopped it; it can go on.
    Stopped,
    /// A page failed; it can go on.
    Failed(ApiError),
}

/// The state of a long read, whatever is read.
#[derive(Clone, Copy)]
pub struct Harvesting {
    stage: RwSignal<Stage>,
    progress: RwSignal<HarvestProgress>,
    /// When the last page came, in ms since 1970.
    read_at: RwSignal<Option<u64>>,
    running: StoredValue<Option<AbortHandle>>,
    next: StoredValue<u64>,
    resume: Callback<()>,
}

impl Harvesting {
    /// Where it stands, tracked.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// Whether all of it is here, tracked: a list that ends before its total was not read whole.
    pub fn is_whole(self) -> bool {
        let progress = self.progress();
        self.stage() == Stage::Done && progress.total.is_none_or(|total| progress.done >= total)
    }

    /// How far it is, tracked.
    pub fn progress(self) -> HarvestProgress {
        self.progress.get()
    }

    /// Stops it, if it is on its way. What has come stays.
    pub fn stop(self) {
        if let Some(running) = self.running.try_get_value().flatten() {
            running.abort();
        }
        if self.stage.try_get_untracked() == Some(Stage::Running) {
            self.stage.try_set(Stage::Stopped);
        }
    }

    /// Begins it, or goes on where it stopped or failed.
    pub fn go_on(self) {
        self.resume.run(());
    }

    /// Begins anew. The old rows stay until the first page of the new ones is here.
    pub fn restart(self) {
        self.stop();
        self.next.set_value(0);
        self.stage.set(Stage::Idle);
        self.resume.run(());
    }

    /// Stops when its component is left, and goes on when the browser is online again.
    fn begin(self) {
        online::whenever(move || {
            let failed = |stage: &Stage| matches!(stage, Stage::Failed(error) if online::may_mend(error));
            if self.stage.try_with_untracked(failed) == Some(true) {
                self.go_on();
            }
        });
        on_cleanup(move || self.stop());
    }

    /// When the last page came, in ms since 1970, tracked.
    pub fn read_at(self) -> Option<u64> {
        self.read_at.get()
    }
}

type Fetch<T> = dyn Fn(u64) -> LocalBoxFuture<'static, Result<Batch<T>, ApiError>>;

/// A long read and its rows. Belongs to the component that makes it: leaving that stops it.
pub struct Harvest<T: Send + Sync + 'static> {
    rows: RwSignal<Vec<T>>,
    state: Harvesting,
}

impl<T: Send + Sync + 'static> Clone for Harvest<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Harvest<T> {}

impl<T: Send + Sync + 'static> Harvest<T> {
    /// Reads nothing yet; [`Harvesting::go_on`] begins. `fetch` gets the offset of a page.
    pub fn new<R>(fetch: impl Fn(u64) -> R + 'static) -> Self
    where
        R: Future<Output = Result<Batch<T>, ApiError>> + 'static,
    {
        let fetch: StoredValue<std::rc::Rc<Fetch<T>>, LocalStorage> =
            StoredValue::new_local(std::rc::Rc::new(move |from| Box::pin(fetch(from))));
        let rows = RwSignal::new(Vec::new());
        let (stage, progress) = (RwSignal::new(Stage::Idle), RwSignal::new(HarvestProgress::default()));
        let read_at = RwSignal::new(None);
        let running = StoredValue::new(None::<AbortHandle>);
        let next = StoredValue::new(0);
        let resume = Callback::new(move |()| {
            if stage.with_untracked(|stage| matches!(stage, Stage::Running | Stage::Done)) {
                return;
            }
            stage.set(Stage::Running);
            let (task, handle) = abortable(run(fetch.get_value(), rows, progress, read_at, next));
            running.set_value(Some(handle));
            spawn_local(async move {
                if let Ok(outcome) = task.await {
                    stage.try_set(outcome.map_or_else(Stage::Failed, |()| Stage::Done));
                }
            });
        });
        let state = Harvesting { stage, progress, read_at, running, next, resume };
        state.begin();
        Self { rows, state }
    }

    /// Looks at the rows so far, tracked.
    pub fn with<R>(self, look: impl FnOnce(&[T]) -> R) -> R {
        self.rows.with(|rows| look(rows))
    }

    /// The same without tracking, for event handlers.
    pub fn with_untracked<R>(self, look: impl FnOnce(&[T]) -> R) -> R {
        self.rows.with_untracked(|rows| look(rows))
    }

    /// Changes the rows, when one of them was read again on its own. The harvest may be gone.
    pub fn update(self, change: impl FnOnce(&mut Vec<T>)) {
        self.rows.try_update(change);
    }

    /// Its state.
    pub fn state(self) -> Harvesting {
        self.state
    }
}

async fn run<T: Send + Sync + 'static>(
    fetch: std::rc::Rc<Fetch<T>>,
    rows: RwSignal<Vec<T>>,
    progress: RwSignal<HarvestProgress>,
    read_at: RwSignal<Option<u64>>,
    next: StoredValue<u64>,
) -> Result<(), ApiError> {
    // The component may be gone after any page; then there is nothing left to do.
    while let Some(from) = next.try_get_value() {
        let asked = clock::now_ms();
        let batch = fetch(from).await?;
        let count = u64::try_from(batch.rows.len()).unwrap_or(u64::MAX);
        rows.try_update(|rows| {
            // The first page takes the place of what an earlier read left.
            if from == 0 {
                rows.clear();
            }
            rows.extend(batch.rows);
        });
        read_at.try_set(Some(clock::now()));
        progress.try_update(|progress| {
            if from == 0 {
                *progress = HarvestProgress::default();
            }
            progress.done = progress.done.saturating_add(count);
            progress.total = batch.total.or(progress.total);
            progress.spent_ms += clock::now_ms() - asked;
        });
        match batch.next {
            Some(offset) => next.try_set_value(offset),
            None => return Ok(()),
        };
    }
    Ok(())
}
