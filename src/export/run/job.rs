//! Everything of an export that outlives a reload.

use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::medium::Medium;
use super::room_at::RoomAt;
use crate::export::html::index::UserData;
use crate::export::layout::Names;
use crate::export::manifest::Manifest;
use crate::export::options::{Eyes, Options};
use crate::export::progress::Kept;
use crate::export::rooms::Room;
use crate::export::zip;
use crate::runs::checkpoint;

/// A checkpoint of another form is of no use.
const FORM: u32 = 1;

/// Everything that outlives a reload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// What is wanted.
    pub options: Options,
    /// Begun at, in ms.
    pub begun_ms: f64,
    /// Through whose eyes it sees really.
    pub(super) view: Eyes,
    pub(super) zip: zip::State,
    pub(super) aside: zip::State,
    pub(super) names: Names,
    pub(super) step: Todo,
    pub(super) rooms: Vec<Room>,
    pub(super) media: Vec<Medium>,
    /// Whom the user ignores.
    pub(super) ignored: HashSet<String>,
    pub(super) manifest: Manifest,
    pub(super) user_data: UserData,
    pub(super) notes: BTreeSet<Note>,
    /// Events of rooms that are through.
    pub(super) events: u64,
    pub(super) requests: u64,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Todo {
    UserData,
    /// A room: not begun, or so far.
    Room(usize, Option<Box<RoomAt>>),
    Media(usize),
    Finish,
    Done,
}

/// What one should know about the whole export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Note {
    RoomsAsAdmin,
    MayBeForgotten,
    JoinedOnly,
}

/// A checkpoint; `None` when it is none of this Glia.
#[must_use]
pub fn read_job(kept: &[u8]) -> Option<Job> {
    checkpoint::read(FORM, kept)
}

impl Job {
    /// As a checkpoint.
    pub(super) fn write(&self) -> Vec<u8> {
        checkpoint::write(FORM, self)
    }

    /// What a page can say of it.
    #[must_use]
    pub fn kept(&self, file: Option<String>) -> Kept {
        let (rooms, media) = (self.rooms.len() as u64, self.media.len() as u64);
        let (rooms_done, media_done) = match self.step {
            Todo::UserData => (0, 0),
            Todo::Room(index, _) => (index as u64, 0),
            Todo::Media(index) => (rooms, index as u64),
            Todo::Finish | Todo::Done => (rooms, media),
        };
        Kept {
            begun_ms: self.begun_ms,
            is_done: self.step == Todo::Done,
            rooms: (rooms_done, rooms),
            media: (media_done, media),
            bytes: self.zip.length(),
            file,
            options: self.options.clone(),
        }
    }
}
