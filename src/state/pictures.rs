//! Pictures of users and rooms: fetched with the token, for what somebody sees, a few at a time, and kept as long as the
//! page. What does not come, or is no picture, leaves the initials.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashMap;

use crate::api::Method;
use crate::api::media::{is_still, own_thumbnail};
use crate::api::session::Session;
use crate::api::wire::{Authorization, WireRequest};
use crate::browser::pictures::{self, Disc};
use crate::browser::{clock, location, picture};
use crate::model::id::Mxc;
use crate::state::api::{Api, wire};
use crate::state::boxed::effect;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;

/// How many are fetched at once.
const AT_ONCE: usize = 4;
/// How long the page must rest before anything is looked at, in ms: sorting and scrolling come first.
const REST_MS: u32 = 120;
/// How long nothing is fetched after a server refused or did not answer, in ms.
const PAUSE_MS: f64 = 30_000.0;
/// The largest answer that is taken for a thumbnail, in bytes.
const LARGEST_BYTES: usize = 512 << 10;
/// The largest picture that is shown, in pixels; Synapse sends 64 by 64.
const LARGEST: f64 = 1024.0;
/// How many are kept.
const KEPT: usize = 1000;

/// What is known of a picture.
#[derive(Clone)]
enum Known {
    /// On its way.
    Coming,
    /// Here, at this address.
    Here(String),
    /// There is none.
    Nothing,
}

/// Whose server, which account, and which picture.
type Name = (String, String, String);

struct Pictures {
    api: Api,
    sessions: Sessions,
    settings: Settings,
    known: RefCell<FxHashMap<Name, Known>>,
    fetching: Cell<usize>,
    /// When something was last drawn or moved, in ms since the page was opened.
    stirred_at: Cell<f64>,
    is_waiting: Cell<bool>,
    paused_until: Cell<f64>,
}

/// From now on discs get their pictures.
pub fn begin(api: Api, sessions: Sessions, settings: Settings) {
    if pictures::saves_data() {
        return;
    }
    let all = Rc::new(Pictures {
        api,
        sessions,
        settings,
        known: RefCell::default(),
        fetching: Cell::new(0),
        stirred_at: Cell::new(0.0),
        is_waiting: Cell::new(false),
        paused_until: Cell::new(0.0),
    });
    let stir = {
        let all = all.clone();
        Rc::new(move || all.clone().stir())
    };
    pictures::listen(stir.clone());
    for event in ["resize", "scroll"] {
        let stir = stir.clone();
        location::listen_within(event, move |_| stir());
    }
    effect(move || {
        if settings.pictures().get() {
            all.clone().stir();
        } else {
            pictures::clear();
        }
    });
}

impl Pictures {
    /// Looks at the page once it rests.
    fn stir(self: Rc<Self>) {
        self.stirred_at.set(clock::stopwatch_ms());
        if self.is_waiting.replace(true) {
            return;
        }
        spawn_local(async move {
            loop {
                wire().sleep(REST_MS).await;
                // Timers are a little early.
                if clock::stopwatch_ms() - self.stirred_at.get() + 10.0 >= f64::from(REST_MS) {
                    break;
                }
            }
            self.is_waiting.set(false);
            self.look();
        });
    }

    /// Shows what is here, and fetches what is not.
    fn look(self: Rc<Self>) {
        let Some(session) = self.sessions.current_untracked().filter(|_| self.settings.pictures().get_untracked())
        else {
            return;
        };
        for disc in pictures::in_view().into_iter().filter(Disc::is_empty) {
            let name = (session.base_url.clone(), session.user_id.to_string(), disc.picture());
            let known = self.known.borrow().get(&name).cloned();
            match known {
                Some(Known::Here(address)) => disc.show(&address),
                Some(Known::Coming | Known::Nothing) => {}
                None if self.fetching.get() < AT_ONCE && self.paused_until.get() <= clock::stopwatch_ms() => {
                    self.fetching.set(self.fetching.get() + 1);
                    self.know(name.clone(), Some(Known::Coming));
                    spawn_local(self.clone().bring(name));
                }
                None => {}
            }
        }
    }

    async fn bring(self: Rc<Self>, name: Name) {
        let known = match self.fetch(&name).await {
            Ok(Some(address)) => Some(Known::Here(address)),
            Ok(None) => Some(Known::Nothing),
            Err(Later) => {
                self.paused_until.set(clock::stopwatch_ms() + PAUSE_MS);
                None
            }
        };
        self.know(name, known);
        self.fetching.set(self.fetching.get().saturating_sub(1));
        self.look();
    }

    fn know(&self, name: Name, known: Option<Known>) {
        let mut all = self.known.borrow_mut();
        if all.len() >= KEPT {
            for old in all.values() {
                if let Known::Here(address) = old {
                    picture::free(address);
                }
            }
            all.retain(|_, known| matches!(known, Known::Coming));
        }
        match known {
            Some(known) => all.insert(name, known),
            None => all.remove(&name),
        };
    }

    async fn fetch(&self, (base_url, user_id, mxc): &Name) -> Result<Option<String>, Later> {
        let version = self.sessions.capabilities_untracked().and_then(|capabilities| capabilities.version);
        let Some(url) = own_thumbnail(base_url, &Mxc::from(mxc.as_str()), version) else { return Ok(None) };
        let is_same = |session: &Session| session.base_url == *base_url && session.user_id == *user_id;
        let session = self.api.fresh().await.filter(is_same).ok_or(Later)?;
        let authorization = Some(Authorization::Bearer(session.access_token));
        let request = WireRequest { method: Method::Get, url, authorization, body: None };
        let answer = wire().send(request).await.map_err(|_| Later)?;
        if matches!(answer.status, 401 | 429 | 500..) {
            return Err(Later);
        }
        if answer.status != 200 || answer.body.len() > LARGEST_BYTES || !is_still(&answer.body) {
            return Ok(None);
        }
        let Some(address) = picture::address(&answer.body) else { return Ok(None) };
        if pictures::is_shown(&address, LARGEST).await {
            return Ok(Some(address));
        }
        picture::free(&address);
        Ok(None)
    }
}

/// The server may answer another time.
struct Later;
