//! How a room begins: whether there is anything in it for the user, who must ask, where it ends, and its first page. All
//! of it is asked while the rooms before are written.

use std::cell::RefCell;
use std::rc::Rc;

use super::pages::Pages;
use super::room_at::Until;
use crate::api::export::{EventContext, ListMessages, Only};
use crate::export::event::Event;
use crate::export::options::Eyes;
use crate::export::python_json::Json;
use crate::export::rooms::{Room, stop_token};
use crate::export::server::{Server, Who};
use crate::export::world::World;
use crate::model::id::UserId;
use crate::runs::patient::Failure;

/// How a room begins.
pub(super) enum Start {
    /// The user was never in it.
    Never {
        /// The invite or knock, like an event of `/messages?raw=1`.
        member_event: Option<String>,
    },
    /// There are events.
    Events(Box<Events>),
}

/// Where events come from.
pub(super) struct Events {
    pub(super) as_admin: bool,
    pub(super) until: Until,
    /// Whoever writes the room takes them.
    pub(super) pages: RefCell<Option<Pages>>,
}

/// Finds out, with one request for a room that the user is in and a few for one that they left.
pub(super) async fn start(
    world: Rc<dyn World>,
    server: Rc<Server>,
    room: Room,
    view: Eyes,
    user_id: String,
) -> Result<Start, Failure> {
    let mut until = Until::default();
    if !room.is_joined() {
        let own = own_memberships(&server, &room, &user_id).await?;
        if !own.was_in {
            let member_event = room.member_event.clone().or(own.last);
            return Ok(Start::Never { member_event });
        }
        let id = |text: &str| Json::parse(text).ok()?.text_of("event_id").map(|id| id.into_owned());
        until.event = room.member_event.as_deref().and_then(id).or_else(|| own.last.as_deref().and_then(id));
        until.token = match &until.event {
            Some(event_id) => place(&server, &room.room_id, event_id).await?,
            None => None,
        };
    }
    // Whoever left may read on as far as they were; whoever was banned, or invited or let in anew, may not, or only
    // what everybody may.
    let mut as_admin = view != Eyes::AsUser || !matches!(room.membership.as_str(), "join" | "leave");
    loop {
        let list = page(&room.room_id, as_admin, None, until.token.clone());
        match server.text(Who::is_admin(as_admin), &list).await {
            Ok(first) => {
                let pages = RefCell::new(Some(Pages::follow(&*world, server, list, Some(first))));
                return Ok(Start::Events(Box::new(Events { as_admin, until, pages })));
            }
            Err(Failure::Refused(error)) if error.is_forbidden() && !as_admin => as_admin = true,
            Err(failure) => return Err(failure),
        }
    }
}

/// A page of a room.
pub(super) fn page(room_id: &str, as_admin: bool, from: Option<String>, to: Option<String>) -> ListMessages {
    ListMessages { room_id: room_id.into(), as_admin, from, to, only: None }
}

#[derive(Default)]
struct Own {
    was_in: bool,
    last: Option<String>,
}

/// Whether the user was in a room, and, where that is not known yet, their last membership.
async fn own_memberships(server: &Server, room: &Room, user_id: &str) -> Result<Own, Failure> {
    let mut own = Own::default();
    let mut senders = vec![UserId::from(user_id)];
    match &room.member_by {
        _ if room.member_event.is_some() => {}
        Some(sender) if sender != user_id => senders.push(sender.as_str().into()),
        Some(_) => {}
        // Nobody knows who: then all memberships of the room must be looked at.
        None => senders.clear(),
    }
    let only = Some(Only { types: vec!["m.room.member".to_owned()], senders });
    let mut list = ListMessages { room_id: room.room_id.as_str().into(), as_admin: true, from: None, to: None, only };
    loop {
        let answer = match server.text(Who::Admin, &list).await {
            Ok(answer) => answer,
            // The server left the room and forgot it.
            Err(Failure::Refused(_)) => return Ok(own),
            Err(stopped) => return Err(stopped),
        };
        let events = answer.json().get("chunk").into_iter().flat_map(Json::items).filter_map(Event::read);
        for event in events.filter(|event| event.is_membership_of(user_id)) {
            own.was_in |= event.content_text("membership").as_deref() == Some("join");
            own.last = Some(event.json.raw().to_owned());
        }
        list.from = answer.json().text_of("end").map(|end| end.into_owned());
        if list.from.is_none() || (own.was_in && room.member_event.is_some()) {
            return Ok(own);
        }
    }
}

/// The place of an event in the room's stream.
async fn place(server: &Server, room_id: &str, event_id: &str) -> Result<Option<String>, Failure> {
    let context = EventContext { room_id: room_id.into(), event_id: event_id.into(), state: false };
    match server.text(Who::Admin, &context).await {
        Ok(answer) => Ok(answer.json().text_of("end").as_deref().and_then(stop_token)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(stopped) => Err(stopped),
    }
}
