//! The export that this tab makes, and the worker that makes it. It goes on while one looks at other pages; after a reload
//! the page offers to go on with what is kept.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

use crate::api::account::{Logout, WhoAmI};
use crate::api::wire::Client;
use crate::browser::worker::Worker;
use crate::browser::{clock, save, wire};
use crate::export::options::Options;
use crate::export::preview::Preview;
use crate::export::progress::{Progress, Waiting};
use crate::export::protocol::{Ask, Kept, Stopped, Told};
use crate::export::run::Outcome;
use crate::model::file_name::file_name;
use crate::model::secret::Secret;
use crate::state::api::{self, Api};
use crate::state::lasting::Lasting;
use crate::state::sessions::Sessions;

/// What is going on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing.
    #[default]
    Idle,
    /// The server is asked what there is.
    Asking,
    /// An export runs.
    Running,
}

/// What only the page's own thread knows.
#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    puppets: Vec<Secret>,
    /// The exports that are still to be made after this one.
    queue: Vec<Options>,
    began_ms: f64,
    began_bytes: u64,
}

/// The exports of this tab.
#[derive(Clone, Copy)]
pub struct Exports {
    sessions: Sessions,
    api: Api,
    /// Whose, and how.
    pub options: RwSignal<Option<Options>>,
    /// What is going on.
    pub phase: RwSignal<Phase>,
    /// What is kept in the browser for this user.
    pub kept: RwSignal<Option<Kept>>,
    /// What there is.
    pub preview: RwSignal<Option<Preview>>,
    /// How far it is.
    pub progress: RwSignal<Progress>,
    /// Why it waits.
    pub waiting: RwSignal<Option<Waiting>>,
    /// Whether it is paused.
    pub is_paused: RwSignal<bool>,
    /// What came of it.
    pub outcome: RwSignal<Option<Outcome>>,
    /// Why it ended.
    pub stopped: RwSignal<Option<Stopped>>,
    /// Why the worker cannot run, in the browser's words.
    pub failure: RwSignal<Option<String>>,
    /// How many exports come after this one.
    pub left: RwSignal<usize>,
    inner: StoredValue<Inner, LocalStorage>,
}

impl Exports {
    /// The exports of the app that a component runs in.
    pub fn use_() -> Self {
        let (sessions, api) = (Sessions::use_(), Api::use_());
        Lasting::get(|| {
            let exports = Self {
                sessions,
                api,
                options: RwSignal::new(None),
                phase: RwSignal::new(Phase::Idle),
                kept: RwSignal::new(None),
                preview: RwSignal::new(None),
                progress: RwSignal::new(Progress::default()),
                waiting: RwSignal::new(None),
                is_paused: RwSignal::new(false),
                outcome: RwSignal::new(None),
                stopped: RwSignal::new(None),
                failure: RwSignal::new(None),
                left: RwSignal::new(0),
                inner: StoredValue::new_local(Inner::default()),
            };
            wire::on_leaving(move || exports.revoke_at_leaving());
            exports
        })
    }

    /// Turns to a user: looks what is kept, and forgets what was known of another.
    pub fn turn_to(self, options: Options) {
        if self.phase.get_untracked() != Phase::Idle {
            return;
        }
        self.kept.set(None);
        self.preview.set(None);
        self.outcome.set(None);
        self.stopped.set(None);
        self.ask(&Ask::Look(options.clone()));
        self.options.set(Some(options));
    }

    /// Asks what there is.
    pub fn ask_preview(self, options: Options) {
        self.stopped.set(None);
        self.phase.set(Phase::Asking);
        self.options.set(Some(options.clone()));
        self.ask(&Ask::Preview(options));
    }

    /// Makes these exports, one after the other.
    pub fn begin(self, mut list: Vec<Options>) {
        if list.is_empty() {
            return;
        }
        let first = list.remove(0);
        self.left.set(list.len());
        self.inner.update_value(|inner| inner.queue = list);
        self.run(first, false);
    }

    /// Goes on with the one that is kept.
    pub fn go_on(self, options: Options) {
        self.run(options, true);
    }

    fn run(self, options: Options, goes_on: bool) {
        self.outcome.set(None);
        self.stopped.set(None);
        self.waiting.set(None);
        self.is_paused.set(false);
        self.progress.set(Progress::default());
        self.phase.set(Phase::Running);
        self.options.set(Some(options.clone()));
        self.inner.update_value(|inner| (inner.began_ms, inner.began_bytes) = (0.0, 0));
        self.ask(&if goes_on { Ask::GoOn(options) } else { Ask::Begin(options) });
    }

    /// Stops for a while, or goes on.
    pub fn pause(self, is_paused: bool) {
        self.is_paused.set(is_paused);
        self.ask(if is_paused { &Ask::Pause } else { &Ask::Resume });
    }

    /// Ends it; what is there is kept.
    pub fn stop(self) {
        self.ask(&Ask::Stop);
        self.revoke();
        self.left.set(0);
        self.phase.set(Phase::Idle);
        self.waiting.set(None);
        self.inner.update_value(|inner| inner.queue.clear());
        self.look_again();
    }

    /// Saves the file that is done.
    pub fn save(self) {
        self.with_options(Ask::Fetch);
    }

    /// Throws away what is kept.
    pub fn delete(self) {
        self.outcome.set(None);
        self.with_options(Ask::Delete);
    }

    /// Bytes a second, and how long it will take from here, in ms: by media while there are some, else by events.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn pace(self) -> (Option<u64>, Option<u64>) {
        let progress = self.progress.get();
        let known = self.inner.with_value(|inner| (inner.began_ms, inner.began_bytes));
        let spent_ms = clock::stopwatch_ms() - known.0;
        if known.0 <= 0.0 || spent_ms < 1_000.0 {
            return (None, None);
        }
        let rate = progress.bytes.saturating_sub(known.1) as f64 / spent_ms;
        let share = share(&progress);
        let left = (share > 0.02).then(|| (spent_ms / share - spent_ms).max(0.0) as u64);
        (Some((rate * 1000.0) as u64), left)
    }

    fn look_again(self) {
        self.with_options(Ask::Look);
    }

    fn with_options(self, ask: fn(Options) -> Ask) {
        if let Some(options) = self.options.get_untracked() {
            self.ask(&ask(options));
        }
    }

    fn ask(self, ask: &Ask) {
        let is_running = self.inner.with_value(|inner| inner.worker.is_some());
        if !is_running {
            let hear = move |bytes: Vec<u8>, blob| self.hear(&bytes, blob);
            let started = Worker::start("export", hear, move |words| self.fail(words));
            match started {
                Ok(worker) => self.inner.update_value(|inner| inner.worker = Some(worker)),
                Err(words) => return self.fail(words),
            }
        }
        // Plain values can always be written.
        let bytes = postcard::to_allocvec(ask).unwrap_or_default();
        let sent = self.inner.with_value(|inner| inner.worker.as_ref().map(|worker| worker.post(&bytes, &[])));
        if let Some(Err(words)) = sent {
            self.fail(words);
        }
    }

    fn fail(self, words: String) {
        self.inner.update_value(|inner| inner.worker = None);
        self.phase.set(Phase::Idle);
        self.failure.set(Some(words));
    }

    fn hear(self, bytes: &[u8], blob: Option<Blob>) {
        // Worker and page are of one build.
        let Ok(told) = postcard::from_bytes::<Told>(bytes) else { return };
        match told {
            Told::Kept(kept) => self.kept.set(kept),
            Told::Preview(preview) => {
                self.phase.set(Phase::Idle);
                self.preview.set(Some(*preview));
            }
            Told::Progress(progress) => self.progressed(*progress),
            Told::Waits(waiting) => self.waiting.set(waiting),
            Told::NeedToken(_) => self.give_token(),
            Told::Puppets(tokens) => {
                let tokens = tokens.iter().map(|token| Secret::new(token)).collect();
                self.inner.update_value(|inner| inner.puppets = tokens);
            }
            Told::Done(outcome) => self.done(outcome),
            Told::Stopped(stopped) => {
                self.phase.set(Phase::Idle);
                self.waiting.set(None);
                self.stopped.set(Some(stopped));
                self.left.set(0);
                self.look_again();
            }
            Told::File => self.save_file(blob),
        }
    }

    fn progressed(self, progress: Progress) {
        self.inner.update_value(|inner| {
            if inner.began_ms <= 0.0 {
                (inner.began_ms, inner.began_bytes) = (clock::stopwatch_ms(), progress.bytes);
            }
        });
        self.progress.set(progress);
    }

    fn done(self, outcome: Outcome) {
        self.outcome.set(Some(outcome));
        self.phase.set(Phase::Idle);
        self.waiting.set(None);
        self.save();
    }

    /// Saves the file; then it is the next one's turn.
    fn save_file(self, blob: Option<Blob>) {
        let Some((blob, options)) = blob.zip(self.options.get_untracked()) else { return };
        let name = file_name(&["export", &options.user_id], "zip");
        // Whether it was saved, no browser tells; the button stays.
        let _ = save::save_blob(&name, &blob);
        let next = self.inner.try_update_value(|inner| (!inner.queue.is_empty()).then(|| inner.queue.remove(0)));
        if let Some(next) = next.flatten() {
            self.left.update(|left| *left = left.saturating_sub(1));
            self.kept.set(None);
            self.run(next, false);
        } else {
            self.look_again();
        }
    }

    /// Hands over a token that is good: asking anything renews one that is over.
    fn give_token(self) {
        spawn_local(async move {
            // Whether it went well, the token itself tells.
            let _ = self.api.call(WhoAmI).await;
            let base_url = self.options.get_untracked().map(|options| options.base_url);
            let session =
                self.sessions.current_untracked().filter(|session| Some(&session.base_url) == base_url.as_ref());
            let token = session.map(|session| session.access_token.reveal().to_owned());
            self.ask(&Ask::Token(token));
        });
    }

    /// Ends the user's tokens.
    fn revoke(self) {
        let Some(options) = self.options.get_untracked() else { return };
        let tokens = self.inner.try_update_value(|inner| std::mem::take(&mut inner.puppets)).unwrap_or_default();
        spawn_local(async move {
            let client = Client::new(api::wire(), &options.base_url);
            for token in tokens {
                // One that is over already is as good.
                let _ = client.call(Some(&token), &Logout).await;
            }
        });
    }

    fn revoke_at_leaving(self) {
        let Some(options) = self.options.get_untracked() else { return };
        let tokens = self.inner.with_value(|inner| inner.puppets.clone());
        for token in tokens {
            wire::farewell(&format!("{}/_matrix/client/v3/logout", options.base_url), &token);
        }
    }
}

/// How much of the work is done, from 0 to 1. Files count by their bytes, events by a kilobyte each.
#[allow(clippy::cast_precision_loss)]
#[must_use]
pub fn share(progress: &Progress) -> f64 {
    let all = progress.events_estimate * 1000 + progress.media_bytes.1;
    let events = (progress.events + progress.room_events).min(progress.events_estimate);
    let done = events * 1000 + progress.media_bytes.0;
    if all == 0 { 0.0 } else { (done as f64 / all as f64).min(1.0) }
}
