//! An export under way: its files, its checkpoints, and how far it is.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use super::job::{Job, Todo};
use crate::api::ApiError;
use crate::export::html::index::UserData;
use crate::export::layout::Names;
use crate::export::manifest::Manifest;
use crate::export::options::{Eyes, Options};
use crate::export::progress::{ExportProgress, ExportStage};
use crate::export::server::Server;
use crate::export::world::{Place, World};
use crate::export::zip::{Method, Zip};
use crate::runs::checkpoint::Due;
use crate::runs::pace::Pace;
use crate::runs::patient::Failure;
use crate::runs::stopped::Stopped;

/// How many requests run at a time, at most.
pub const PARALLEL: u32 = 4;
/// So much is collected before it is written to the disk.
pub(super) const CHUNK: usize = 1 << 20;

/// An export under way.
pub(super) struct Run {
    pub(super) world: Rc<dyn World>,
    pub(super) server: Rc<Server>,
    pub(super) pace: Rc<Pace>,
    pub(super) job: Job,
    pub(super) zip: Zip,
    pub(super) aside: Zip,
    pub(super) due: Due,
    /// Requests of this sitting that are in the job already.
    pub(super) counted: u64,
    pub(super) progress: ExportProgress,
}

impl Run {
    pub(super) async fn begin(
        world: Rc<dyn World>,
        server: Rc<Server>,
        pace: Rc<Pace>,
        options: Options,
    ) -> Result<Self, Stopped> {
        let begun_ms = world.wire().now_ms();
        let (mut zip, mut aside) = (Zip::new(begun_ms), Zip::new(begun_ms));
        let job = Job {
            begun_ms,
            view: options.view,
            zip: zip.state().clone(),
            aside: aside.state().clone(),
            names: Names::default(),
            step: Todo::UserData,
            rooms: Vec::new(),
            media: Vec::new(),
            ignored: HashSet::new(),
            manifest: Manifest::default(),
            user_data: UserData::default(),
            notes: BTreeSet::new(),
            events: 0,
            requests: 0,
            options,
        };
        Self::go_on(world, server, pace, job).await
    }

    pub(super) async fn go_on(
        world: Rc<dyn World>,
        server: Rc<Server>,
        pace: Rc<Pace>,
        job: Job,
    ) -> Result<Self, Stopped> {
        let (zip, aside) = (Zip::go_on(job.zip.clone()), Zip::go_on(job.aside.clone()));
        world.truncate(Place::Zip, zip.length()).await.map_err(Stopped::Disk)?;
        world.truncate(Place::Aside, aside.length()).await.map_err(Stopped::Disk)?;
        let due = Due::after(world.wire().now_ms());
        let mut run =
            Self { world, server, pace, job, zip, aside, due, counted: 0, progress: ExportProgress::default() };
        run.count();
        Ok(run)
    }

    /// Goes to the next step, behind a checkpoint.
    pub(super) async fn next(&mut self, step: Todo) -> Result<(), Stopped> {
        self.job.step = step;
        self.keep(false).await
    }

    /// A whole file.
    pub(super) fn add(&mut self, path: &str, original: Option<&str>, method: Method, bytes: &[u8]) {
        let written = self.zip.add(path, method, bytes);
        self.job.manifest.wrote(path, original, &written);
    }

    /// Writes to the disk what has come together.
    pub(super) async fn flush(&mut self, all: bool) -> Result<(), Stopped> {
        if all || self.zip.waiting() >= CHUNK {
            let (bytes, patches) = self.zip.take();
            self.world.append(Place::Zip, bytes).await.map_err(Stopped::Disk)?;
            for patch in patches {
                self.world.patch(patch.at, patch.bytes).await.map_err(Stopped::Disk)?;
            }
        }
        if all || self.aside.waiting() >= CHUNK {
            let (bytes, _) = self.aside.take();
            self.world.append(Place::Aside, bytes).await.map_err(Stopped::Disk)?;
        }
        Ok(())
    }

    pub(super) fn is_time(&self) -> bool {
        self.due.is_due(self.world.wire().now_ms())
    }

    /// Keeps a checkpoint, if it is time.
    pub(super) async fn keep(&mut self, now: bool) -> Result<(), Stopped> {
        self.flush(false).await?;
        if !now && !self.is_time() {
            return Ok(());
        }
        self.job.zip = self.zip.state().clone();
        self.job.aside = self.aside.state().clone();
        self.flush(true).await?;
        self.world.keep(self.job.write()).await.map_err(Stopped::Disk)?;
        self.due = Due::after(self.world.wire().now_ms());
        Ok(())
    }

    /// What the lists say there is to do.
    pub(super) fn count(&mut self) {
        let job = &self.job;
        let total = |numbers: &mut dyn Iterator<Item = u64>| numbers.sum();
        self.progress.rooms.1 = job.rooms.len() as u64;
        self.progress.events_estimate = total(&mut job.rooms.iter().map(|room| room.estimate));
        let wanted = job.media.iter().filter(|_| job.options.media);
        self.progress.media.1 = wanted.clone().count() as u64;
        self.progress.media_bytes.1 = total(&mut wanted.map(|medium| medium.length));
    }

    pub(super) fn report(&mut self, stage: ExportStage) {
        let requests = self.server.requests();
        self.job.requests += requests - self.counted;
        self.counted = requests;
        let progress = &mut self.progress;
        progress.stage = stage;
        progress.requests = self.job.requests;
        progress.bytes = self.zip.length();
        progress.skipped = self.job.manifest.skipped.len() as u64;
        progress.parallel = self.pace.limit();
        self.world.report(progress);
    }

    pub(super) fn is_as_user(&self) -> bool {
        self.job.view == Eyes::AsUser
    }
}

/// What a refusal means: go on with the server's words, or end.
fn refused(failure: Failure) -> Result<ApiError, Stopped> {
    match failure {
        Failure::Refused(error) => Ok(error),
        Failure::Stopped(error) => Err(Stopped::Server(error)),
    }
}

/// An answer, or the server's refusal.
pub(super) fn or_refusal<T>(answer: Result<T, Failure>) -> Result<Result<T, ApiError>, Stopped> {
    match answer {
        Ok(answer) => Ok(Ok(answer)),
        Err(failure) => refused(failure).map(Err),
    }
}
