//! Which servers is my server talking to?
//!
//! All destinations are read, some thousand a request, and searched, sorted and paged here: totals and downloads need
//! them all anyway, paging then costs no request, and "failing first" means the same on SQLite and PostgreSQL.

mod one;
mod read;
mod reset;
mod table;
mod totals;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::api::curl;
use crate::api::federation::{Destination, ListDestinations, overview};
use crate::browser::intl;
use crate::components::{Download, HarvestState, SearchBox, download, harvest_source};
use crate::model::file_name::file_name;
use crate::route::{AnswerQuery, DestinationsQuery, Page, Question};
use crate::snippets::servers_we_talk_to as snippets;
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::servers_we_talk_to as words;
use one::OneDestination;
use read::All;
use reset::ResetDialog;
use table::DestinationsTable;
use totals::TotalsView;

/// The page with another state of its list.
fn page(destinations: DestinationsQuery) -> Page {
    Page::Answer(AnswerQuery { destinations, ..AnswerQuery::new(Question::ServersWeTalkTo) })
}

/// The page.
#[component]
pub(super) fn ServersWeTalkToPage() -> impl IntoView {
    let (nav, api) = (Nav::use_(), Api::use_());
    let list = Memo::new(move |last: Option<&DestinationsQuery>| match nav.page() {
        Page::Answer(AnswerQuery { question: Question::ServersWeTalkTo, destinations, .. }) => destinations,
        // On the way to another page: keep the last state.
        _ => last.cloned().unwrap_or_default(),
    });
    let all = All::read(api);
    let state = all.rows.state();
    let has_rows = Memo::new(move |_| all.rows.with(|rows| !rows.is_empty()));
    let snippets = derived(move || {
        let everything = ListDestinations { limit: all.count().max(read::BATCH), ..ListDestinations::default() };
        list.with(|list| snippets::destinations(&list.destination, &list.rooms_of, api.curl(&everything)))
    });
    let (asked, open) = (RwSignal::new(None::<Destination>), RwSignal::new(false));
    let reset = Callback::new(move |destination: Destination| {
        asked.set(Some(destination));
        open.set(true);
    });
    // Counts what was read back, so that the part about one destination reads it again too.
    let changes = RwSignal::new(0_u32);
    let on_done = Callback::new(move |now: Destination| {
        all.replace(now);
        changes.try_update(|changes| *changes = changes.wrapping_add(1));
    });
    let rooms_of = Memo::new(move |_| list.with(|list| list.rooms_of.clone()));
    view! {
        <AnswerFrame question=Question::ServersWeTalkTo snippets>
            {harvest_source(state, vec![curl::source(&ListDestinations::default())])}
            <HarvestState harvest=state />
            {move || notes(all)}
            {move || has_rows.get().then(|| view! { <TotalsView all /> }.into_any())}
            {move || {
                let destination = rooms_of.get();
                (!destination.is_empty())
                    .then(|| view! { <OneDestination destination list changes reset /> }.into_any())
            }}
            {move || {
                has_rows
                    .get()
                    .then(|| {
                        view! {
                            <Toolbar list all />
                            <DestinationsTable list all reset />
                        }
                            .into_any()
                    })
            }}
            <ResetDialog asked open on_done />
        </AnswerFrame>
    }
}

/// What is to be known before one trusts the numbers.
fn notes(all: All) -> Vec<AnyView> {
    let (count, odd) = (all.count(), all.odd());
    let mut notes = Vec::new();
    let mut warn = |words: String| notes.push(view! { <p class="panel warn">{words}</p> }.into_any());
    if all.is_running() && count > 0 {
        return vec![view! { <p class="hint">{words::only_so_far()}</p> }.into_any()];
    }
    if all.is_done() && count + odd == 0 {
        return vec![view! { <p class="empty">{words::nothing_yet()}</p> }.into_any()];
    }
    if all.is_done() && all.is_short() {
        warn(words::changed_meanwhile().to_owned());
    }
    if !all.is_done() && count > 0 {
        warn(words::not_all().to_owned());
    }
    if odd > 0 {
        warn(words::odd_rows(odd, &intl::number(odd)));
    }
    notes
}

#[component]
fn Toolbar(
    /// The state of the list.
    list: Memo<DestinationsQuery>,
    /// All destinations.
    all: All,
) -> impl IntoView {
    let nav = Nav::use_();
    let server = StoredValue::new(Sessions::use_().server_name());
    let on_search = Callback::new(move |part: String| {
        let now = list.get_untracked();
        // One step back in the history leaves the search, however many letters it had.
        let go = if now.destination.is_empty() || part.is_empty() { Nav::go } else { Nav::replace };
        go(nav, page(now.searched(&part)));
    });
    let file = move |ending, mime, make: fn(&[&Destination]) -> String| {
        move || Download {
            name: file_name(&[&server.get_value(), "destinations", &all.mark()], ending),
            mime,
            text: all.with_good(make),
        }
    };
    view! {
        <div class="toolbar">
            <SearchBox
                label=words::search_label()
                hint=words::search_hint()
                value=derived(move || list.with(|list| list.destination.clone()))
                on_search
            />
            <a class="button" href=move || nav.href(page(list.with(DestinationsQuery::failing_first)))>
                {words::failing_first()}
            </a>
            {move || {
                list.with(|list| !list.destination.is_empty())
                    .then(|| {
                        let cleared = list.with(|list| list.searched(""));
                        view! { <a href=nav.href(page(cleared))>{text::list::clear()}</a> }.into_any()
                    })
            }}
            {download(words::csv(), file("csv", "text/csv", |good| overview::to_csv(good.iter().copied())))}
            {download(
                words::json(),
                file("json", "application/json", |good| overview::to_json(good.iter().copied()).to_string()),
            )}
        </div>
    }
}
