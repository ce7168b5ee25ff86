//! Doing it, and saying what is true afterwards.
//!
//! A write whose answer is lost may have been done. So unless the server has refused it, the server is asked what is true,
//! and where it cannot be asked, that is said.

use std::rc::Rc;

use super::{Action, Receipt};
use crate::api::{ApiError, Ask};
use crate::text::actions as text;

/// What is known once an action has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Done: the server says so when asked again.
    Confirmed,
    /// Done: the server said so, and there is nothing that could be asked again.
    Accepted,
    /// Not done: the server says so when asked again.
    Unchanged,
    /// Some of it is done.
    Halfway,
    /// Nobody knows: no answer that proves anything.
    Unknown,
}

/// How an action ended that was not refused.
#[derive(Clone)]
pub struct Ending {
    /// What is known.
    pub told: Told,
    /// The sentence that says it.
    pub says: String,
    /// What went wrong on the way, if something did.
    pub error: Option<ApiError>,
    /// What takes it back: wherever it is done, or may be.
    pub undo: Option<Rc<dyn Action>>,
    /// What has to be read before it is gone, or to be kept for as long as nobody knows.
    pub receipt: Option<Receipt>,
}

impl Ending {
    /// Nobody knows: it is under way, or waiting for it was stopped. `error`: what went wrong, if something did.
    #[must_use]
    pub fn unknown(action: &dyn Action, error: Option<ApiError>) -> Self {
        let says = text::unknown().to_owned();
        Self { told: Told::Unknown, says, error, undo: action.undo(), receipt: action.receipt() }
    }
}

/// What the server says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// Whether it is as wanted.
    pub told: Told,
    /// The sentence that says it.
    pub says: String,
}

impl Now {
    /// As wanted.
    #[must_use]
    pub fn confirmed(says: String) -> Self {
        Self { told: Told::Confirmed, says }
    }

    /// Not as wanted. `says`: what to say when the server had accepted it; after an error a plainer sentence will do.
    #[must_use]
    pub fn unchanged(says: impl Into<String>, met: Option<&ApiError>) -> Self {
        let says = if met.is_some() { text::unchanged().to_owned() } else { says.into() };
        Self { told: Told::Unchanged, says }
    }
}

/// Where the writing stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Stopped {
    /// Before anything was written: a read failed that comes first.
    Before(ApiError),
    /// Before anything was written: it is no longer as the admin was shown. The sentence says how it is.
    Moved(String),
    /// At a write; whether that was done depends on the error.
    Writing(ApiError),
    /// At a later write: something is done already.
    Between(ApiError),
}

/// Does it, and asks the server what is true then.
///
/// # Errors
/// What proves that nothing was done: the server's refusal, or a read that failed before anything was written.
pub async fn run(action: &dyn Action, ask: &dyn Ask) -> Result<Ending, ApiError> {
    let met = match action.write(ask).await {
        Ok(()) => None,
        Err(Stopped::Before(error)) => return Err(error),
        Err(Stopped::Moved(says)) => {
            return Ok(Ending { told: Told::Unchanged, says, error: None, undo: None, receipt: None });
        }
        Err(Stopped::Writing(error)) if error.proves_refusal() && !action.is_moot(&error) => return Err(error),
        Err(Stopped::Writing(error) | Stopped::Between(error)) => Some(error),
    };
    settle(action, ask, met).await
}

/// Only asks what is true: the way out of [`Told::Unknown`], and out of a wait that was stopped.
///
/// # Errors
/// None that are failures of the action: when nobody answers again, it stays [`Told::Unknown`].
pub async fn ask_again(action: &dyn Action, ask: &dyn Ask, met: Option<ApiError>) -> Result<Ending, ApiError> {
    settle(action, ask, met).await
}

async fn settle(action: &dyn Action, ask: &dyn Ask, met: Option<ApiError>) -> Result<Ending, ApiError> {
    let (now, error) = match action.read(ask, met.as_ref()).await {
        Ok(now) => (now, met),
        Err(error) => return Ok(Ending::unknown(action, Some(met.unwrap_or(error)))),
    };
    match (now.told, error) {
        // What seemed done already is not: the refusal was meant.
        (Told::Unchanged, Some(refusal)) if refusal.proves_refusal() => Err(refusal),
        (told, error) => {
            let (undo, receipt) =
                if told == Told::Unchanged { (None, None) } else { (action.undo(), action.receipt()) };
            Ok(Ending { told, says: now.says, error, undo, receipt })
        }
    }
}
