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
    /// Neither as it was nor as wanted: some of it is done, or somebody else has changed it meanwhile.
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

    /// As it was. `says`: what to say when the server had accepted it; after an error a plainer sentence will do.
    #[must_use]
    pub fn unchanged(says: impl Into<String>, met: Option<&ApiError>) -> Self {
        let says = match met {
            None => says.into(),
            Some(error) if error.proves_refusal() => text::not_done().to_owned(),
            Some(_) => text::unchanged().to_owned(),
        };
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
    let (met, is_begun) = match action.write(ask).await {
        Ok(()) => (None, true),
        Err(Stopped::Before(error)) => return Err(error),
        Err(Stopped::Moved(says)) => {
            return Ok(Ending { told: Told::Unchanged, says, error: None, undo: None, receipt: None });
        }
        Err(Stopped::Writing(error)) if error.proves_refusal() && !action.is_moot(&error) => return Err(error),
        Err(Stopped::Writing(error)) => (Some(error), false),
        Err(Stopped::Between(error)) => (Some(error), true),
    };
    let ending = ask_again(action, ask, met).await;
    match &ending.error {
        // What seemed done already is not: the refusal was meant, and nothing was done before it.
        Some(error) if !is_begun && ending.told == Told::Unchanged && error.proves_refusal() => Err(error.clone()),
        _ => Ok(ending),
    }
}

/// Only asks what is true: the way out of [`Told::Unknown`], and out of a wait that was stopped. `action`: the one that was
/// tried, with what was filled in then. Never a failure: when nobody answers, it stays [`Told::Unknown`].
pub async fn ask_again(action: &dyn Action, ask: &dyn Ask, met: Option<ApiError>) -> Ending {
    match action.read(ask, met.as_ref()).await {
        Err(error) => Ending::unknown(action, Some(met.unwrap_or(error))),
        Ok(Now { told: Told::Unchanged, says }) => {
            Ending { told: Told::Unchanged, says, error: met, undo: None, receipt: None }
        }
        Ok(Now { told, says }) => Ending { told, says, error: met, undo: action.undo(), receipt: action.receipt() },
    }
}
