//! Being back from signing in elsewhere: the last step, or why it does not work.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::enter::{NotIn, arrive, refused};
use super::form::take_in;
use super::leave::promote_snippet;
use crate::api::session::Session;
use crate::components::ErrorPanel;
use crate::state::departures::{Arrival, Departures};
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
    let keep = arrival.departure.as_ref().is_some_and(|departure| departure.keep);
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
