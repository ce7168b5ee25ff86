//! Points an alias at another room, taking it away from its present one first.

use std::cell::OnceCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::delete_alias::room_of;
use super::put_alias::pointed;
use super::{Action, Field, Filled, Kind, Line, Me, Now, PutAliasBack, Stopped, Told, Words};
use crate::api::directory::{DeleteAlias, PutAlias, ResolveAlias};
use crate::api::rooms::GetRoom;
use crate::api::{ApiError, Ask, Endpoint as _, Request};
use crate::model::id::{self, RoomAlias, RoomId};
use crate::model::letters::oddity;
use crate::model::link::{Target, understand_alias};
use crate::text::actions::delete_alias as moved;
use crate::text::aliases as text;
use crate::text::app::odd_letters;

/// Gives the alias to another room, which is named by its id or by one of its aliases.
#[derive(Clone, Debug)]
pub struct PointAlias {
    alias: RoomAlias,
    /// The room that the admin was shown; `None`: the alias was free.
    current: Option<RoomId>,
    own_server: String,
    /// As typed.
    target: String,
    /// The room that the target turned out to be.
    room: OnceCell<RoomId>,
}

const TARGET: &str = "target-room";
static FIELDS: [Field; 1] = [Field { name: TARGET, label: text::target, hint: || "", kind: Kind::Text }];

impl PointAlias {
    /// `current`: the room that has it; `own_server`: completes an alias that is typed without its server.
    #[must_use]
    pub fn new(alias: RoomAlias, current: Option<RoomId>, own_server: &str) -> Self {
        let own_server = own_server.to_owned();
        Self { alias, current, own_server, target: String::new(), room: OnceCell::new() }
    }

    fn delete(&self) -> DeleteAlias {
        DeleteAlias { alias: self.alias.clone() }
    }

    fn put(&self, room_id: &RoomId) -> PutAlias {
        PutAlias { alias: self.alias.clone(), room_id: room_id.clone() }
    }

    /// The alias that the target was named by; `None` when it is a room's id.
    fn by_alias(&self) -> Option<ResolveAlias> {
        let is_room = id::kind(&self.target) == Some(id::Kind::Room);
        (!is_room).then(|| ResolveAlias { alias: id::alias(&self.target, &self.own_server).into() })
    }

    /// Finds the target first, so that nothing is taken away for a room that does not exist.
    async fn find(&self, ask: &dyn Ask) -> Result<RoomId, ApiError> {
        if let Some(known) = self.room.get() {
            return Ok(known.clone());
        }
        let room = match self.by_alias() {
            Some(named) => ask.call(&named).await?.room_id,
            None => {
                let room_id = RoomId::from(self.target.as_str());
                ask.call(&GetRoom { room_id: room_id.clone() }).await?;
                room_id
            }
        };
        Ok(self.room.get_or_init(|| room).clone())
    }

    async fn point(&self, ask: &dyn Ask) -> Result<(), Stopped> {
        let room = self.find(ask).await.map_err(Stopped::Before)?;
        let now = room_of(ask, &self.alias).await.map_err(Stopped::Before)?;
        let put = self.put(&room);
        match now {
            Some(now) if now == room => Ok(()),
            None => ask.call(&put).await.map_err(Stopped::Writing),
            Some(now) if self.current.as_ref() == Some(&now) => {
                match ask.call(&self.delete()).await {
                    // The browser may have repeated it; whether it is free now, the next request tells.
                    Err(error) if !error.is_not_found() => Err(Stopped::Writing(error)),
                    _ => ask.call(&put).await.map_err(Stopped::Between),
                }
            }
            Some(now) => Err(Stopped::Moved(moved::moved(now.as_str()))),
        }
    }
}

impl Action for PointAlias {
    fn name(&self) -> &'static str {
        "point-alias"
    }

    fn words(&self) -> Words {
        let what = if self.current.is_some() { text::point_what_taken() } else { text::point_what_free() };
        let lines = vec![Line::Id(self.alias.to_string()), Line::Text(what)];
        Words { button: text::point_elsewhere(), title: text::point_title(), lines, danger: true }
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn filled(&self, values: &Filled) -> Option<Rc<dyn Action>> {
        let typed = id::pasted(values.text(TARGET));
        let target = match understand_alias(typed, &self.own_server) {
            Some(Target::Room(id) | Target::Alias(id)) => id,
            _ => typed.to_owned(),
        };
        Some(Rc::new(Self { target, room: OnceCell::new(), ..self.clone() }))
    }

    fn caution(&self, _: &Me) -> Option<&'static str> {
        oddity(&self.target).map(odd_letters)
    }

    /// A room that is named by an alias must be looked up first.
    fn plan(&self) -> Vec<Request> {
        let named = self.by_alias();
        let room_id = RoomId::from(if named.is_some() { "THE ROOM ID" } else { &self.target });
        let look_up = named.filter(|_| !self.target.is_empty()).map(|named| named.shown());
        let delete = self.current.as_ref().map(|_| self.delete().shown());
        look_up.into_iter().chain(delete).chain([self.put(&room_id).shown()]).collect()
    }

    fn write<'a>(&'a self, ask: &'a dyn Ask) -> LocalBoxFuture<'a, Result<(), Stopped>> {
        self.point(ask).boxed_local()
    }

    fn read<'a>(&'a self, ask: &'a dyn Ask, met: Option<&'a ApiError>) -> LocalBoxFuture<'a, Result<Now, ApiError>> {
        async move {
            let (room, now) = (self.find(ask).await?, room_of(ask, &self.alias).await?);
            Ok(match (&self.current, now) {
                (Some(_), None) => Now { told: Told::Halfway, says: text::half_moved(met) },
                (Some(current), Some(now)) if now != room => {
                    if now == *current {
                        Now::unchanged(text::unconfirmed_pointed(now.as_str()), met)
                    } else {
                        // Whoever took it from its room, that no longer has it.
                        let says = text::taken(self.alias.as_str(), room.as_str(), now.as_str());
                        Now { told: Told::Halfway, says }
                    }
                }
                (_, now) => pointed((&self.alias, &room), now, met),
            })
        }
        .boxed_local()
    }

    fn is_moot(&self, error: &ApiError) -> bool {
        error.is_taken()
    }

    fn undo(&self) -> Option<Rc<dyn Action>> {
        let back = |room: &RoomId| Rc::new(PutAliasBack::new(self.alias.clone(), room.clone())) as Rc<dyn Action>;
        self.current.as_ref().map(back)
    }
}
