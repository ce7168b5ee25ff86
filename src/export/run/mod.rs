//! An export from its beginning, or from a checkpoint, to its end.
//!
//! Everything that must outlive a reload is the [`Job`]; it is kept together with the lengths of the files, at moments
//! when nothing is half done: behind a page of events, a file, a list. Whatever was written after that is cut off and
//! done again. So an export that was interrupted is equal to one that was not, apart from what changed on the server.
//!
//! Files lie in the ZIP one behind the other, so rooms and media are written one after the other, in the order of the
//! lists; but the next few are fetched meanwhile (`ahead`), as many as the server stands (`pace`).

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::html::index::UserData;
use super::layout::Names;
use super::manifest::Manifest;
use super::options::{Options, View};
use super::pace::Pace;
use super::progress::{Progress, Stage};
use super::protocol::Kept;
use super::rooms::Room;
use super::server::{Failure, Server};
use super::world::{Place, World};
use super::zip::{self, Method, Zip};
use crate::api::ApiError;

mod finish;
mod lists;
mod media;
mod page;
mod pages;
mod room;
mod start;
mod state;
mod user_data;

pub use media::Medium;
pub use room::RoomAt;

/// How many requests run at a time, at most.
pub const PARALLEL: u32 = 4;
/// So much is collected before it is written to the disk.
const CHUNK: usize = 1 << 20;
/// So long, in ms, between two checkpoints.
const KEEP_MS: f64 = 2_000.0;
/// A checkpoint of another form is of no use.
const FORM: u32 = 1;

/// Why an export ended before its end. It can be gone on with.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The server gives no answer, or not to this admin.
    Server(ApiError),
    /// The disk gives no more room, or no file. The platform's words.
    Disk(String),
    /// The checkpoint is not one of this Glia.
    Checkpoint,
}

/// Everything that outlives a reload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    form: u32,
    /// What is wanted.
    pub options: Options,
    /// Begun at, in ms.
    pub begun_ms: f64,
    /// Through whose eyes it sees really.
    view: View,
    zip: zip::State,
    aside: zip::State,
    names: Names,
    step: Step,
    rooms: Vec<Room>,
    media: Vec<Medium>,
    /// Whom the user ignores.
    ignored: HashSet<String>,
    manifest: Manifest,
    user_data: UserData,
    notes: BTreeSet<Note>,
    /// Events of rooms that are through.
    events: u64,
    requests: u64,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Step {
    UserData,
    /// A room: not begun, or so far.
    Room(usize, Option<Box<RoomAt>>),
    Media(usize),
    Finish,
    Done,
}

/// What one should know about the whole export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Note {
    RoomsAsAdmin,
    MayBeForgotten,
    JoinedOnly,
}

/// An export under way.
pub struct Run {
    world: Rc<dyn World>,
    server: Rc<Server>,
    pace: Rc<Pace>,
    job: Job,
    zip: Zip,
    aside: Zip,
    kept_ms: f64,
    /// Requests of this sitting that are in the job already.
    counted: u64,
    progress: Progress,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How long the ZIP is.
    pub bytes: u64,
    /// Rooms in it.
    pub rooms: u64,
    /// Events in it.
    pub events: u64,
    /// Media in it.
    pub media: u64,
    /// What was left out.
    pub skipped: u64,
    /// Requests made.
    pub requests: u64,
}

/// Makes an export, or goes on with one. The user's tokens are revoked at its end, however it ends.
///
/// # Errors
/// Why it stopped.
pub async fn export(world: Rc<dyn World>, options: Options, checkpoint: Option<&[u8]>) -> Result<Outcome, Stop> {
    let pace = Pace::new(PARALLEL);
    let (base_url, user_id, admin_id) = (&options.base_url, &options.user_id, &options.admin_id);
    let server = Rc::new(Server::new(world.clone(), base_url, user_id, admin_id, pace.clone()));
    let outcome = async {
        let mut run = match checkpoint {
            Some(kept) => Run::go_on(world, server.clone(), pace, read_job(kept).ok_or(Stop::Checkpoint)?).await?,
            None => Run::begin(world, server.clone(), pace, options).await?,
        };
        run.finish_all().await
    }
    .await;
    server.revoke().await;
    outcome
}

/// A checkpoint; `None` when it is none of this Glia.
#[must_use]
pub fn read_job(kept: &[u8]) -> Option<Job> {
    postcard::from_bytes::<Job>(kept).ok().filter(|job| job.form == FORM)
}

impl Job {
    /// What a page can say of it.
    #[must_use]
    pub fn kept(&self, file: Option<String>) -> Kept {
        let (rooms, media) = (self.rooms.len() as u64, self.media.len() as u64);
        let (rooms_done, media_done) = match self.step {
            Step::UserData => (0, 0),
            Step::Room(index, _) => (index as u64, 0),
            Step::Media(index) => (rooms, index as u64),
            Step::Finish | Step::Done => (rooms, media),
        };
        Kept {
            begun_ms: self.begun_ms,
            is_done: self.step == Step::Done,
            rooms: (rooms_done, rooms),
            media: (media_done, media),
            bytes: self.zip.length(),
            file,
            options: self.options.clone(),
        }
    }
}

impl Run {
    async fn begin(world: Rc<dyn World>, server: Rc<Server>, pace: Rc<Pace>, options: Options) -> Result<Self, Stop> {
        let begun_ms = world.wire().now_ms();
        let (mut zip, mut aside) = (Zip::new(begun_ms), Zip::new(begun_ms));
        let job = Job {
            form: FORM,
            begun_ms,
            view: options.view,
            zip: zip.state().clone(),
            aside: aside.state().clone(),
            names: Names::default(),
            step: Step::UserData,
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
        let mut run = Self::go_on(world, server, pace, job).await?;
        run.lists().await?;
        run.keep(true).await?;
        Ok(run)
    }

    async fn go_on(world: Rc<dyn World>, server: Rc<Server>, pace: Rc<Pace>, job: Job) -> Result<Self, Stop> {
        let (zip, aside) = (Zip::go_on(job.zip.clone()), Zip::go_on(job.aside.clone()));
        world.truncate(Place::Zip, zip.length()).await.map_err(Stop::Disk)?;
        world.truncate(Place::Aside, aside.length()).await.map_err(Stop::Disk)?;
        let kept_ms = world.wire().now_ms();
        let mut run = Self { world, server, pace, job, zip, aside, kept_ms, counted: 0, progress: Progress::default() };
        run.count();
        Ok(run)
    }

    async fn finish_all(&mut self) -> Result<Outcome, Stop> {
        loop {
            match self.job.step.clone() {
                Step::UserData => self.user_data().await?,
                Step::Room(..) => self.rooms().await?,
                Step::Media(_) => self.all_media().await?,
                Step::Finish => self.finish().await?,
                Step::Done => break,
            }
        }
        self.report(Stage::Done);
        let manifest = &self.job.manifest;
        Ok(Outcome {
            bytes: self.zip.length(),
            rooms: manifest.rooms.len() as u64,
            events: manifest.events(),
            media: manifest.media,
            skipped: manifest.skipped.len() as u64,
            requests: self.progress.requests,
        })
    }

    /// Goes to the next step, behind a checkpoint.
    async fn next(&mut self, step: Step) -> Result<(), Stop> {
        self.job.step = step;
        self.keep(false).await
    }

    /// A whole file.
    fn add(&mut self, path: &str, original: Option<&str>, method: Method, bytes: &[u8]) {
        let written = self.zip.add(path, method, bytes);
        self.job.manifest.wrote(path, original, &written);
    }

    /// Writes to the disk what has come together.
    async fn flush(&mut self, all: bool) -> Result<(), Stop> {
        if all || self.zip.waiting() >= CHUNK {
            let (bytes, patches) = self.zip.take();
            self.world.append(Place::Zip, bytes).await.map_err(Stop::Disk)?;
            for patch in patches {
                self.world.patch(patch.at, patch.bytes).await.map_err(Stop::Disk)?;
            }
        }
        if all || self.aside.waiting() >= CHUNK {
            let (bytes, _) = self.aside.take();
            self.world.append(Place::Aside, bytes).await.map_err(Stop::Disk)?;
        }
        Ok(())
    }

    fn is_time(&self) -> bool {
        self.world.wire().now_ms() - self.kept_ms >= KEEP_MS
    }

    /// Keeps a checkpoint, if it is time.
    async fn keep(&mut self, now: bool) -> Result<(), Stop> {
        self.flush(false).await?;
        if !now && !self.is_time() {
            return Ok(());
        }
        self.job.zip = self.zip.state().clone();
        self.job.aside = self.aside.state().clone();
        self.flush(true).await?;
        // A value of plain data can always be written.
        let kept = postcard::to_allocvec(&self.job).unwrap_or_default();
        self.world.keep(kept).await.map_err(Stop::Disk)?;
        self.kept_ms = self.world.wire().now_ms();
        Ok(())
    }

    /// What the lists say there is to do.
    fn count(&mut self) {
        let job = &self.job;
        let total = |numbers: &mut dyn Iterator<Item = u64>| numbers.sum();
        self.progress.rooms.1 = job.rooms.len() as u64;
        self.progress.events_estimate = total(&mut job.rooms.iter().map(|room| room.estimate));
        let wanted = job.media.iter().filter(|_| job.options.media);
        self.progress.media.1 = wanted.clone().count() as u64;
        self.progress.media_bytes.1 = total(&mut wanted.map(|medium| medium.length));
    }

    fn report(&mut self, stage: Stage) {
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

    fn is_as_user(&self) -> bool {
        self.job.view == View::AsUser
    }
}

/// What a refusal means: go on with the server's words, or end.
fn refused(failure: Failure) -> Result<ApiError, Stop> {
    match failure {
        Failure::Refused(error) => Ok(error),
        Failure::Stopped(error) => Err(Stop::Server(error)),
    }
}

/// An answer, or the server's refusal.
fn or_refusal<T>(answer: Result<T, Failure>) -> Result<Result<T, ApiError>, Stop> {
    match answer {
        Ok(answer) => Ok(Ok(answer)),
        Err(failure) => refused(failure).map(Err),
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_world;
