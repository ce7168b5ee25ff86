//! Makes Synapse forget that it could not reach a server, and try again.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::{Action, Line, Now, Stopped, Words};
use crate::api::federation::{Destination, GetDestination, ResetConnection as Change};
use crate::api::{ApiError, Ask, Endpoint as _, Request};
use crate::text::answers::servers_we_talk_to as text;

/// Resets the waiting time of one destination.
#[derive(Clone, Debug)]
pub struct ResetConnection {
    /// As the admin was shown it: tells whether it was tried again.
    before: Destination,
}

impl ResetConnection {
    /// Of this destination.
    #[must_use]
    pub fn new(before: Destination) -> Self {
        Self { before }
    }

    fn change(&self) -> Change {
        Change { destination: self.before.destination.clone() }
    }
}

impl Action for ResetConnection {
    fn name(&self) -> &'static str {
        "reset-connection"
    }

    fn words(&self) -> Words {
        let lines = vec![Line::Id(self.before.destination.to_string()), Line::Text(text::reset_what())];
        Words { button: text::reset(), title: text::reset_title(), lines, danger: false }
    }

    fn plan(&self) -> Vec<Request> {
        vec![self.change().shown()]
    }

    fn write<'a>(&'a self, ask: &'a dyn Ask) -> LocalBoxFuture<'a, Result<(), Stopped>> {
        async move { ask.call(&self.change()).await.map_err(Stopped::Writing) }.boxed_local()
    }

    fn read<'a>(&'a self, ask: &'a dyn Ask, met: Option<&'a ApiError>) -> LocalBoxFuture<'a, Result<Now, ApiError>> {
        async move {
            let now = ask.call(&GetDestination { destination: self.before.destination.clone() }).await?;
            Ok(if !now.is_failing() && met.is_some_and(Change::is_not_needed) {
                Now::confirmed(text::reset_not_needed().to_owned())
            } else if !now.is_failing() {
                Now::confirmed(text::reset_done(now.destination.as_str()))
            } else if now.retry_last_ts != self.before.retry_last_ts {
                Now::confirmed(text::reset_failed_again(now.destination.as_str()))
            } else {
                Now::unchanged(text::reset_unconfirmed(), met)
            })
        }
        .boxed_local()
    }

    fn is_moot(&self, error: &ApiError) -> bool {
        Change::is_not_needed(error)
    }
}
