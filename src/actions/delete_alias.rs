//! Frees an alias.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::{Action, Line, Now, PutAliasBack, Stopped, Words};
use crate::api::directory::{DeleteAlias as Change, ResolveAlias};
use crate::api::{ApiError, Ask, Endpoint as _, Request};
use crate::model::id::{RoomAlias, RoomId};
use crate::text::actions::delete_alias as words;
use crate::text::aliases as text;

/// Takes the alias from the room that the admin was shown, and from no other.
#[derive(Clone, Debug)]
pub struct DeleteAlias {
    alias: RoomAlias,
    room_id: RoomId,
    deserted: bool,
}

impl DeleteAlias {
    /// `deserted`: nobody is in the room any more, so that Synapse refuses to put the alias back on it.
    #[must_use]
    pub fn new(alias: RoomAlias, room_id: RoomId, deserted: bool) -> Self {
        Self { alias, room_id, deserted }
    }

    fn change(&self) -> Change {
        Change { alias: self.alias.clone() }
    }
}

/// The room that an alias names now.
pub(super) async fn room_of(ask: &dyn Ask, alias: &RoomAlias) -> Result<Option<RoomId>, ApiError> {
    let found = ask.maybe(&ResolveAlias { alias: alias.clone() }).await?;
    Ok(found.map(|found| found.room_id))
}

impl Action for DeleteAlias {
    fn name(&self) -> &'static str {
        "delete-alias"
    }

    fn words(&self) -> Words {
        let undo = if self.deserted { text::delete_no_undo() } else { text::delete_undo() };
        let lines = vec![
            Line::Id(self.alias.to_string()),
            Line::Text(text::delete_what()),
            Line::Text(text::delete_stale()),
            Line::Text(undo),
        ];
        Words { button: text::delete(), title: text::delete_title(), lines, danger: true }
    }

    fn plan(&self) -> Vec<Request> {
        vec![self.change().shown()]
    }

    fn write<'a>(&'a self, ask: &'a dyn Ask) -> LocalBoxFuture<'a, Result<(), Stopped>> {
        async move {
            match room_of(ask, &self.alias).await.map_err(Stopped::Before)? {
                None => Ok(()),
                Some(now) if now != self.room_id => Err(Stopped::Moved(words::moved(now.as_str()))),
                Some(_) => ask.call(&self.change()).await.map_err(Stopped::Writing),
            }
        }
        .boxed_local()
    }

    fn read<'a>(&'a self, ask: &'a dyn Ask, met: Option<&'a ApiError>) -> LocalBoxFuture<'a, Result<Now, ApiError>> {
        async move {
            Ok(match room_of(ask, &self.alias).await? {
                None => Now::confirmed(text::deleted(self.alias.as_str())),
                Some(_) => Now::unchanged(text::unconfirmed_deleted(), met),
            })
        }
        .boxed_local()
    }

    fn is_moot(&self, error: &ApiError) -> bool {
        error.is_not_found()
    }

    fn undo(&self) -> Option<Rc<dyn Action>> {
        let back = || Rc::new(PutAliasBack::new(self.alias.clone(), self.room_id.clone())) as Rc<dyn Action>;
        (!self.deserted).then(back)
    }
}
