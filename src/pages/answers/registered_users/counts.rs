//! How many accounts of each kind, as the server counts them: requests for one row each, whose totals tell.

use futures_util::future::try_join5;
use leptos::prelude::*;

use crate::api::users::ListUsers;
use crate::api::{ApiError, Number, curl};
use crate::components::{Load, Source, Table, number_words};
use crate::pages::users::{everybody, fetch_users};
use crate::state::api::Api;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text::answers::registered_users as words;

/// What the totals tell. Each comes from a request of its own, so that a sign-up in between can make them differ by one.
#[derive(Clone, PartialEq)]
struct Counted {
    all: Number,
    in_use: Number,
    admins: Number,
    deactivated: Number,
    locked: Number,
    /// `None` where Matrix Authentication Service refuses the question.
    guests: Option<Number>,
    /// The request that this server answers.
    everybody: String,
}

async fn count(api: Api, sessions: Sessions) -> Result<Counted, ApiError> {
    // The first question finds out how this server wants to be asked.
    let (page, everybody) = fetch_users(api, everybody(sessions, 1)).await?;
    let total = |change: fn(&mut ListUsers)| {
        let mut request = everybody.clone();
        change(&mut request);
        let asking = api.call(request);
        async move { asking.await.map(|page| page.total) }
    };
    let (admins, active, unlocked, named, in_use) = try_join5(
        total(|list| list.admins = Some(true)),
        total(|list| list.deactivated = Some(false)),
        total(|list| list.locked = false),
        total(|list| list.guests = false),
        total(|list| (list.deactivated, list.locked, list.guests) = (Some(false), false, false)),
    )
    .await?;
    let all = page.total;
    Ok(Counted {
        in_use,
        admins,
        deactivated: rest(&all, &active),
        locked: rest(&all, &unlocked),
        guests: everybody.guests.then(|| rest(&all, &named)),
        all,
        everybody: curl::source(&everybody),
    })
}

/// All without some; missing where one of both is not known.
fn rest(all: &Number, some: &Number) -> Number {
    let both = all.known().zip(some.known());
    both.map_or(Number::Missing, |(all, some)| Number::Whole(all.saturating_sub(some)))
}

/// The counts.
#[component]
pub(super) fn Counts() -> impl IntoView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let counted = Query::new(move || count(api, sessions));
    let source = move || counted.with(|counted| counted.as_ref().map(|counted| counted.everybody.clone()));
    view! {
        <Load status=counted.status()>
            {move || counted.with(|counted| counted.as_ref().map(table))}
            {move || source().map(|request| view! { <Source status=counted.status() requests=vec![request] /> }.into_any())}
        </Load>
    }
}

fn table(counted: &Counted) -> AnyView {
    let number = |value: &Number| number_words(value);
    let not_told = || words::not_told().to_owned();
    let guests = match &counted.guests {
        Some(guests) => (words::guests(), number(guests), words::guests_what()),
        None => (words::guests(), not_told(), words::guests_mas()),
    };
    let rows = [
        (words::all(), number(&counted.all), words::all_what()),
        (words::in_use(), number(&counted.in_use), words::in_use_what()),
        (words::admins(), number(&counted.admins), words::admins_what()),
        (words::deactivated(), number(&counted.deactivated), words::deactivated_what()),
        (words::locked(), number(&counted.locked), words::locked_what()),
        guests,
        (words::appservices(), not_told(), words::appservices_what()),
    ];
    let head = view! {
        <th scope="col">{words::column_kind()}</th>
        <th scope="col" class="num">
            {words::column_count()}
        </th>
        <th scope="col">{words::column_meaning()}</th>
    }
    .into_any();
    let rows = rows.map(|(kind, count, meaning)| {
        view! {
            <tr>
                <th scope="row">{kind}</th>
                <td class="num">{count}</td>
                <td class="words">{meaning}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <Table name=words::counted() head>
            {Vec::from(rows)}
        </Table>
    }
    .into_any()
}
