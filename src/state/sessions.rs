//! The signed-in sessions: kept per homeserver, chosen by `server=`, ended by the server.
//!
//! Sessions that are kept on the device belong to all tabs. So what is stored is never written from memory as a whole: it
//! is read, changed where it must be, and written back.

mod kept;
mod names;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::account::Refreshed;
use crate::api::capabilities::{Capabilities, Seen};
use crate::api::session::Session;
use crate::api::transport::{Guard, Host};
use crate::api::{ApiError, Request};
use crate::browser::locks;
use crate::browser::storage::{Keep, Key};
use crate::config::Config;
use crate::model::id::UserId;
use crate::state::nav::Nav;
use crate::state::notices::Notices;
use crate::state::settings::Settings;
use crate::text;

pub use kept::Identity;
use kept::{Held, change, held_at_first, identity, stored_in};

/// The sessions of this tab.
#[derive(Clone, Copy)]
pub struct Sessions {
    /// Oldest first; at most one a homeserver.
    held: RwSignal<Vec<Held>>,
    /// The one that the address asks for, if `config.json` allows its server.
    current: Memo<Option<Session>>,
    /// All that `config.json` allows.
    all: Memo<Vec<Identity>>,
    /// Sessions that the server no longer accepts: the page stays, with a sign-in over it.
    ended: RwSignal<Vec<Identity>>,
    /// Accounts that turned out to be no server admin.
    not_admin: RwSignal<Vec<Identity>>,
    /// What answers told about the servers, by base URL.
    seen: RwSignal<Vec<(String, Seen)>>,
    /// What the current one's server and token can do.
    capabilities: Memo<Option<Capabilities>>,
    /// Counts sign-ins, so that what is shown is read again.
    epoch: RwSignal<u32>,
    /// Requests outlive the component that made them, so no context may be looked up when they end.
    notices: Notices,
}

impl Sessions {
    /// Takes up what the browser kept.
    pub fn provide(nav: Nav, notices: Notices, settings: Settings) -> Self {
        let held = RwSignal::new(held_at_first());
        let allowed = move |session: &Session| {
            let is_found = |config: &Config| session.found_by.as_deref().is_some_and(|name| config.allows(name));
            settings.with_config(|config| config.allows(&session.base_url) || is_found(config))
        };
        let current = Memo::new(move |_| {
            let server = nav.server();
            let asked_for = |session: &Session| server.as_deref().is_none_or(|server| session.counts_for(server));
            held.with(|held| {
                held.iter().map(|held| &held.session).find(|session| asked_for(session) && allowed(session)).cloned()
            })
        });
        let all = Memo::new(move |_| {
            let sessions = |held: &Vec<Held>| {
                held.iter().map(|held| &held.session).filter(|session| allowed(session)).map(identity).collect()
            };
            held.with(sessions)
        });
        let seen = RwSignal::new(Vec::<(String, Seen)>::new());
        let capabilities = Memo::new(move |_| {
            let session = current.get()?;
            let of = |seen: &Vec<(String, Seen)>| {
                let known = seen.iter().find(|(base_url, _)| *base_url == session.base_url);
                Capabilities::of(&session, &known.map(|(_, seen)| seen.clone()).unwrap_or_default())
            };
            Some(seen.with(of))
        });
        let (ended, not_admin) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let epoch = RwSignal::new(0);
        let sessions = Self { held, current, all, ended, not_admin, seen, capabilities, epoch, notices };
        provide_context(sessions);
        sessions.follow_other_tabs();
        sessions
    }

    /// The sessions of the app that a component runs in.
    pub fn use_() -> Self {
        expect_context()
    }

    /// The session that the address asks for, tracked.
    pub fn current(self) -> Option<Session> {
        self.current.get()
    }

    /// The same without tracking, for event handlers and requests.
    pub fn current_untracked(self) -> Option<Session> {
        self.current.get_untracked()
    }

    /// Whose pages are shown, tracked: changes when the account does, not when its tokens do.
    pub fn identity(self) -> Option<Identity> {
        self.current.with(|session| session.as_ref().map(identity))
    }

    /// Everybody who is signed in, tracked.
    pub fn all(self) -> Vec<Identity> {
        self.all.get()
    }

    /// The same session with the newest tokens.
    pub fn latest(self, session: &Session) -> Option<Session> {
        self.find(session).map(|held| held.session)
    }

    /// A server that somebody is signed in to beside this one, as base URL.
    pub fn another_than(self, base_url: &str) -> Option<String> {
        self.all.with_untracked(|all| all.iter().map(|(other, _)| other).find(|other| *other != base_url).cloned())
    }

    /// What the current session's server and token can do, tracked; `None` without a session.
    pub fn capabilities(self) -> Option<Capabilities> {
        self.capabilities.get()
    }

    /// The same without tracking, for event handlers and requests.
    pub fn capabilities_untracked(self) -> Option<Capabilities> {
        self.capabilities.get_untracked()
    }

    /// The server name of the session, for completing ids; empty without one.
    pub fn server_name(self) -> String {
        self.current.with_untracked(|session| session.as_ref().map(|s| s.server_name().to_owned()).unwrap_or_default())
    }

    /// The MXID of the session; empty without one.
    pub fn user_id(self) -> UserId {
        self.current.with_untracked(|session| session.as_ref().map(|s| s.user_id.clone()).unwrap_or_default())
    }

    /// The base URL of the session; empty without one.
    pub fn base_url(self) -> String {
        self.current.with_untracked(|session| session.as_ref().map(|s| s.base_url.clone()).unwrap_or_default())
    }

    /// Makes the caller depend on new sign-ins.
    pub fn track_epoch(self) {
        self.epoch.track();
    }

    /// Whether the current session was ended by the server, tracked.
    pub fn is_ended(self) -> bool {
        self.is_among(self.ended)
    }

    /// Whether the current account turned out to be no admin, tracked.
    pub fn is_not_admin(self) -> bool {
        self.is_among(self.not_admin)
    }

    fn is_among(self, list: RwSignal<Vec<Identity>>) -> bool {
        self.identity().is_some_and(|account| list.with(|list| list.contains(&account)))
    }

    /// A request was refused because the account is no server admin.
    pub fn lost_admin_right(self) {
        if let Some(account) = self.current.with_untracked(|session| session.as_ref().map(identity)) {
            add(self.not_admin, account);
        }
    }

    /// Asks again whether the account is an admin: shows the pages, which will tell.
    pub fn retry_admin_right(self) {
        self.not_admin.set(Vec::new());
        self.bump();
    }

    /// Has the page read again what it shows: something was changed beside it.
    pub fn read_again(self) {
        self.bump();
    }

    /// Begins a session (or revives the ended one of the same account).
    pub fn begin(self, mut session: Session, keep: bool, is_admin: bool) {
        // Whoever signs in again by the base URL has proven the name before.
        if let Some(Held { session: old, .. }) = self.find(&session) {
            session.found_by = session.found_by.or(old.found_by);
            session.confirmed |= old.confirmed;
        }
        let (account, base_url) = (identity(&session), session.base_url.clone());
        take_out(self.ended, &account);
        take_out(self.not_admin, &account);
        if !is_admin {
            add(self.not_admin, account);
        }
        let mut keep = if keep { Keep::Device } else { Keep::Tab };
        let stored = [Keep::Tab, Keep::Device].map(|place| {
            change(place, |sessions| {
                sessions.retain(|other| other.base_url != base_url);
                if place == keep {
                    sessions.push(session.clone());
                }
            })
        });
        if stored != [true; 2] {
            self.notices.warn(text::app::storage_blocked());
            // What is stored nowhere lives as long as this tab.
            keep = Keep::Tab;
        }
        self.held.update(|held| {
            let begun = Held { session, keep };
            match held.iter_mut().find(|other| other.session.base_url == base_url) {
                Some(old) => *old = begun,
                None => held.push(begun),
            }
        });
        self.bump();
    }

    /// Forgets the session of this account.
    pub fn forget(self, session: &Session) {
        let gone = identity(session);
        take_out(self.ended, &gone);
        self.held.update(|held| held.retain(|held| identity(&held.session) != gone));
        for place in [Keep::Tab, Keep::Device] {
            // A storage that refuses to be written cannot hold the session either.
            let _ = change(place, |sessions| sessions.retain(|session| identity(session) != gone));
        }
    }

    /// Remembers which Synapse this is, for the next visit.
    pub fn saw_version(self, version: &str) {
        let Some(session) = self.current_untracked() else { return };
        if session.version.as_deref() != Some(version) {
            self.amend(&session, |session| session.version = Some(version.to_owned()));
        }
    }

    /// Changes a session here and where it is kept; one that was signed out elsewhere is not brought back.
    fn amend(self, session: &Session, amend: impl Fn(&mut Session)) {
        let account = identity(session);
        let mut place = None;
        self.held.update(|held| {
            for held in held.iter_mut().filter(|held| identity(&held.session) == account) {
                amend(&mut held.session);
                place = Some(held.keep);
            }
        });
        let Some(place) = place else { return };
        // The storage was writable when the session was stored; should it no longer be, this tab still has it.
        let _ = change(place, |sessions| {
            sessions.iter_mut().filter(|session| identity(session) == account).for_each(amend);
        });
    }

    fn bump(self) {
        self.epoch.update(|epoch| *epoch = epoch.wrapping_add(1));
    }

    /// Another tab may refresh tokens, sign in or sign out.
    fn follow_other_tabs(self) {
        crate::browser::location::listen("storage", move |event| {
            use wasm_bindgen::JsCast as _;
            let key = event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key);
            if key.as_deref() == Some(Key::Sessions.name()) {
                self.take_over();
            }
        });
    }

    /// Takes over what is stored on the device. The order stays, so that a tab without `server=` stays where it is; and so
    /// does an ended session with the page behind it, until it is begun anew in whichever tab.
    fn take_over(self) {
        let stored = stored_in(Keep::Device);
        let ended = self.ended.get_untracked();
        let is_ended = |held: &Held| ended.contains(&identity(&held.session));
        let mut revived = Vec::new();
        let mut held = self.held.get_untracked();
        held.retain(|held| {
            let is_stored = stored.iter().any(|session| identity(session) == identity(&held.session));
            held.keep == Keep::Tab || is_stored || is_ended(held)
        });
        for session in stored {
            let new = Held { session, keep: Keep::Device };
            match held.iter_mut().find(|old| old.session.base_url == new.session.base_url) {
                None => held.push(new),
                Some(old) if is_ended(old) => {
                    if identity(&old.session) == identity(&new.session) {
                        revived.push(identity(&new.session));
                        *old = new;
                    }
                }
                Some(old) if old.keep == Keep::Device => *old = new,
                // This tab has a session of its own there.
                Some(_) => {}
            }
        }
        if self.held.with_untracked(|now| *now != held) {
            self.held.set(held);
        }
        for account in &revived {
            take_out(self.ended, account);
            self.bump();
        }
    }

    fn find(self, session: &Session) -> Option<Held> {
        let account = identity(session);
        self.held.with_untracked(|held| held.iter().find(|held| identity(&held.session) == account).cloned())
    }
}

fn add(list: RwSignal<Vec<Identity>>, account: Identity) {
    if list.with_untracked(|list| !list.contains(&account)) {
        list.update(|list| list.push(account));
    }
}

fn take_out(list: RwSignal<Vec<Identity>>, account: &Identity) {
    if list.with_untracked(|list| list.contains(account)) {
        list.update(|list| list.retain(|other| other != account));
    }
}

impl Host for Sessions {
    fn session(&self) -> Option<Session> {
        self.current_untracked()
    }

    fn latest(&self, session: &Session) -> Option<Session> {
        (*self).latest(session)
    }

    fn stored(&self, session: &Session) -> Option<Session> {
        if self.find(session).is_some_and(|held| held.keep == Keep::Device) {
            self.take_over();
        }
        (*self).latest(session)
    }

    fn alone(&self, session: &Session) -> LocalBoxFuture<'static, Guard> {
        // A session of this tab alone has nobody to wait for.
        if self.find(session).is_none_or(|held| held.keep == Keep::Tab) {
            return ready(Box::new(()) as Guard).boxed_local();
        }
        let name = format!("glia.refresh {} {}", session.base_url, session.user_id);
        async move { Box::new(locks::hold(&name).await) as Guard }.boxed_local()
    }

    fn drive(&self, work: LocalBoxFuture<'static, ()>) {
        spawn_local(work);
    }

    fn renewed(&self, old: &Session, new: Refreshed, now_ms: f64) {
        self.amend(old, |session| session.renew(new.clone(), now_ms));
    }

    fn ended(&self, session: &Session) {
        add(self.ended, identity(session));
        for place in [Keep::Tab, Keep::Device] {
            // An ended session is not worth keeping; a newer one of the same account is another matter. A storage that
            // refuses to be written keeps one that must be signed in to again, nothing worse.
            let _ = change(place, |sessions| sessions.retain(|kept| kept.access_token != session.access_token));
        }
    }

    fn limited(&self, ms: u64) {
        self.notices.tell(text::errors::limited_waiting(ms));
    }

    fn heard(&self, session: &Session, request: &Request, error: Option<&ApiError>) {
        let mut seen = self.seen.with_untracked(|list| {
            list.iter()
                .find(|(base_url, _)| *base_url == session.base_url)
                .map(|(_, seen)| seen.clone())
                .unwrap_or_default()
        });
        if seen.learn(request, error) {
            self.seen.update(|list| {
                list.retain(|(base_url, _)| *base_url != session.base_url);
                list.push((session.base_url.clone(), seen));
            });
        }
    }
}
