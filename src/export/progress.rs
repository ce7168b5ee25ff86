//! How far an export is.

use serde::{Deserialize, Serialize};

/// What a page shows while an export runs. Times and rates are for the page to work out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
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
pub enum Stage {
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

/// Why an export waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Waiting {
    /// The server asked for it; for how long, in ms.
    Limited(u64),
    /// There is no answer; since when, in ms since 1970, and the browser's or the proxy's words.
    Silence(f64, String),
}
