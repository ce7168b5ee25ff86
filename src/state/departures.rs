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

/// Somebody who came back, still unread.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// What the tab kept, as JSON.
    departure: Option<Value>,
    /// What stood in the address.
    search: String,
}

impl Arrival {
    /// What they left for (`None` when this tab knows nothing of it), and what they brought.
    #[must_use]
    pub fn read(&self) -> (Option<Departure>, Option<Returned>) {
        // What cannot be read is as good as nothing: the arrival says so.
        (self.departure.as_ref().and_then(|kept| Departure::from_json(kept).ok()), Returned::read(&self.search))
    }
}

/// The ways out and in.
#[derive(Clone, Copy)]
pub struct Departures {
    /// The page that somebody is back on, as a hash, until they are signed in.
    back_on: RwSignal<Option<String>>,
    arrival: StoredValue<Option<Arrival>>,
}

impl Departures {
    /// Looks whether somebody comes back, and cleans the address bar at once: what they bring is secret. Must be asked
    /// before anything reads the address.
    pub fn provide() -> Self {
        let search = location::search();
        let (mut back_on, mut arrival) = (None, None);
        if Returned::is_in(&search) {
            let departure = stored();
            storage::remove(Keep::Tab, Key::Departure);
            let hash = departure.as_ref().and_then(|kept| kept.get("hash")?.as_str()).unwrap_or("#/sign-in").to_owned();
            location::drop_search(&hash);
            back_on = Some(hash);
            arrival = Some(Arrival { departure, search });
        }
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
        self.arrival.with_value(Option::is_some)
    }

    /// Who is back; given away once, for what they bring can be used once.
    pub fn take_arrival(self) -> Option<Arrival> {
        self.arrival.try_update_value(Option::take).flatten()
    }

    /// They are signed in.
    pub fn is_in(self) {
        self.back_on.set(None);
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
    /// The homeserver.
    pub found: Homeserver,
    /// Whether the session will be kept on the device.
    pub keep: bool,
    /// The page to come back to, as a hash.
    pub hash: String,
}

impl Plan {
    fn leave(self, way: Way, url: &str) -> Result<(), Stuck> {
        let Homeserver { base_url, version, .. } = self.found;
        // A server that does not tell its version is signed in to all the same.
        let departure = Departure { base_url, version: version.ok(), keep: self.keep, hash: self.hash, way };
        let kept = storage::set(Keep::Tab, Key::Departure, &departure.to_json().to_string());
        if kept && location::leave(url) { Ok(()) } else { Err(Stuck::Browser) }
    }

    /// Leaves for an identity provider, or whomever the homeserver chooses.
    ///
    /// # Errors
    /// See [`Stuck`].
    pub fn leave_for_sso(self, provider: Option<&str>) -> Result<(), Stuck> {
        let url = sso_address(&self.found.base_url, provider, &location::app());
        self.leave(Way::Sso, &url)
    }

    /// Leaves for the authorization server.
    ///
    /// # Errors
    /// See [`Stuck`].
    pub async fn leave_for_oauth(
        self,
        metadata: Metadata,
        given_id: Option<String>,
        with_mas_admin: bool,
        settings: Settings,
    ) -> Result<(), Stuck> {
        let app = location::app();
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
    // Whoever left for there and never came back may have met a server that has forgotten this client.
    let departure = stored().and_then(|kept| Departure::from_json(&kept).ok());
    let is_lost = departure.is_some_and(|departure| match departure.way {
        Way::OAuth(attempt) => attempt.issuer == metadata.issuer,
        Way::Sso => false,
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
