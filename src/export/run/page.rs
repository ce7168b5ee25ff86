//! A page of events, made PDUs.

use std::collections::{HashMap, HashSet};

use super::course::Run;
use super::room_at::RoomAt;
use crate::api::users::GetUser;
use crate::export::event::{Event, Facts, page_time, version_number};
use crate::export::html::room::own_media_id;
use crate::export::options::Eyes;
use crate::export::prune::prune;
use crate::export::python_json::{Json, Text};
use crate::export::rooms::Room;
use crate::export::server::{Server, Who};
use crate::export::visibility::{Sight, Viewer};
use crate::model::id;
use crate::runs::patient::Failure;

/// People on this server of whom it is known whether they had their data erased.
pub(super) type Erased = HashMap<String, bool>;

impl Run {
    /// Takes in a page of a room. `false` when the user's part of the room is over.
    pub(super) fn take(&mut self, index: usize, room: &Room, at: &mut RoomAt, page: &Text, erased: &Erased) -> bool {
        let events = events(page);
        let now_ms = self.page_time(&events);
        let mut out = String::new();
        let mut goes_on = true;
        for event in &events {
            if event.kind == "m.room.create" && event.state_key.as_deref() == Some("") {
                at.version = event.content_text("room_version").as_deref().map_or(Some(1), version_number);
            }
            let pruned = match self.sight(at, event, erased) {
                Seen::Whole => None,
                Seen::Pruned => Some(prune(event, at.version)),
                Seen::Hidden => continue,
            };
            let pruned = pruned.as_deref().and_then(|text| Event::read(Json::parse(text).ok()?));
            let event = pruned.as_ref().unwrap_or(event);
            if self.job.options.is_wanted(event.at_ms) {
                at.gaps.add(&event.id, event.previous());
                event.write(Facts { room_version: at.version, now_ms }, &mut out);
                if at.timeline.is_full() {
                    self.turn(index, room, at, false);
                }
                self.tell(at, event);
            }
            // Without a token that says where to stop, this is as near as it gets.
            if at.until.token.is_none() && at.until.event.as_deref() == Some(&*event.id) {
                goes_on = false;
                break;
            }
        }
        self.zip.write(out.as_bytes());
        goes_on
    }

    fn sight(&self, at: &mut RoomAt, event: &Event, erased: &Erased) -> Seen {
        if !at.as_admin || self.job.view == Eyes::AdminUnfiltered {
            return Seen::Whole;
        }
        let is_erased = || erased.get(&*event.sender).copied().unwrap_or(false);
        match at.visibility.see(event, &at.viewer) {
            Sight::Hidden => Seen::Hidden,
            Sight::HiddenIfErased if is_erased() => Seen::Hidden,
            Sight::PrunedIfErased if is_erased() => Seen::Pruned,
            _ => Seen::Whole,
        }
    }

    /// For people.
    fn tell(&self, at: &mut RoomAt, event: &Event) {
        let user_id = &self.job.options.user_id;
        let medium = |address: &str| {
            let media_id = own_media_id(address, user_id)?;
            self.job.media.iter().find(|medium| medium.media_id == media_id)?.path.clone()
        };
        at.timeline.add(event, &medium);
    }

    /// The server's time when it wrote these events.
    pub(super) fn page_time(&self, events: &[Event]) -> i64 {
        let own_server = id::server(&self.job.options.user_id).unwrap_or_default();
        page_time(events, own_server, self.world.wire().now_ms() as i64)
    }

    /// Who looks.
    pub(super) fn viewer(&self) -> Viewer {
        Viewer { user_id: self.job.options.user_id.clone(), ignored: self.job.ignored.clone() }
    }
}

enum Seen {
    Whole,
    Pruned,
    Hidden,
}

/// The events of a page.
pub(super) fn events(page: &Text) -> Vec<Event<'_>> {
    page.json().get("chunk").into_iter().flat_map(Json::items).filter_map(Event::read).collect()
}

/// Asks of everybody in the page of whom it matters whether they had their data erased.
pub(super) async fn look_up_erased(
    server: &Server,
    at: &RoomAt,
    page: &Text,
    erased: &mut Erased,
) -> Result<(), Failure> {
    let own_server = id::server(&at.viewer.user_id);
    let mut visibility = at.visibility.clone();
    let mut unknown = HashSet::new();
    for event in events(page) {
        let matters = matches!(visibility.see(&event, &at.viewer), Sight::PrunedIfErased | Sight::HiddenIfErased);
        if matters && id::server(&event.sender) == own_server && !erased.contains_key(&*event.sender) {
            unknown.insert(event.sender.into_owned());
        }
    }
    for user_id in unknown {
        let is_erased = match server.text(Who::Admin, &GetUser { user_id: user_id.as_str().into() }).await {
            Ok(user) => user.json().get("erased").is_some_and(|erased| matches!(erased.raw(), "true" | "1")),
            Err(Failure::Refused(_)) => false,
            Err(stopped) => return Err(stopped),
        };
        erased.insert(user_id, is_erased);
    }
    Ok(())
}
