//! The signed-in sessions: kept per homeserver, chosen by `server=`, ended by the server.

use leptos::prelude::*;
use serde_json::Value;

use crate::api::account::Refreshed;
use crate::api::discovery::same_server;
use crate::api::session::Session;
use crate::api::transport::Host;
use crate::browser::storage::{self, Keep, Key};
use crate::state::nav::Nav;
use crate::state::notices::Notices;
use crate::state::settings::Settings;
use crate::text;

/// A session and where it is kept.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    session: Session,
    keep: Keep,
}

/// The account that a page was drawn for.
type Identity = (String, String);

fn identity(session: &Session) -> Identity {
    (session.base_url.clone(), session.user_id.clone())
}

/// The sessions of this tab.
#[derive(Clone, Copy)]
pub struct Sessions {
    /// Most recent first; at most one a homeserver.
    held: RwSignal<Vec<Held>>,
    /// The one that the address asks for, if `config.json` allows its server.
    current: Memo<Option<Session>>,
    /// The session that the server no longer accepts: the page stays, with a sign-in over it.
    ended: RwSignal<Option<Identity>>,
    /// The account that turned out to be no server admin.
    not_admin: RwSignal<Option<Identity>>,
    /// Counts sign-ins, so that what is shown is read again.
    epoch: RwSignal<u32>,
    /// Requests outlive the component that made them, so no context may be looked up when they end.
    notices: Notices,
}

impl Sessions {
    /// Takes up what the browser kept.
    pub fn provide(nav: Nav, notices: Notices, settings: Settings) -> Self {
        let held = RwSignal::new(stored());
        let current = Memo::new(move |_| {
            let server = nav.server();
            let config = settings.config();
            let allowed = |session: &Session| config.allows(&session.base_url) || config.allows(session.server_name());
            let asked_for = |session: &Session| server.as_deref().is_none_or(|server| is_on(session, server));
            held.with(|held| {
                held.iter().map(|held| &held.session).find(|session| asked_for(session) && allowed(session)).cloned()
            })
        });
        let (ended, not_admin) = (RwSignal::new(None), RwSignal::new(None));
        let sessions = Self { held, current, ended, not_admin, epoch: RwSignal::new(0), notices };
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

    /// The server name of the session, for completing ids; empty without one.
    pub fn server_name(self) -> String {
        self.current.with_untracked(|session| session.as_ref().map(|s| s.server_name().to_owned()).unwrap_or_default())
    }

    /// The MXID of the session; empty without one.
    pub fn user_id(self) -> String {
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
        self.ended.get().is_some_and(|ended| self.identity() == Some(ended))
    }

    /// Whether the current account turned out to be no admin, tracked.
    pub fn is_not_admin(self) -> bool {
        self.not_admin.get().is_some_and(|account| self.identity() == Some(account))
    }

    /// A request was refused because the account is no server admin.
    pub fn lost_admin_right(self) {
        self.not_admin.set(self.current.with_untracked(|session| session.as_ref().map(identity)));
    }

    /// Asks again whether the account is an admin: shows the pages, which will tell.
    pub fn retry_admin_right(self) {
        self.not_admin.set(None);
        self.bump();
    }

    /// Begins a session (or revives the ended one of the same account).
    pub fn begin(self, session: Session, keep: bool, is_admin: bool) {
        let keep = if keep { Keep::Device } else { Keep::Tab };
        self.not_admin.set((!is_admin).then(|| identity(&session)));
        self.ended.set(None);
        self.held.update(|held| {
            held.retain(|other| other.session.base_url != session.base_url);
            held.insert(0, Held { session, keep });
        });
        if !self.store() {
            self.notices.warn(text::app::storage_blocked());
        }
        self.bump();
    }

    /// Forgets the session of this account.
    pub fn forget(self, session: &Session) {
        let gone = identity(session);
        self.ended.update(|ended| {
            if ended.as_ref() == Some(&gone) {
                *ended = None;
            }
        });
        self.held.update(|held| held.retain(|held| identity(&held.session) != gone));
        // A storage that refuses to be written cannot hold the session either.
        let _ = self.store();
    }

    /// Remembers which Synapse this is, for the next visit.
    pub fn saw_version(self, version: &str) {
        let Some(mut session) = self.current_untracked() else { return };
        if session.version.as_deref() != Some(version) {
            session.version = Some(version.to_owned());
            self.replace(&session);
        }
    }

    fn replace(self, session: &Session) {
        let account = identity(session);
        self.held.update(|held| {
            for held in held.iter_mut().filter(|held| identity(&held.session) == account) {
                held.session = session.clone();
            }
        });
        let _ = self.store();
    }

    fn bump(self) {
        self.epoch.update(|epoch| *epoch = epoch.wrapping_add(1));
    }

    /// Writes both storages. An ended session is not worth keeping.
    fn store(self) -> bool {
        let ended = self.ended.get_untracked();
        let write = |keep: Keep| {
            let sessions: Vec<Value> = self.held.with_untracked(|held| {
                let kept = held.iter().filter(|held| held.keep == keep && Some(identity(&held.session)) != ended);
                kept.map(|held| held.session.to_json()).collect()
            });
            if sessions.is_empty() {
                storage::remove(keep, Key::Sessions);
                return true;
            }
            storage::set(keep, Key::Sessions, &Value::Array(sessions).to_string())
        };
        let (tab, device) = (write(Keep::Tab), write(Keep::Device));
        tab && device
    }

    /// Another tab may refresh tokens, sign in or sign out.
    fn follow_other_tabs(self) {
        crate::browser::location::listen("storage", move |event| {
            use wasm_bindgen::JsCast as _;
            let key = event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key);
            if key.as_deref() == Some(Key::Sessions.name()) {
                self.held.update(|held| {
                    held.retain(|held| held.keep == Keep::Tab);
                    held.extend(stored_in(Keep::Device));
                });
            }
        });
    }
}

fn is_on(session: &Session, server: &str) -> bool {
    same_server(&session.base_url, server) || same_server(session.server_name(), server)
}

fn stored() -> Vec<Held> {
    let mut held = stored_in(Keep::Tab);
    held.extend(stored_in(Keep::Device));
    held
}

fn stored_in(keep: Keep) -> Vec<Held> {
    let json = storage::get(keep, Key::Sessions).unwrap_or_default();
    // What an older or newer Glia stored and this one cannot read means signing in again, nothing worse.
    let Ok(Value::Array(list)) = serde_json::from_slice(json.as_bytes()) else { return Vec::new() };
    list.iter().filter_map(|value| Session::from_json(value).ok()).map(|session| Held { session, keep }).collect()
}

impl Host for Sessions {
    fn session(&self) -> Option<Session> {
        self.current_untracked()
    }

    fn renewed(&self, old: &Session, new: Refreshed, now_ms: f64) {
        let mut session = old.clone();
        session.renew(new, now_ms);
        self.replace(&session);
    }

    fn ended(&self, session: &Session) {
        self.ended.set(Some(identity(session)));
        let _ = self.store();
    }

    fn limited(&self, ms: u64) {
        self.notices.tell(text::errors::limited_waiting(ms));
    }
}
