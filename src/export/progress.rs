//! How far an export is, and what came of it: values for a page to make sentences of.

use serde::{Deserialize, Serialize};

use super::options::Options;

/// What a page shows while an export runs. Times and rates are for the page to work out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportProgress {
    /// What is being done.
    pub stage: ExportStage,
    /// Rooms that are through, and all.
    pub rooms: (u64, u64),
    /// The room at hand: its name (or id).
    pub room: String,
    /// Events of the room at hand.
    pub room_events: u64,
    /// The same, as estimated.
    pub room_estimate: u64,
    /// Events so far.
    pub events: u64,
    /// The same in the end, as estimated.
    pub events_estimate: u64,
    /// Media that are through, and all.
    pub media: (u64, u64),
    /// Bytes of media that are through, and all.
    pub media_bytes: (u64, u64),
    /// How long the ZIP is.
    pub bytes: u64,
    /// Requests so far.
    pub requests: u64,
    /// What was left out.
    pub skipped: u64,
    /// Requests at a time, as the server stands it.
    pub parallel: u32,
}

/// What is being done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportStage {
    /// Asking what there is.
    #[default]
    Lists,
    /// Profile, devices, connections and account data.
    UserData,
    /// Events.
    Rooms,
    /// The bytes of media.
    Media,
    /// Pages for people, and the manifest.
    Pages,
    /// Whole.
    Done,
}

/// What came of an export.
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

/// An export that is kept in the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Begun at, in ms.
    pub begun_ms: f64,
    /// Whether it is whole.
    pub is_done: bool,
    /// Rooms that are through, and all.
    pub rooms: (u64, u64),
    /// Media that are through, and all.
    pub media: (u64, u64),
    /// How long its file is.
    pub bytes: u64,
    /// The name of the file that somebody chose for it.
    pub file: Option<String>,
    /// What was wanted then.
    pub options: Options,
}
