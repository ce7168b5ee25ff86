//! The rooms, one after the other.

use std::collections::VecDeque;

use super::course::{PARALLEL, Run, or_refusal};
use super::job::{Note, Todo};
use super::page::{Erased, look_up_erased};
use super::pages::{self, Pages};
use super::room_at::RoomAt;
use super::start::{self, Start, start};
use crate::export::event::{Event, Facts, version_number};
use crate::export::html::room::first_page;
use crate::export::manifest::{RoomEntry, What, evidence};
use crate::export::options::Eyes;
use crate::export::progress::ExportStage;
use crate::export::python_json::{Json, Text};
use crate::export::rooms::Room;
use crate::export::zip::Method;
use crate::runs::ahead::Ahead;
use crate::runs::patient::Failure;
use crate::runs::stopped::Stopped;
use crate::text::export_file as t;

/// Rooms whose beginning is being asked for, in their order.
type Starting = VecDeque<(usize, Ahead<Result<Start, Failure>>)>;

impl Run {
    pub(super) async fn rooms(&mut self) -> Result<(), Stopped> {
        let mut starting = Starting::new();
        let mut asked = 0;
        let mut erased = Erased::new();
        while let Todo::Room(index, at) = std::mem::replace(&mut self.job.step, Todo::Done) {
            self.job.step = Todo::Room(index, None);
            self.progress.rooms.0 = index as u64;
            self.progress.events = self.job.events;
            let Some(room) = self.job.rooms.get(index).cloned() else {
                return self.next(Todo::Media(0)).await;
            };
            self.show(&room, at.as_deref());
            asked = asked.max(index + usize::from(at.is_some()));
            self.ask_ahead(&mut starting, &mut asked);
            if let Some(at) = at {
                // From a checkpoint.
                let pages = at.from.clone().map(|from| self.pages_from(&room, &at, from));
                self.room(index, &room, *at, pages, &mut erased).await?;
                continue;
            }
            // A room that is left out was not asked for: then the first of these is of a later room, and stays.
            let is_asked = starting.front().is_some_and(|(first, _)| *first == index);
            let started = match is_asked.then(|| starting.pop_front()).flatten() {
                Some((_, started)) => started.outcome().await,
                None => {
                    self.skip_room(index, &room, t::left_out().to_owned()).await?;
                    continue;
                }
            };
            match started.as_deref() {
                Some(Ok(Start::Never { member_event })) => {
                    self.never_in(index, &room, member_event.as_deref()).await?;
                }
                Some(Ok(Start::Events(events))) => {
                    let at = self.begin_room(&room, events);
                    self.room(index, &room, at, events.pages.take(), &mut erased).await?;
                }
                Some(Err(Failure::Refused(error))) => self.skip_room(index, &room, evidence(error)).await?,
                Some(Err(Failure::Stopped(error))) => return Err(Stopped::Server(error.clone())),
                None => {}
            }
        }
        Ok(())
    }

    /// Asks how the next rooms begin.
    fn ask_ahead(&self, starting: &mut Starting, asked: &mut usize) {
        while starting.len() < PARALLEL as usize {
            let Some(room) = self.job.rooms.get(*asked).cloned() else {
                return;
            };
            if !self.job.options.leave_out.contains(&room.room_id) {
                let user_id = self.job.options.user_id.clone();
                let work = start(self.world.clone(), self.server.clone(), room, self.job.view, user_id);
                starting.push_back((*asked, Ahead::new(&*self.world, work)));
            }
            *asked += 1;
        }
    }

    async fn skip_room(&mut self, index: usize, room: &Room, why: String) -> Result<(), Stopped> {
        self.job.manifest.skip(What::Room, &room.room_id, None, why);
        self.next(Todo::Room(index + 1, None)).await
    }

    fn show(&mut self, room: &Room, at: Option<&RoomAt>) {
        self.progress.room = room.name.clone().unwrap_or_else(|| room.room_id.clone());
        self.progress.room_estimate = room.estimate;
        self.progress.room_events = at.map_or(0, |at| at.timeline.events);
        self.report(ExportStage::Rooms);
    }

    fn begin_room(&mut self, room: &Room, events: &start::Events) -> RoomAt {
        if events.as_admin && self.is_as_user() {
            self.job.notes.insert(Note::RoomsAsAdmin);
        }
        let folder = self.job.names.claim("rooms/", &room.room_id);
        self.zip.begin(&format!("{folder}/events"), Method::Deflated);
        RoomAt {
            folder,
            as_admin: events.as_admin,
            until: events.until.clone(),
            viewer: self.viewer(),
            ..RoomAt::default()
        }
    }

    /// A room's events, page by page, and what comes with them.
    async fn room(
        &mut self,
        index: usize,
        room: &Room,
        mut at: RoomAt,
        mut pages: Option<Pages>,
        erased: &mut Erased,
    ) -> Result<(), Stopped> {
        while let Some(pages) = &mut pages
            && let Some(page) = pages.next().await
        {
            let page = match page {
                Ok(page) => page,
                Err(Failure::Refused(error)) => {
                    self.job.manifest.skip(What::Room, &room.room_id, None, evidence(&error));
                    break;
                }
                Err(Failure::Stopped(error)) => return Err(Stopped::Server(error)),
            };
            if at.as_admin && self.job.view != Eyes::AdminUnfiltered {
                self.look_up(&at, &page, erased).await?;
            }
            let goes_on = self.take(index, room, &mut at, &page, erased);
            at.from = pages::end(&page).filter(|_| goes_on);
            self.show(room, Some(&at));
            self.keep_room(index, &at).await?;
            if !goes_on {
                break;
            }
        }
        at.from = None;
        self.end_room(index, room, at).await
    }

    async fn look_up(&self, at: &RoomAt, page: &Text, erased: &mut Erased) -> Result<(), Stopped> {
        or_refusal(look_up_erased(&self.server, at, page, erased).await)?.map_err(Stopped::Server)
    }

    /// A checkpoint in the middle of a room, if it is time: what is known of a large room is large, too.
    pub(super) async fn keep_room(&mut self, index: usize, at: &RoomAt) -> Result<(), Stopped> {
        if !self.is_time() {
            return self.flush(false).await;
        }
        self.job.step = Todo::Room(index, Some(Box::new(at.clone())));
        self.keep(true).await
    }

    fn pages_from(&self, room: &Room, at: &RoomAt, from: String) -> Pages {
        let list = start::page(&room.room_id, at.as_admin, Some(from), at.until.token.clone());
        Pages::follow(&*self.world, self.server.clone(), list, None)
    }

    /// A page for people is full.
    pub(super) fn turn(&mut self, index: usize, room: &Room, at: &mut RoomAt, is_last: bool) {
        let page = at.timeline.turn(index, &room.room_id, &self.job.options.user_id, is_last);
        let written = self.aside.add(&page.path, Method::Deflated, page.html.as_bytes());
        self.job.manifest.wrote(&page.path, None, &written);
    }

    async fn end_room(&mut self, index: usize, room: &Room, mut at: RoomAt) -> Result<(), Stopped> {
        if let Some(written) = self.zip.end() {
            let original = format!("rooms/{}/events", room.room_id);
            self.job.manifest.wrote(&format!("{}/events", at.folder), Some(&original), &written);
        }
        self.states(index, room, &mut at).await?;
        self.turn(index, room, &mut at, true);
        self.job.manifest.rooms.push(RoomEntry {
            room_id: room.room_id.clone(),
            name: at.timeline.name(&self.job.options.user_id),
            membership: room.membership.clone(),
            path: at.folder,
            page: first_page(index),
            events: at.timeline.events,
            as_admin: at.as_admin,
        });
        self.job.events += at.timeline.events;
        self.next(Todo::Room(index + 1, None)).await
    }

    /// A room that the user was invited to or knocked at, and no more: the event, and what the server tells them of it.
    async fn never_in(&mut self, index: usize, room: &Room, member_event: Option<&str>) -> Result<(), Stopped> {
        if matches!(room.membership.as_str(), "invite" | "knock") {
            let folder = self.job.names.claim("rooms/", &room.room_id);
            let mut at = RoomAt { folder, ..RoomAt::default() };
            let event = member_event.and_then(|event| Event::read(Json::parse(event).ok()?));
            match event {
                Some(event) => {
                    let version = room.stripped.iter().find_map(|event| version_of(event));
                    let now_ms = self.page_time(std::slice::from_ref(&event));
                    let mut out = String::new();
                    event.write(Facts { room_version: version, now_ms }, &mut out);
                    let original = format!("rooms/{}/events", room.room_id);
                    self.add(&format!("{}/events", at.folder), Some(&original), Method::Deflated, out.as_bytes());
                    at.timeline.add(&event, &|_| None);
                }
                None => {
                    let why = t::invite_without_event().to_owned();
                    self.job.manifest.skip(What::Event, &room.room_id, Some(&room.room_id), why);
                }
            }
            self.add_stripped(room, &at.folder);
            for text in &room.stripped {
                Json::parse(text).into_iter().for_each(|event| at.timeline.learn_stripped(event));
            }
            return self.end_room(index, room, at).await;
        }
        self.job.manifest.skip(What::Room, &room.room_id, None, t::never_in().to_owned());
        self.next(Todo::Room(index + 1, None)).await
    }

    fn add_stripped(&mut self, room: &Room, folder: &str) {
        if room.stripped.is_empty() {
            let why = t::no_stripped_state().to_owned();
            self.job.manifest.skip(What::State, room.stripped_file(), Some(&room.room_id), why);
        } else {
            let file = room.stripped_file();
            let original = format!("rooms/{}/{file}", room.room_id);
            self.add(&format!("{folder}/{file}"), Some(&original), Method::Deflated, room.stripped.concat().as_bytes());
        }
    }
}

/// The room's version in a stripped `m.room.create`.
fn version_of(event: &str) -> Option<u32> {
    let event = Json::parse(event).ok()?;
    let is_create = event.text_of("type")? == "m.room.create";
    let version = event.get("content")?.text_of("room_version");
    is_create.then(|| version.as_deref().map_or(Some(1), version_number)).flatten()
}
