//! Findings about the server as such: version, database, background updates.

use std::sync::Arc;

use leptos::prelude::*;

use super::checked::{Checked, judged, told};
use crate::api::curl;
use crate::api::server::{BackgroundUpdates, DatabaseRooms, ServerVersion, UpdatesStatus};
use crate::components::{how, number_words, portions};
use crate::model::health::{self, Verdict};
use crate::model::version::{NEWEST_KNOWN, NEWEST_KNOWN_ON, Version};
use crate::pages::answers::health::Database;
use crate::snippets;
use crate::state::query::Query;
use crate::text::answers::slow as words;

/// Is it the newest?
#[component]
pub(super) fn VersionFinding(
    /// The version, as the server says it.
    version: Query<String>,
) -> impl IntoView {
    let tell = |version: &String| {
        let old = matches!(health::version(Version::parse(version)), Verdict::Warn | Verdict::Bad);
        view! {
            <p>{words::version_is(version, &NEWEST_KNOWN.to_string(), NEWEST_KNOWN_ON)}</p>
            {old.then(|| how(words::version_old(), snippets::slow::upgrade()))}
        }
        .into_any()
    };
    view! {
        <Checked
            title=words::version()
            verdict=judged(version, |version| health::version(Version::parse(version)))
            status=version.status()
            source=vec![curl::source(&ServerVersion)]
        >
            {move || told(version, tell)}
        </Checked>
    }
}

/// SQLite or PostgreSQL?
#[component]
pub(super) fn DatabaseFinding(
    /// What the endpoint for PostgreSQL says.
    database: Query<Database>,
) -> impl IntoView {
    let judge = |database: &Database| match database {
        Database::Postgres(_) => Verdict::Good,
        Database::Sqlite => Verdict::Bad,
        Database::NoStatistics | Database::NotOffered => Verdict::Unknown,
    };
    let tell = |database: &Database| match database {
        Database::Sqlite => how(words::database_sqlite(), snippets::slow::to_postgres()),
        Database::Postgres(_) => view! { <p>{words::database_postgres()}</p> }.into_any(),
        Database::NoStatistics => view! { <p>{words::database_inside()}</p> }.into_any(),
        Database::NotOffered => view! { <p>{words::database_no_endpoint()}</p> }.into_any(),
    };
    view! {
        <Checked
            title=words::database()
            verdict=judged(database, judge)
            status=database.status()
            source=vec![curl::source(&DatabaseRooms)]
        >
            {move || told(database, tell)}
        </Checked>
    }
}

/// Is the database being rebuilt?
#[component]
pub(super) fn UpdatesFinding(
    /// What runs; `None` when the server does not tell.
    updates: Query<Option<UpdatesStatus>>,
) -> impl IntoView {
    let judge = |updates: &Option<UpdatesStatus>| match updates {
        None => Verdict::Unknown,
        Some(updates) if updates.enabled && updates.running.is_empty() => Verdict::Good,
        Some(_) => Verdict::Warn,
    };
    view! {
        <Checked
            title=words::updates()
            verdict=judged(updates, judge)
            status=updates.status()
            source=vec![curl::source(&BackgroundUpdates)]
        >
            {move || told(updates, tell_updates)}
        </Checked>
    }
}

fn tell_updates(updates: &Option<UpdatesStatus>) -> AnyView {
    let Some(updates) = updates else {
        return view! { <p>{words::updates_no_endpoint()}</p> }.into_any();
    };
    let running = updates.running.clone();
    let count = running.len();
    let draw = move |place: usize| {
        let words = running.get(place).map(|update| words::update_running(&update.name, &number_words(&update.items)));
        view! { <li>{words}</li> }.into_any()
    };
    let running = (count > 0).then(|| portions("updates", count, Arc::new(draw)));
    let advice = match (updates.enabled, updates.running.is_empty()) {
        (false, _) => words::updates_off(),
        (true, true) => words::updates_none(),
        (true, false) => words::updates_running(),
    };
    view! {
        {running}
        <p>{advice}</p>
    }
    .into_any()
}
