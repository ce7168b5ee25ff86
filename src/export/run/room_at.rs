//! How far the export of a room is.

use serde::{Deserialize, Serialize};

use crate::export::gaps::Gaps;
use crate::export::html::room::Timeline;
use crate::export::visibility::{Viewer, Visibility};

/// Where events end for somebody who is not in the room any more.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Until {
    /// As a token.
    pub(super) token: Option<String>,
    /// The user's last membership: what comes behind it is not theirs, should there be no token.
    pub(super) event: Option<String>,
}

/// What is known of a room in the middle of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoomAt {
    /// Its folder.
    pub(super) folder: String,
    /// Where the next page begins; `None` when all events are there.
    pub(super) from: Option<String>,
    pub(super) until: Until,
    pub(super) as_admin: bool,
    pub(super) version: Option<u32>,
    pub(super) gaps: Gaps,
    pub(super) visibility: Visibility,
    pub(super) viewer: Viewer,
    pub(super) timeline: Timeline,
    /// How many states behind gaps are written.
    pub(super) states: usize,
}
