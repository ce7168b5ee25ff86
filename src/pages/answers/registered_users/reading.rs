//! The whole list, read page by page, and saved.

use leptos::prelude::*;

use crate::api::users::{Accounts, ListUsers, ReadMark, Tally, UserSummary};
use crate::api::{Row, curl};
use crate::browser::{intl, save};
use crate::components::{HarvestState, fact, facts, harvest_source};
use crate::model::file_name::file_name;
use crate::pages::users::{everybody, fetch_users};
use crate::state::api::Api;
use crate::state::harvest::{Batch, Harvest, Stage};
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::registered_users as words;

/// Accounts a request. Synapse looks through all accounts for each page, so fewer and larger pages spare it work.
const PAGE: u64 = 5000;

/// What the list is saved as.
#[derive(Clone, Copy)]
enum Format {
    List,
    Csv,
    Json,
}

impl Format {
    const ALL: [Self; 3] = [Self::List, Self::Csv, Self::Json];

    fn name(self) -> &'static str {
        match self {
            Self::List => words::list_of(),
            Self::Csv => words::csv(),
            Self::Json => words::json(),
        }
    }

    fn extension_and_mime(self) -> (&'static str, &'static str) {
        match self {
            Self::List => ("txt", "text/plain"),
            Self::Csv => ("csv", "text/csv"),
            Self::Json => ("json", "application/json"),
        }
    }
}

/// The reading of the list.
#[component]
pub(super) fn Reading() -> impl IntoView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    // How this server wants to be asked is found out once, not for every page.
    let everybody = StoredValue::new(everybody(sessions, PAGE));
    let accounts = Harvest::new(move |from| {
        let fetching = fetch_users(api, ListUsers { from, ..everybody.get_value() });
        async move {
            let (page, answered) = fetching.await?;
            // The page may be gone, and with it whoever would ask again.
            let _ = everybody.try_set_value(answered);
            Ok(Batch::by_offset(from, page.users, page.total.known()))
        }
    });
    let state = accounts.state();
    let begin = move || match state.stage() {
        Stage::Idle => view! {
            <p>{words::read_hint()}</p>
            <p>
                <button type="button" class="primary" on:click=move |_| state.go_on()>
                    {words::read_all()}
                </button>
            </p>
        }
        .into_any(),
        _ => {
            let request = curl::source(&ListUsers { from: 0, ..everybody.get_value() });
            harvest_source(state, vec![request])
        }
    };
    let has_rows = Memo::new(move |_| accounts.with(|rows| !rows.is_empty()));
    view! {
        <HarvestState harvest=state />
        {move || has_rows.get().then(|| view! { <Saving accounts /> }.into_any())}
        {move || begin()}
    }
}

/// The buttons that save what has been read, and what is in it.
#[component]
fn Saving(
    /// The list so far.
    accounts: Harvest<Row<UserSummary>>,
) -> impl IntoView {
    let (sessions, notices) = (Sessions::use_(), Notices::use_());
    let state = accounts.state();
    let done = Memo::new(move |_| state.is_whole());
    let save = move |format: Format| {
        let (text, complete) = accounts.with_untracked(|rows| {
            let (list, progress) = (Accounts::of(rows), untrack(|| state.progress()));
            let complete = done.get_untracked() && list.odd.is_empty();
            let server = sessions.server_name();
            let read_at = untrack(|| state.read_at()).map(intl::iso).unwrap_or_default();
            let mark = ReadMark { server: &server, read_at: &read_at, complete, total: progress.total };
            let text = match format {
                Format::List => list.to_list(),
                Format::Csv => list.to_csv(),
                Format::Json => list.to_json(mark),
            };
            (text, complete)
        });
        let (extension, mime) = format.extension_and_mime();
        let part = if complete { "" } else { "partial" };
        let name = file_name(&[&sessions.server_name(), "users", part], extension);
        if !save::save(&name, mime, &text) {
            notices.warn(text::app::save_refused());
        }
    };
    let buttons = Format::ALL.map(|format| {
        view! {
            <button type="button" on:click=move |_| save(format)>
                {words::save_as(format.name())}
            </button>
        }
        .into_any()
    });
    view! {
        {move || (!done.get()).then(|| view! { <p class="hint">{words::save_partial()}</p> }.into_any())}
        <p class="actions">{Vec::from(buttons)}</p>
        // Counting waits until the rows stand still.
        {move || (state.stage() != Stage::Running).then(|| accounts.with(|rows| contents(&Accounts::of(rows))))}
    }
}

fn contents(accounts: &Accounts) -> AnyView {
    let Tally { accounts: distinct, admins, deactivated, erased, locked, shadow_banned, guests, typed } =
        accounts.tally();
    let odd: Vec<AnyView> = accounts
        .odd
        .iter()
        .map(|odd| {
            view! {
                <li>
                    {text::errors::odd(&odd.why)} " " <code>{odd.json.clone()}</code>
                </li>
            }
            .into_any()
        })
        .collect();
    let unread = u64::try_from(odd.len()).unwrap_or(u64::MAX);
    let counts = [
        (words::distinct(), distinct),
        (words::duplicates(), accounts.duplicates),
        (words::odd_rows(), unread),
        (words::admins(), admins),
        (words::deactivated(), deactivated),
        (words::erased(), erased),
        (words::locked(), locked),
        (words::shadow_banned(), shadow_banned),
        (words::guests(), guests),
        (words::typed(), typed),
    ];
    view! {
        {(!odd.is_empty())
            .then(|| {
                view! {
                    <div class="panel warn">
                        <p>{words::save_odd()}</p>
                        <ul class="plain">{odd}</ul>
                    </div>
                }
                    .into_any()
            })}
        <h4>{words::in_the_list()}</h4>
        {facts(Vec::from(counts.map(|(name, count)| fact(name, intl::number(count)))))}
    }
    .into_any()
}
