//! Signing in elsewhere: leaving the app, and being back.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::api::ApiError;
use crate::api::departure::{Attempt, Departure, Secrets, Way, sso_address};
use crate::api::discovery::Homeserver;
use crate::api::oauth::{Authorization, Metadata, RegisterClient, Returned, wanted};
use crate::api::wire::Client;
use crate::browser::storage::{self, Keep, Key};
use crate::browser::{location, random};
use crate::model::{base64, pkce};
use crate::state::api::wire;
use crate::state::nav::Nav;
use crate::state::settings::Settings;

/// Why one could not leave.
#[derive(Clone, Debug, PartialEq)]
pub enum Stuck {
    /// The authorization server did not take the introduction of this Glia.
    Introduction(ApiError),
    /// It takes none, and `config.json` has no client id.
    NoIntroductions,
    /// The browser blocks storage or has no randomness: what comes back could not be told from a forgery.
    Browser,
}

/// Somebody who came back, still unread: that is another part's work.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// What the tab kept, as JSON.
    departure: Option<Value>,
    /// What stood in the address; empty when they came back by themselves.
    brought: String,
}

impl Arrival {
    /// What they left for (`None` when this tab knows nothing of it), and what they brought (`None` for nothing).
    #[must_use]
    pub fn read(&self) -> (Option<Departure>, Option<Returned>) {
        // What cannot be read is as good as nothing: the arrival says so.
        (self.departure.as_ref().and_then(|kept| Departure::from_json(kept).ok()), Returned::read(&self.brought))
    }

    /// What was typed to find the homeserver.
    #[must_use]
    pub fn server(&self) -> Option<&str> {
        self.departure.as_ref()?.get("server")?.as_str()
    }
}

/// Where what they brought is kept beside the departure, as it stood in the address; empty once it is used up.
const BROUGHT: &str = "brought";

/// The ways out and in.
#[derive(Clone, Copy)]
pub struct Departures {
    /// The page that somebody is back on, as a hash, until they are signed in.
    back_on: RwSignal<Option<String>>,
    arrival: StoredValue<Option<(String, Arrival)>>,
}

impl Departures {
    /// Looks whether somebody comes back, and cleans the address bar at once: what they bring is secret. The tab keeps it
    /// beside what they left for until they are signed in, so that a reload goes on from here. Must be asked before anything
    /// reads the address.
    pub fn provide() -> Self {
        let (search, kept) = (location::search(), stored());
        let hash = kept.as_ref().and_then(|kept| kept.get("hash")?.as_str()).unwrap_or("#/sign-in").to_owned();
        let brought = if Returned::is_in(&search) {
            if kept.is_some() {
                keep_brought(&search);
            }
            location::drop_search(&hash);
            search
        } else {
            kept.as_ref().and_then(|kept| kept.get(BROUGHT)?.as_str()).unwrap_or_default().to_owned()
        };
        let back_on = (!brought.is_empty()).then(|| hash.clone());
        let is_any = kept.is_some() || back_on.is_some();
        let arrival = is_any.then_some((hash, Arrival { departure: kept, brought }));
        let departures = Self { back_on: RwSignal::new(back_on), arrival: StoredValue::new(arrival) };
        provide_context(departures);
        departures
    }

    /// The ways of the app that a component runs in.
    pub fn use_() -> Self {
        expect_context()
    }

    /// Whether somebody is back on this page and not yet signed in, tracked.
    pub fn has_arrival(self, nav: Nav) -> bool {
        self.back_on.with(|hash| hash.as_deref().is_some_and(|hash| nav.is_at(hash)))
    }

    /// Whether somebody is back whose sign-in nobody finishes yet.
    pub fn is_expecting(self) -> bool {
        self.back_on.with_untracked(Option::is_some)
    }

    /// Who is back on this page; given away once, for what they bring can be used once.
    pub fn take_arrival(self, nav: Nav) -> Option<Arrival> {
        let is_here =
            self.arrival.with_value(|arrival| arrival.as_ref().is_some_and(|(hash, _)| untrack(|| nav.is_at(hash))));
        self.arrival.try_update_value(|arrival| arrival.take_if(|_| is_here)).flatten().map(|(_, arrival)| arrival)
    }

    /// What they brought is used up, or was not theirs: another load of the page does not try it again.
    pub fn is_spent() {
        keep_brought("");
    }

    /// They are signed in.
    pub fn is_in(self) {
        storage::remove(Keep::Tab, Key::Departure);
        self.back_on.try_set(None);
    }
}

fn keep_brought(search: &str) {
    if let Some(Value::Object(mut kept)) = stored() {
        kept.insert(BROUGHT.to_owned(), search.into());
        // The browser has stored the departure before; should it refuse now, a reload begins anew.
        let _ = storage::set(Keep::Tab, Key::Departure, &Value::Object(kept).to_string());
    }
}

fn stored() -> Option<Value> {
    let json = storage::get(Keep::Tab, Key::Departure)?;
    // What cannot be read is as good as nothing: the arrival says so.
    serde_json::from_slice(json.as_bytes()).ok()
}

/// What is the same for both ways.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What was typed to find the homeserver.
    pub server: String,
    /// The homeserver.
    pub found: Homeserver,
    /// Whether the session will be kept on the device.
    pub keep: bool,
    /// The page to come back to, as a hash.
    pub hash: String,
}

impl Plan {
    fn leave(self, way: Way, url: &str) -> Result<(), Stuck> {
        let Self { server, found: Homeserver { base_url, version, found_by, .. }, keep, hash } = self;
        // A server that does not tell its version is signed in to all the same.
        let departure = Departure { server, base_url, found_by, version: version.ok(), keep, hash, way };
        let kept = storage::set(Keep::Tab, Key::Departure, &departure.to_json().to_string());
        if kept && location::leave(url) { Ok(()) } else { Err(Stuck::Browser) }
    }

    /// Leaves for an identity provider, or whomever the homeserver chooses.
    ///
    /// # Errors
    /// See [`Stuck`].
    pub fn leave_for_sso(self, provider: Option<&str>) -> Result<(), Stuck> {
        let url = sso_address(&self.found.base_url, provider, &location::app());
        self.leave(Way::Sso(provider.map(str::to_owned)), &url)
    }

    /// Leaves for the authorization server.
    ///
    /// # Errors
    /// See [`Stuck`].
    pub async fn leave_for_oauth(
        self,
        metadata: Metadata,
        with_mas_admin: bool,
        settings: Settings,
    ) -> Result<(), Stuck> {
        let app = location::app();
        let names = [self.found.base_url.as_str(), self.server.as_str()];
        let given_id = untrack(|| settings.with_config(|config| config.oauth_client_id(&names).map(str::to_owned)));
        let secrets = secrets().ok_or(Stuck::Browser)?;
        let client_id = match given_id {
            Some(id) => id,
            None => introduced(&metadata, &app, settings.title_untracked()).await?,
        };
        let attempt = Attempt::new(&metadata, client_id, app, wanted(with_mas_admin), secrets);
        let url = Authorization {
            endpoint: &metadata.authorization_endpoint,
            client_id: &attempt.client_id,
            redirect_uri: &attempt.redirect_uri,
            scope: &attempt.scope,
            state: &attempt.state,
            challenge: &pkce::challenge(&attempt.verifier),
        }
        .url();
        self.leave(Way::OAuth(attempt), &url)
    }
}

fn secrets() -> Option<Secrets> {
    let state = base64::url(&random::bytes::<16>()?);
    Some(Secrets { state, verifier: pkce::verifier(random::bytes()?) })
}

/// What this Glia is called there: as it was called the last time, else it introduces itself.
async fn introduced(metadata: &Metadata, app: &str, name: String) -> Result<String, Stuck> {
    // The same Glia at another address is another client.
    let key = format!("{} {app}", metadata.issuer);
    let known = clients().get(&key).and_then(Value::as_str).map(str::to_owned);
    // Whoever left for there and brought nothing back may have met a server that has forgotten this client.
    let departure = stored().filter(|kept| kept.get(BROUGHT).is_none());
    let is_lost = departure.and_then(|kept| Departure::from_json(&kept).ok()).is_some_and(|left| match left.way {
        Way::OAuth(attempt) => attempt.issuer == metadata.issuer,
        Way::Sso(_) => false,
    });
    if let Some(id) = known.filter(|_| !is_lost) {
        return Ok(id);
    }
    let endpoint = metadata.registration_endpoint.clone().ok_or(Stuck::NoIntroductions)?;
    let register = RegisterClient { endpoint, name, app: app.to_owned() };
    let id = Client::new(wire(), "").call(None, &register).await.map_err(Stuck::Introduction)?;
    let mut clients = clients();
    clients.insert(key, Value::String(id.clone()));
    // A browser that blocks storage introduces itself each time.
    let _ = storage::set(Keep::Device, Key::OAuthClients, &Value::Object(clients).to_string());
    Ok(id)
}

fn clients() -> Map<String, Value> {
    let json = storage::get(Keep::Device, Key::OAuthClients).unwrap_or_default();
    // What cannot be read is written anew.
    serde_json::from_slice(json.as_bytes()).unwrap_or_default()
}

/// Forgets what this Glia was called at an authorization server that no longer knows it.
pub fn forget_introduction(attempt: &Attempt) {
    let mut clients = clients();
    clients.remove(&format!("{} {}", attempt.issuer, attempt.redirect_uri));
    // As above.
    let _ = storage::set(Keep::Device, Key::OAuthClients, &Value::Object(clients).to_string());
}
