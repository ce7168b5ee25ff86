//! Why a run stops before its end. What is done stays done, and the run can go on later.

use serde::{Deserialize, Serialize};

use crate::api::ApiError;

/// Why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stopped {
    /// The server gives no answer, or not to this admin.
    Server(ApiError),
    /// The storage gives no more room, or no file. The platform's words.
    Disk(String),
    /// Another tab works on it.
    Busy,
    /// The browser has no storage for it.
    NoStorage,
    /// Somebody did not let Glia write to the file that was chosen.
    NotAllowed,
    /// What was kept is of another Glia.
    Checkpoint,
}
