//! What is wanted of an export.

use serde::{Deserialize, Serialize};

/// One user's export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Base URL of the homeserver.
    pub base_url: String,
    /// MXID.
    pub user_id: String,
    /// MXID of the admin.
    pub admin_id: String,
    /// The bytes of media, too.
    pub media: bool,
    /// Only what was sent or uploaded at this moment or later, in ms.
    pub since_ms: Option<i64>,
    /// Only what was sent or uploaded before this moment, in ms.
    pub until_ms: Option<i64>,
    /// Room ids.
    pub leave_out: Vec<String>,
    /// Through whose eyes.
    pub view: Eyes,
}

impl Options {
    /// Whether something of this moment is wanted.
    #[must_use]
    pub fn is_wanted(&self, at_ms: i64) -> bool {
        self.since_ms.is_none_or(|since| at_ms >= since) && self.until_ms.is_none_or(|until| at_ms < until)
    }

    /// Whether there is a range.
    #[must_use]
    pub fn is_ranged(&self) -> bool {
        self.since_ms.is_some() || self.until_ms.is_some()
    }
}

/// Through whose eyes an export sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Eyes {
    /// The user's; where that is not possible, [`Eyes::AdminFiltered`].
    #[default]
    AsUser,
    /// An admin's, without what the user could not see.
    AdminFiltered,
    /// An admin's.
    AdminUnfiltered,
}
