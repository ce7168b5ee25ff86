//! What every run needs of the platform.

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};

use crate::api::wire::Wire;
use crate::model::secret::Secret;

/// The world around one run.
pub trait World {
    /// Sends requests whose answers fit into memory.
    fn wire(&self) -> Rc<dyn Wire>;

    /// The admin's token. `refused` is one that the server no longer takes; `None` when there is no other.
    fn admin_token(&self, refused: Option<Secret>) -> LocalBoxFuture<'_, Option<Secret>>;

    /// Runs something beside everything else.
    fn drive(&self, work: LocalBoxFuture<'static, ()>);

    /// Resolves when the run may go on: at once, unless it is paused.
    fn proceed(&self) -> LocalBoxFuture<'_, ()>;

    /// It waits for the server, or (`None`) no more.
    fn waits(&self, why: Option<Waiting>);
}

/// Why a run waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Waiting {
    /// The server asked for it; for how long, in ms.
    Limited(u64),
    /// There is no answer; since when, in ms since 1970, and the browser's or the proxy's words.
    Silence(f64, String),
}
