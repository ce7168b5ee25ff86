//! Puts a deleted alias back on its room.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::delete_alias::room_of;
use super::{Action, DeleteAlias, Line, Now, Stopped, Told, Words};
use crate::api::directory::PutAlias as Change;
use crate::api::{ApiError, Ask, Endpoint as _, Request};
use crate::model::id::{RoomAlias, RoomId};
use crate::text::aliases as text;

/// Points a free alias at the room that had it.
#[derive(Clone, Debug)]
pub struct PutAliasBack {
    alias: RoomAlias,
    room_id: RoomId,
}

impl PutAliasBack {
    /// `room_id`: the room that had it.
    #[must_use]
    pub fn new(alias: RoomAlias, room_id: RoomId) -> Self {
        Self { alias, room_id }
    }

    fn change(&self) -> Change {
        Change { alias: self.alias.clone(), room_id: self.room_id.clone() }
    }
}

/// What to say about the room that has an alias now, which was free, and which `wanted` was to have.
pub(super) fn pointed((alias, wanted): (&RoomAlias, &RoomId), now: Option<RoomId>, met: Option<&ApiError>) -> Now {
    match now {
        Some(now) if now == *wanted => Now::confirmed(text::pointed(alias.as_str(), now.as_str())),
        // It is not as it was, but this did not change it.
        Some(now) => Now { told: Told::Unchanged, says: text::taken(alias.as_str(), wanted.as_str(), now.as_str()) },
        None => Now::unchanged(text::unconfirmed_free(), met),
    }
}

impl Action for PutAliasBack {
    fn name(&self) -> &'static str {
        "put-alias-back"
    }

    fn words(&self) -> Words {
        let ids = [self.alias.to_string(), self.room_id.to_string()].map(Line::Id);
        let lines = [Line::Text(text::put_back_what())].into_iter().chain(ids).collect();
        Words { button: text::put_back(), title: text::put_back_title(), lines, danger: false }
    }

    fn plan(&self) -> Vec<Request> {
        vec![self.change().shown()]
    }

    fn write<'a>(&'a self, ask: &'a dyn Ask) -> LocalBoxFuture<'a, Result<(), Stopped>> {
        async move { ask.call(&self.change()).await.map_err(Stopped::Writing) }.boxed_local()
    }

    fn read<'a>(&'a self, ask: &'a dyn Ask, met: Option<&'a ApiError>) -> LocalBoxFuture<'a, Result<Now, ApiError>> {
        async move { Ok(pointed((&self.alias, &self.room_id), room_of(ask, &self.alias).await?, met)) }.boxed_local()
    }

    fn is_moot(&self, error: &ApiError) -> bool {
        error.is_taken()
    }

    fn undo(&self) -> Option<Rc<dyn Action>> {
        Some(Rc::new(DeleteAlias::new(self.alias.clone(), self.room_id.clone(), false)))
    }
}
