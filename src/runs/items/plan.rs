//! What a run is to do, and what becomes of each item.

use serde::{Deserialize, Serialize};

use crate::api::ApiError;
use crate::runs::checkpoint;

/// A plan of another form is of no use.
const FORM: u32 = 1;

/// What a run is to do, once and for all. It is kept before the first item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What is done to each item, as whoever does it writes it: an action and what was filled in.
    pub what: Vec<u8>,
    /// In their order.
    pub items: Vec<Item>,
}

/// One thing to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Whom or what it is done to: an MXID, a room's id, the number of a row.
    pub id: String,
    /// Why it is left out, if it is: the name of a reason, for `text` to explain.
    pub left_out: Option<String>,
}

impl Plan {
    /// To be kept.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        checkpoint::write(FORM, self)
    }

    /// A kept one; `None` when it is of another Glia.
    #[must_use]
    pub fn read(kept: &[u8]) -> Option<Self> {
        checkpoint::read(FORM, kept)
    }
}

/// How an item ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ending {
    /// Done, and read back.
    Done,
    /// It was so already.
    Unchanged,
    /// The server said no, or it is not so afterwards.
    Failed(ApiError),
    /// Nobody can tell what is true.
    Unknown(ApiError),
}

/// How many items ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All of the plan.
    pub all: u32,
    /// See [`Ending::Done`].
    pub done: u32,
    /// See [`Ending::Unchanged`].
    pub unchanged: u32,
    /// See [`Ending::Failed`].
    pub failed: u32,
    /// See [`Ending::Unknown`].
    pub unknown: u32,
    /// Left out by the plan.
    pub left_out: u32,
}

impl Tally {
    /// One item ended so.
    pub fn add(&mut self, ending: &Ending) {
        *match ending {
            Ending::Done => &mut self.done,
            Ending::Unchanged => &mut self.unchanged,
            Ending::Failed(_) => &mut self.failed,
            Ending::Unknown(_) => &mut self.unknown,
        } += 1;
    }

    /// How many items are still to be done.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.all - self.done - self.unchanged - self.failed - self.unknown - self.left_out
    }
}
