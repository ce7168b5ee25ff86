//! The room's state behind each gap, as servers exchange it.
//!
//! Admins get a state as clients see it, and any event as servers exchange it (Synapse 1.140 and newer), but not a state
//! so. Older releases give events only page by page: then all of the room's state events are gone through.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::course::{PARALLEL, Run, or_refusal};
use super::room_at::RoomAt;
use crate::api::export::{EventContext, FetchEvent, ListMessages, Only};
use crate::export::event::{Event, Facts, merge};
use crate::export::manifest::{What, evidence};
use crate::export::python_json::{Json, Text};
use crate::export::rooms::Room;
use crate::export::server::Who;
use crate::export::zip::Method;
use crate::runs::ahead::Ahead;
use crate::runs::patient::Failure;
use crate::runs::stopped::Stopped;
use crate::text::export_file as t;

/// Events as servers exchange them, by their ids.
type Raw = BTreeMap<String, Text>;

impl Run {
    pub(super) async fn states(&mut self, index: usize, room: &Room, at: &mut RoomAt) -> Result<(), Stopped> {
        let gaps: Vec<String> = at.gaps.events().skip(at.states).map(str::to_owned).collect();
        let mut raw = Raw::new();
        for event_id in gaps {
            let context =
                EventContext { room_id: room.room_id.as_str().into(), event_id: event_id.as_str().into(), state: true };
            match or_refusal(self.server.text(Who::Admin, &context).await)? {
                Ok(answer) => self.state(room, at, &event_id, &answer, &mut raw).await?,
                Err(error) => {
                    self.job.manifest.skip(What::State, &event_id, Some(&room.room_id), evidence(&error));
                }
            }
            at.states += 1;
            self.keep_room(index, at).await?;
        }
        Ok(())
    }

    async fn state(
        &mut self,
        room: &Room,
        at: &RoomAt,
        event_id: &str,
        answer: &Text,
        raw: &mut Raw,
    ) -> Result<(), Stopped> {
        let state = answer.json().get("state");
        let shown: Vec<Event> = state.into_iter().flat_map(Json::items).filter_map(Event::read).collect();
        self.fetch(room, &shown, raw).await?;
        let facts = Facts { room_version: at.version, now_ms: self.page_time(&shown) };
        let mut out = String::new();
        let mut is_whole = true;
        for event in &shown {
            let merged = raw.get(&*event.id).map(|raw| merge(event.json, raw.json()));
            match merged.as_deref().and_then(|merged| Event::read(Json::parse(merged).ok()?)) {
                Some(whole) => whole.write(facts, &mut out),
                None => {
                    is_whole = false;
                    event.write(facts, &mut out);
                }
            }
        }
        let path = self.job.names.claim(&format!("{}/state/", at.folder), event_id);
        let original = format!("rooms/{}/state/{event_id}", room.room_id);
        self.add(&path, Some(&original), Method::Deflated, out.as_bytes());
        if !is_whole {
            let why = t::state_in_client_format().to_owned();
            self.job.manifest.skip(What::State, event_id, Some(&room.room_id), why);
        }
        Ok(())
    }

    /// Gets the events that are not there yet.
    async fn fetch(&mut self, room: &Room, shown: &[Event<'_>], raw: &mut Raw) -> Result<(), Stopped> {
        let mut missing: VecDeque<String> =
            shown.iter().map(|event| event.id.to_string()).filter(|id| !raw.contains_key(id)).collect();
        let mut under_way = VecDeque::new();
        loop {
            while under_way.len() < PARALLEL as usize
                && let Some(event_id) = missing.pop_front()
            {
                let (server, fetch) = (self.server.clone(), FetchEvent { event_id: event_id.as_str().into() });
                let work = async move { server.text(Who::Admin, &fetch).await };
                under_way.push_back((event_id, Ahead::new(&*self.world, work)));
            }
            let Some((event_id, fetched)) = under_way.pop_front() else {
                return Ok(());
            };
            match fetched.outcome().await.as_deref() {
                Some(Ok(answer)) => {
                    let event = answer.json().get("event").and_then(|event| Text::parse(event.raw().to_owned()).ok());
                    raw.extend(event.map(|event| (event_id, event)));
                }
                Some(Err(Failure::Refused(error))) if error.is_unrecognized() => {
                    return self.go_through(room, shown, raw).await;
                }
                Some(Err(Failure::Stopped(error))) => return Err(Stopped::Server(error.clone())),
                _ => {}
            }
        }
    }

    /// Looks for them among all events of their types in the room.
    async fn go_through(&mut self, room: &Room, shown: &[Event<'_>], raw: &mut Raw) -> Result<(), Stopped> {
        let mut missing: BTreeSet<&str> = shown.iter().map(|event| &*event.id).collect();
        missing.retain(|id| !raw.contains_key(*id));
        let wanted = shown.iter().filter(|event| missing.contains(&*event.id));
        let types: BTreeSet<String> = wanted.map(|event| event.kind.to_string()).collect();
        let only = Some(Only { types: types.into_iter().collect(), senders: Vec::new() });
        let mut list =
            ListMessages { room_id: room.room_id.as_str().into(), as_admin: true, from: None, to: None, only };
        while !missing.is_empty() {
            let Ok(answer) = or_refusal(self.server.text(Who::Admin, &list).await)? else {
                return Ok(());
            };
            for event in answer.json().get("chunk").into_iter().flat_map(Json::items) {
                let id = event.text_of("event_id").unwrap_or_default();
                if missing.remove(&*id) {
                    raw.extend(Text::parse(event.raw().to_owned()).ok().map(|event| (id.into_owned(), event)));
                }
            }
            list.from = answer.json().text_of("end").map(|end| end.into_owned());
            if list.from.is_none() {
                return Ok(());
            }
        }
        Ok(())
    }
}
