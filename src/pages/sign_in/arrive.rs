//! Being back from signing in elsewhere: the last step, or why it does not work.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::enter::{Door, Entered, refused};
use super::leave::promote_snippet;
use super::take_in::take_in;
use crate::api::ApiError;
use crate::api::account::{LoginWithToken, WhoAmI};
use crate::api::departure::{Attempt, Departure, Way};
use crate::api::oauth::{ExchangeCode, Returned};
use crate::api::session::{Grant, Origin, Session};
use crate::api::wire::Client;
use crate::components::ErrorPanel;
use crate::model::secret::Secret;
use crate::state::api::wire;
use crate::state::departures::{Arrival, Departures, forget_introduction};
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::errors::Explained;

/// Finishes the sign-in of somebody who came back.
#[component]
pub(super) fn Arriving(
    /// Who came back.
    arrival: Arrival,
    /// Hears of the new session.
    on_done: Callback<Session>,
) -> impl IntoView {
    let (sessions, notices, departures) = (Sessions::use_(), Notices::use_(), Departures::use_());
    let problem = RwSignal::new(None::<NotIn>);
    let arrival = arrival.read();
    let keep = arrival.0.as_ref().is_some_and(|departure| departure.keep);
    spawn_local(async move {
        match arrive(arrival).await {
            Ok(entered) => {
                let session = take_in(entered, keep, sessions, notices);
                on_done.try_run(session);
                departures.is_in();
            }
            Err(not_in) => {
                problem.try_set(Some(not_in));
            }
        }
    });
    move || match problem.get() {
        None => view! { <p class="loading" role="status">{text::sign_in::finishing()}</p> }.into_any(),
        Some(not_in) => {
            let is_refused = matches!(&not_in, NotIn::Refused { .. });
            view! {
                <ErrorPanel explained=explain(&not_in) />
                {is_refused.then(promote_snippet)}
            }
            .into_any()
        }
    }
}

fn explain(not_in: &NotIn) -> Explained {
    match not_in {
        NotIn::Stray => Explained::plain(text::sign_in::stray(), Some(text::sign_in::stray_hint())),
        NotIn::Refused { code, words } => text::sign_in::refused_there(code, words),
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
    /// They were refused there.
    Refused {
        /// E.g. `access_denied`.
        code: String,
        /// The server's words.
        words: String,
    },
    /// A request failed.
    Error(ApiError),
}

impl From<ApiError> for NotIn {
    fn from(error: ApiError) -> Self {
        Self::Error(error)
    }
}

/// Signs in with what somebody brought back.
async fn arrive(arrival: (Option<Departure>, Option<Returned>)) -> Result<Entered, NotIn> {
    let (Some(departure), Some(returned)) = arrival else { return Err(NotIn::Stray) };
    let Departure { base_url, version, way, .. } = departure;
    let issuer = match &way {
        Way::Sso => None,
        Way::OAuth(attempt) => Some(attempt.issuer.clone()),
    };
    let door = Door { client: Client::new(wire(), &base_url), version, issuer };
    let session = match (way, returned) {
        (Way::Sso, Returned::LoginToken(token)) => {
            let login = LoginWithToken { token, device_name: text::sign_in::device_name().to_owned() };
            door.logged_in(door.client.call(None, &login).await?, Origin::Sso)
        }
        (Way::OAuth(attempt), Returned::Code { code, state }) if state == attempt.state => {
            redeem(&door, attempt, code).await?
        }
        (Way::OAuth(attempt), Returned::Refused { code, words, state }) if state == attempt.state => {
            return Err(NotIn::Refused { code, words });
        }
        _ => return Err(NotIn::Stray),
    };
    Ok(door.enter(session).await?)
}

async fn redeem(door: &Door, attempt: Attempt, code: Secret) -> Result<Session, ApiError> {
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
