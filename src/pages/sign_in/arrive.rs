//! Being back from signing in elsewhere: the last step, or why it does not work.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::enter::{Door, Entered, refused};
use super::leave::{promote_snippet, stuck_words};
use super::take_in::take_in;
use crate::api::ApiError;
use crate::api::account::{LoginWithToken, WhoAmI};
use crate::api::departure::{Attempt, Departure, Way};
use crate::api::discovery::{Problem, discover};
use crate::api::oauth::{ExchangeCode, MAS_ADMIN, Returned, TokenAnswer, has_scope};
use crate::api::session::{Grant, Origin, Session};
use crate::api::wire::Client;
use crate::browser::host;
use crate::components::{ErrorPanel, waiting_for};
use crate::model::secret::Secret;
use crate::state::api::wire;
use crate::state::departures::{Arrival, Departures, Plan, Stuck, forget_introduction};
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;
use crate::text;
use crate::text::errors::Explained;

/// Finishes the sign-in of somebody who came back, or says why it is not finished.
#[component]
pub(super) fn Arriving(
    /// Who came back.
    arrival: Arrival,
    /// Hears of the new session.
    on_done: Callback<Session>,
    /// Hears that there is none (yet).
    on_not_in: Callback<()>,
) -> impl IntoView {
    let (sessions, notices, settings) = (Sessions::use_(), Notices::use_(), Settings::use_());
    let departures = Departures::use_();
    let problem = RwSignal::new(None::<NotIn>);
    let (departure, returned) = arrival.read();
    let host = departure.as_ref().and_then(host_of).unwrap_or_default();
    let trip = Rc::new(Trip { departure, returned, tokens: RefCell::default() });
    let running = StoredValue::new(None::<AbortHandle>);
    let run = move |work: LocalBoxFuture<'static, Result<(), NotIn>>| {
        problem.set(None);
        let (task, handle) = abortable(work);
        running.set_value(Some(handle));
        spawn_local(async move {
            if let Ok(Err(not_in)) = task.await {
                problem.try_set(Some(not_in));
                on_not_in.try_run(());
            }
        });
    };
    let going = trip.clone();
    let finish = move || {
        let trip = going.clone();
        run(Box::pin(async move {
            let keep = trip.departure.as_ref().is_some_and(|departure| departure.keep);
            let entered = trip.arrive().await?;
            on_done.try_run(take_in(entered, keep, sessions, notices));
            // Also when the page was left meanwhile: what was brought is used up, and must not be sent again.
            departures.is_in();
            Ok(())
        }));
    };
    finish();
    // Whatever can still be finished is; else it begins anew, with what is known of it.
    let again = StoredValue::new_local(Rc::new(move || match problem.get_untracked() {
        Some(NotIn::Stopped) => finish(),
        Some(NotIn::Error(error)) if !is_over(&error) => finish(),
        _ => {
            let trip = trip.clone();
            run(Box::pin(async move { leave_again(trip.departure.clone(), settings).await }));
        }
    }) as Rc<dyn Fn()>);
    let stop = Callback::new(move |()| {
        if let Some(running) = running.get_value() {
            running.abort();
        }
        problem.set(Some(NotIn::Stopped));
        on_not_in.run(());
    });
    move || match problem.get() {
        None => {
            let host = host.clone();
            let what = Box::new(move || text::app::waiting_for(&host));
            waiting_for(text::sign_in::finishing().to_owned(), what, stop)
        }
        Some(not_in) => {
            let is_refused = matches!(&not_in, NotIn::Refused { .. });
            let retry = (not_in != NotIn::Stray).then(|| Callback::new(move |()| again.with_value(|again| again())));
            view! {
                <ErrorPanel explained=explain(&not_in, &host) retry />
                {is_refused.then(promote_snippet)}
            }
            .into_any()
        }
    }
}

/// Where they signed in: at the authorization server, or where the homeserver sent them.
fn host_of(departure: &Departure) -> Option<String> {
    host::of(match &departure.way {
        Way::Sso(_) => &departure.base_url,
        Way::OAuth(attempt) => &attempt.token_endpoint,
    })
}

/// Whether what somebody brought is of no use any more.
fn is_over(error: &ApiError) -> bool {
    error.proves_refusal() && error.limited_for_ms().is_none()
}

fn explain(not_in: &NotIn, host: &str) -> Explained {
    match not_in {
        NotIn::Stray => Explained::plain(text::sign_in::stray(), Some(text::sign_in::stray_hint())),
        NotIn::Back => Explained::plain(&text::sign_in::came_back(host), None),
        NotIn::Stopped => Explained::plain(text::sign_in::stopped_finishing(), None),
        NotIn::Refused { code, words } => text::sign_in::refused_there(code, words),
        NotIn::NoServer(problem) => text::errors::problem(problem),
        NotIn::Stuck(stuck) => stuck_words(stuck),
        NotIn::Error(error) => {
            let mut explained = text::errors::explain(error);
            if error.is_grant_over() {
                text::sign_in::too_late().clone_into(&mut explained.title);
            } else if let Some(sentence) = refused(error, false) {
                sentence.clone_into(&mut explained.title);
            } else if error.is_forbidden() {
                text::sign_in::too_late().clone_into(&mut explained.title);
            }
            explained
        }
    }
}

/// Why somebody who came back is not signed in.
#[derive(Clone, Debug, PartialEq)]
enum NotIn {
    /// This tab never sent them, or sent them for something else.
    Stray,
    /// They brought nothing.
    Back,
    /// They did not want to wait.
    Stopped,
    /// They were refused there.
    Refused {
        /// E.g. `access_denied`.
        code: String,
        /// The server's words.
        words: String,
    },
    /// A request failed.
    Error(ApiError),
    /// The homeserver is not there when it begins anew.
    NoServer(Problem),
    /// They cannot leave again.
    Stuck(Stuck),
}

impl From<ApiError> for NotIn {
    fn from(error: ApiError) -> Self {
        Self::Error(error)
    }
}

/// An arrival, and what it has got so far: a code is good for one exchange.
struct Trip {
    departure: Option<Departure>,
    returned: Option<Returned>,
    tokens: RefCell<Option<TokenAnswer>>,
}

impl Trip {
    /// Signs in with what somebody brought back.
    async fn arrive(&self) -> Result<Entered, NotIn> {
        let entered = self.enter().await;
        let is_spent = match &entered {
            Ok(_) | Err(NotIn::Stopped | NotIn::Back) => false,
            Err(NotIn::Error(error)) => is_over(error),
            Err(_) => true,
        };
        if is_spent {
            Departures::is_spent();
        }
        entered
    }

    async fn enter(&self) -> Result<Entered, NotIn> {
        let (departure, returned) = match (self.departure.clone(), self.returned.clone()) {
            (Some(departure), Some(returned)) => (departure, returned),
            (Some(_), None) => return Err(NotIn::Back),
            (None, _) => return Err(NotIn::Stray),
        };
        let Departure { base_url, found_by, version, way, .. } = departure;
        let issuer = match &way {
            Way::Sso(_) => None,
            Way::OAuth(attempt) => Some(attempt.issuer.clone()),
        };
        let door = Door { client: Client::new(wire(), &base_url), version, issuer, found_by };
        let session = match (way, returned) {
            (Way::Sso(_), Returned::LoginToken(token)) => {
                let login = LoginWithToken { token, device_name: text::sign_in::device_name().to_owned() };
                door.logged_in(door.client.call(None, &login).await?, Origin::Sso)
            }
            (Way::OAuth(attempt), Returned::Code { code, state }) if state == attempt.state => {
                self.redeem(&door, attempt, code).await?
            }
            (Way::OAuth(attempt), Returned::Refused { code, words, state }) if state == attempt.state => {
                return Err(NotIn::Refused { code, words });
            }
            _ => return Err(NotIn::Stray),
        };
        Ok(door.enter(session).await?)
    }

    async fn redeem(&self, door: &Door, attempt: Attempt, code: Secret) -> Result<Session, ApiError> {
        let known = self.tokens.borrow().clone();
        let answer = match known {
            Some(answer) => answer,
            None => {
                let exchange = ExchangeCode {
                    endpoint: attempt.token_endpoint.clone(),
                    client_id: attempt.client_id.clone(),
                    code,
                    redirect_uri: attempt.redirect_uri.clone(),
                    verifier: attempt.verifier.clone(),
                };
                let answer = door.client.call(None, &exchange).await.inspect_err(|error| {
                    if error.is_grant_over() {
                        forget_introduction(&attempt);
                    }
                })?;
                *self.tokens.borrow_mut() = Some(answer.clone());
                answer
            }
        };
        let owner = door.client.call(Some(&answer.tokens.access_token), &WhoAmI).await?;
        let grant = Grant {
            client_id: attempt.client_id,
            token_endpoint: attempt.token_endpoint,
            revocation_endpoint: attempt.revocation_endpoint,
            scope: answer.scope.unwrap_or(attempt.scope),
        };
        let mut session = door.session(owner.user_id, answer.tokens.access_token.clone(), Origin::OAuth(grant));
        session.renew(answer.tokens, wire().now_ms());
        Ok(session)
    }
}

/// Begins the same sign-in anew.
async fn leave_again(departure: Option<Departure>, settings: Settings) -> Result<(), NotIn> {
    let Some(Departure { server, keep, hash, way, .. }) = departure else { return Err(NotIn::Stray) };
    // The form tells it when the server is not allowed (any more).
    if !untrack(|| settings.is_ready() && settings.with_config(|config| config.allows(&server))) {
        return Err(NotIn::Back);
    }
    let found = discover(wire(), &server).await.map_err(NotIn::NoServer)?;
    let (metadata, untold) = (found.oauth.clone(), found.untold.clone());
    let plan = Plan { server, found, keep, hash };
    match (way, metadata, untold) {
        (Way::Sso(provider), ..) => plan.leave_for_sso(provider.as_deref()).map_err(NotIn::Stuck),
        (Way::OAuth(attempt), Some(metadata), _) => {
            let with_mas_admin = has_scope(&attempt.scope, MAS_ADMIN);
            plan.leave_for_oauth(metadata, with_mas_admin, settings).await.map_err(NotIn::Stuck)
        }
        (Way::OAuth(_), None, Some(error)) => Err(NotIn::Error(*error)),
        // It no longer signs people in like this. The form offers what it does instead.
        (Way::OAuth(_), None, None) => Err(NotIn::Back),
    }
}
