//! What tells at once whether other servers know this one, and how many accounts there are.

use futures_util::future::try_join3;
use leptos::prelude::*;

use crate::api::federation::{Destination, DestinationOrder, DestinationsPage, ListDestinations};
use crate::api::rooms::Sent;
use crate::api::{ApiError, Number, Row, curl};
use crate::components::number_words;
use crate::pages::users::{everybody, total_users};
use crate::route::{AnswerQuery, Question};
use crate::state::api::Api;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text::answers::delete_database as words;

/// What was found.
#[derive(Clone, PartialEq)]
pub(super) struct Traces {
    /// What the list of destinations tells.
    pub sent: Sent,
    accounts: Number,
}

fn first_destination(backwards: bool) -> ListDestinations {
    let order_by = DestinationOrder::LastSuccessfulStreamOrdering;
    ListDestinations { limit: 1, order_by, backwards, ..ListDestinations::default() }
}

fn was_reached(page: &DestinationsPage) -> bool {
    let reached =
        |row: &Row<Destination>| matches!(row, Row::Good(one) if one.last_successful_stream_ordering.known().is_some());
    page.destinations.iter().any(reached)
}

/// Whether rows without a value come first or last depends on the database, so both ends of the list are looked at.
pub(super) async fn look_for_traces(api: Api, sessions: Sessions) -> Result<Traces, ApiError> {
    let (up, down) = (api.call(first_destination(false)), api.call(first_destination(true)));
    let accounts = total_users(api, sessions);
    let (up, down, accounts) = try_join3(up, down, accounts).await?;
    let reached = was_reached(&up) || was_reached(&down);
    Ok(Traces { sent: Sent { destinations: up.total, reached }, accounts })
}

/// The requests behind it.
pub(super) fn trace_sources(sessions: Sessions) -> Vec<String> {
    vec![curl::source(&first_destination(false)), curl::source(&everybody(sessions, 1))]
}

/// What was found, in words.
pub(super) fn trace_findings(traces: &Traces) -> AnyView {
    let sent = &traces.sent;
    let (class, destinations, reached) = match sent.destinations.known() {
        Some(0) => ("good", words::no_destinations().to_owned(), ""),
        count => {
            let said = words::destinations(count.unwrap_or(2), &number_words(&sent.destinations));
            let reached = if sent.reached { words::reached() } else { words::reached_none() };
            (if sent.reached { "bad" } else { "warn" }, said, reached)
        }
    };
    let list = Nav::use_().href(AnswerQuery::new(Question::ServersWeTalkTo).page());
    let list = (sent.destinations != 0).then(|| view! { <a href=list>{words::links()}</a> }.into_any());
    let accounts = words::accounts(traces.accounts.known().unwrap_or(2), &number_words(&traces.accounts));
    view! {
        <ul class="findings">
            <li class=class>
                <p>{destinations} " " {reached} " " {list}</p>
            </li>
            <li class="warn">
                <p>{accounts}</p>
            </li>
        </ul>
    }
    .into_any()
}
