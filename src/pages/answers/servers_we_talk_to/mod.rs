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
use crate::api::federation::{Destination, ListDestinations};
use crate::browser::intl;
use crate::components::{HarvestState, ListView, harvest_source};
use crate::lists::ListAddress;
use crate::lists::destinations::Destinations;
use crate::pages::list::{state_of, ways};
use crate::route::{AnswerQuery, Page, Pairs, Question};
use crate::snippets::servers_we_talk_to as snippets;
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::text::answers::servers_we_talk_to as words;
use one::OneDestination;
use read::All;
use reset::ResetDialog;
use table::DestinationsTable;
use totals::TotalsView;

/// The parameters of the list, if this is its page.
fn pairs(page: Page) -> Option<Pairs> {
    AnswerQuery::of(Question::ServersWeTalkTo, &page).map(|answer| answer.list)
}

/// The page.
#[component]
pub fn ServersWeTalkToPage() -> impl IntoView {
    let api = Api::use_();
    let address = ListAddress::of::<Destinations>();
    let ways = ways(address.clone(), Destinations::page);
    let view = ListView::new::<Destinations>(state_of(address, pairs), ways);
    let all = All::read(api);
    let state = all.rows.state();
    let has_rows = Memo::new(move |_| all.rows.with(|rows| !rows.is_empty()));
    let snippets = derived(move || {
        let everything = ListDestinations { limit: all.count().max(read::BATCH), ..ListDestinations::default() };
        view.state.with(|state| {
            let rooms_of = state.value(Destinations::ROOMS_OF).unwrap_or_default();
            snippets::destinations(&state.search, rooms_of, api.curl(&everything))
        })
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
    let rooms_of =
        Memo::new(move |_| view.state.with(|state| state.value(Destinations::ROOMS_OF).unwrap_or_default().to_owned()));
    view! {
        <AnswerFrame words=words::words() snippets>
            {harvest_source(state, vec![curl::source(&ListDestinations::default())])}
            <HarvestState harvest=state />
            {move || notes(all)}
            {move || has_rows.get().then(|| view! { <TotalsView all /> }.into_any())}
            {move || {
                let destination = rooms_of.get();
                (!destination.is_empty())
                    .then(|| view! { <OneDestination destination view changes reset /> }.into_any())
            }}
            {move || {
                has_rows
                    .get()
                    .then(|| {
                        view! { <DestinationsTable view all reset /> }.into_any()
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
