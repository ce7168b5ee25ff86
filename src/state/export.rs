//! The export that this tab makes, and the worker that makes it. It goes on while one looks at other pages; after a reload
//! the page offers to go on with what is kept.

use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, FileSystemFileHandle};

use crate::browser::{clock, pick, save, wire};
use crate::export::options::Options;
use crate::export::preview::Preview;
use crate::export::progress::{ExportProgress, Kept, Outcome};
use crate::export::protocol::{Ask, ExportTalk, Told};
use crate::model::file_name::file_name;
use crate::model::secret::Secret;
use crate::runs::stopped::Stopped;
use crate::runs::world::Waiting;
use crate::state::api::Api;
use crate::state::lasting::Lasting;
use crate::state::link::Link;
use crate::state::sessions::Sessions;
use crate::text::catalogue;

mod pace;
mod tokens;

pub use pace::share;

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
    puppets: Vec<Secret>,
    /// The exports that are still to be made after this one.
    queue: VecDeque<Wanted>,
    /// The file that the export goes to that is kept.
    kept_file: Option<FileSystemFileHandle>,
    began_ms: f64,
    began_bytes: u64,
}

/// An export to be made, and the file that somebody chose for it.
type Wanted = (Options, Option<FileSystemFileHandle>);

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
    /// All that are kept in the browser.
    pub all_kept: RwSignal<Vec<Kept>>,
    /// What there is.
    pub preview: RwSignal<Option<Preview>>,
    /// How far it is.
    pub progress: RwSignal<ExportProgress>,
    /// Why it waits.
    pub waiting: RwSignal<Option<Waiting>>,
    /// Whether it is paused.
    pub is_paused: RwSignal<bool>,
    /// What came of it.
    pub outcome: RwSignal<Option<Outcome>>,
    /// The name of the file that it is in, if somebody chose one.
    pub file: RwSignal<Option<String>>,
    /// Why it ended, or did not begin.
    pub stopped: RwSignal<Option<Stopped>>,
    /// That was the end of an export which ran.
    pub has_ended: RwSignal<bool>,
    /// How many exports are made in a row, and how many of them come after this one.
    pub all: RwSignal<usize>,
    /// See above.
    pub left: RwSignal<usize>,
    link: Link<ExportTalk>,
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
                all_kept: RwSignal::new(Vec::new()),
                preview: RwSignal::new(None),
                progress: RwSignal::new(ExportProgress::default()),
                waiting: RwSignal::new(None),
                is_paused: RwSignal::new(false),
                outcome: RwSignal::new(None),
                file: RwSignal::new(None),
                stopped: RwSignal::new(None),
                has_ended: RwSignal::new(false),
                all: RwSignal::new(0),
                left: RwSignal::new(0),
                link: Link::new(),
                inner: StoredValue::new_local(Inner::default()),
            };
            wire::on_leaving(move || exports.revoke_at_leaving());
            exports
        })
    }

    /// Turns to a user: looks what is kept, and forgets what was known of another. An export that runs is not disturbed.
    pub fn turn_to(self, options: Options) {
        if self.phase.get_untracked() == Phase::Running {
            return;
        }
        // What was asked about another is not heard any more.
        self.phase.set(Phase::Idle);
        self.left.set(0);
        self.kept.set(None);
        self.preview.set(None);
        self.outcome.set(None);
        self.stopped.set(None);
        self.ask(&Ask::Look(options.clone()), None);
        self.options.set(Some(options));
    }

    /// Asks what there is.
    pub fn ask_preview(self, options: Options) {
        self.left.set(0);
        self.stopped.set(None);
        self.phase.set(Phase::Asking);
        self.options.set(Some(options.clone()));
        self.ask(&Ask::Preview(options), None);
    }

    /// Makes these exports, one after the other, in the browser's storage. Each is saved when it is done.
    pub fn begin(self, list: Vec<Options>) {
        self.make(list.into_iter().map(|options| (options, None)).collect());
    }

    /// Makes them in files that the admin chooses first: a file for one, a folder for several.
    pub fn begin_on_disk(self, list: Vec<Options>) {
        spawn_local(async move {
            let names: Vec<String> = list.iter().map(zip_name).collect();
            let picked = match names.as_slice() {
                [name] => pick::file(name).await.map(|file| file.map(|file| vec![file])),
                names => pick::files_in_folder(names).await,
            };
            match picked {
                Ok(Some(files)) => self.make(list.into_iter().zip(files.into_iter().map(Some)).collect()),
                // The admin thought better of it.
                Ok(None) => {}
                Err(words) => self.has_stopped(Stopped::Disk(words)),
            }
        });
    }

    fn make(self, list: VecDeque<Wanted>) {
        self.all.set(list.len());
        self.left.set(list.len());
        self.inner.update_value(|inner| inner.queue = list);
        self.make_next();
    }

    /// The next one's turn. `false` when there is none.
    fn make_next(self) -> bool {
        let next = self.inner.try_update_value(|inner| inner.queue.pop_front()).flatten();
        let Some((options, file)) = next else { return false };
        self.left.update(|left| *left = left.saturating_sub(1));
        self.run(options, file, false);
        true
    }

    /// Looks for all that is kept.
    pub fn list(self) {
        self.ask(&Ask::List, None);
    }

    /// Goes on with the one that is kept.
    pub fn go_on(self, options: Options) {
        self.all.set(1);
        self.left.set(0);
        let Some(file) = self.inner.with_value(|inner| inner.kept_file.clone()) else {
            return self.run(options, None, true);
        };
        spawn_local(async move {
            if pick::may_write(&file).await {
                self.run(options, Some(file), true);
            } else {
                self.has_stopped(Stopped::NotAllowed);
            }
        });
    }

    fn run(self, options: Options, file: Option<FileSystemFileHandle>, goes_on: bool) {
        self.outcome.set(None);
        self.kept.set(None);
        self.preview.set(None);
        self.stopped.set(None);
        self.waiting.set(None);
        self.is_paused.set(false);
        self.progress.set(ExportProgress::default());
        self.phase.set(Phase::Running);
        self.options.set(Some(options.clone()));
        self.inner.update_value(|inner| (inner.began_ms, inner.began_bytes) = (0.0, 0));
        self.ask(&if goes_on { Ask::GoOn(options) } else { Ask::Begin(options) }, file.as_ref());
    }

    /// Stops for a while, or goes on.
    pub fn pause(self, is_paused: bool) {
        self.is_paused.set(is_paused);
        self.ask(if is_paused { &Ask::Pause } else { &Ask::Resume }, None);
    }

    /// Ends it; what is there is kept.
    pub fn stop(self) {
        self.ask(&Ask::Stop, None);
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

    /// Throws away one of all that are kept.
    pub fn delete_listed(self, options: Options) {
        self.ask(&Ask::Delete(options), None);
        self.list();
    }

    /// Throws away what is kept.
    pub fn delete(self) {
        self.outcome.set(None);
        self.with_options(Ask::Delete);
    }

    fn look_again(self) {
        self.with_options(Ask::Look);
    }

    fn with_options(self, ask: fn(Options) -> Ask) {
        if let Some(options) = self.options.get_untracked() {
            self.ask(&ask(options), None);
        }
    }

    fn ask(self, ask: &Ask, file: Option<&FileSystemFileHandle>) {
        if !self.link.is_running() {
            let hear = move |told, beside| self.hear(told, beside);
            self.link.start(hear, move || self.phase.set(Phase::Idle));
            if let Some(language) = catalogue::spoken() {
                self.link.ask(&Ask::Speak(language), &[]);
            }
            let connections = wire::connections();
            if !connections.0.is_empty() {
                self.link.ask(&Ask::Connect(connections), &[]);
            }
        }
        let beside: Vec<JsValue> = file.into_iter().map(JsValue::from).collect();
        self.link.ask(ask, &beside);
    }

    /// Why the worker cannot run, in the browser's words, tracked.
    pub fn failure(self) -> Option<String> {
        self.link.failure()
    }

    fn hear(self, told: Told, beside: Option<JsValue>) {
        match told {
            Told::Kept(kept) => {
                self.inner.update_value(|inner| inner.kept_file = beside.and_then(|file| file.dyn_into().ok()));
                self.kept.set(kept);
            }
            Told::List(list) => self.all_kept.set(list),
            Told::Preview(preview) => {
                let is_current = |options: &Option<Options>| {
                    options.as_ref().is_some_and(|options| options.user_id == preview.user_id)
                };
                if self.phase.get_untracked() == Phase::Asking && self.options.with_untracked(is_current) {
                    self.phase.set(Phase::Idle);
                    self.preview.set(Some(*preview));
                }
            }
            Told::Progress(progress) => self.progressed(*progress),
            Told::Waits(waiting) => self.waiting.set(waiting),
            Told::NeedToken(_) => self.give_token(),
            Told::Puppets(tokens) => {
                let tokens = tokens.iter().map(|token| Secret::new(token)).collect();
                self.inner.update_value(|inner| inner.puppets = tokens);
            }
            Told::Done(outcome, file) => self.done(outcome, file),
            Told::Stopped(stopped) => self.has_stopped(stopped),
            Told::File(options) => self.save_file(&options, beside.and_then(|file| file.dyn_into().ok())),
        }
    }

    fn progressed(self, progress: ExportProgress) {
        self.inner.update_value(|inner| {
            if inner.began_ms <= 0.0 {
                (inner.began_ms, inner.began_bytes) = (clock::stopwatch_ms(), progress.bytes);
            }
        });
        self.progress.set(progress);
    }

    fn has_stopped(self, stopped: Stopped) {
        let was_running = self.phase.get_untracked() == Phase::Running;
        self.has_ended.set(was_running && !matches!(stopped, Stopped::Busy | Stopped::NoStorage));
        self.phase.set(Phase::Idle);
        self.waiting.set(None);
        self.stopped.set(Some(stopped));
        // Nothing begins by itself after that; how many were not begun stays, to be told.
        self.inner.update_value(|inner| inner.queue.clear());
        if was_running {
            // Where looking itself is what was refused, it would be refused again, for ever.
            self.look_again();
        }
    }

    fn done(self, outcome: Outcome, file: Option<String>) {
        self.outcome.set(Some(outcome));
        self.phase.set(Phase::Idle);
        self.waiting.set(None);
        let is_saved = file.is_some();
        self.file.set(file);
        if is_saved {
            self.make_next();
        } else {
            self.save();
        }
    }

    /// Saves the file; then it is the next one's turn.
    fn save_file(self, options: &Options, blob: Option<Blob>) {
        let Some(blob) = blob else { return };
        // Whether it was saved, no browser tells; the button stays.
        let _ = save::save_blob(&zip_name(options), &blob);
        if !self.make_next() {
            self.look_again();
        }
    }
}

fn zip_name(options: &Options) -> String {
    file_name(&["export", &options.user_id], "zip")
}
