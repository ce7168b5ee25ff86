//! The table of destinations, with what stands above and below it.

use std::sync::Arc;

use leptos::prelude::*;

use super::read::All;
use crate::api::Row;
use crate::api::federation::{Destination, overview};
use crate::browser::intl;
use crate::components::{Download, ListFilters, ListFoot, ListSearch, ListSort, ListTable, ListView, Rows, download};
use crate::lists::destinations::Destinations;
use crate::model::file_name::file_name;
use crate::state::sessions::Sessions;
use crate::text::answers::servers_we_talk_to as words;

/// One page of the destinations that match.
#[component]
pub(super) fn DestinationsTable(
    /// The list.
    view: ListView,
    /// All destinations.
    all: All,
    /// Hears which one is to be reset.
    reset: Callback<Destination>,
) -> impl IntoView {
    let sheet = Memo::new(move |_| view.state.with(|state| all.with_good(|good| Destinations::sheet(state, good))));
    let rows: Rows = Arc::new(move |look| sheet.with(|sheet| look(Some(sheet))));
    let searched = move || {
        let found = sheet.with(|sheet| sheet.total);
        view.state.with(|state| !state.search.is_empty()).then(|| {
            let words = words::found(&intl::number(found), &intl::number(all.count()));
            view! { <p class="hint">{words}</p> }.into_any()
        })
    };
    let on_act = Callback::new(move |name: String| {
        let same = |row: &&Row<Destination>| matches!(row, Row::Good(one) if one.destination == name);
        if let Some(Row::Good(one)) = untrack(|| all.rows.with(|rows| rows.iter().find(same).cloned())) {
            reset.run(one);
        }
    });
    view! {
        <div class="toolbar">
            <ListSearch view label=words::search_label() hint=words::search_hint() />
            <ListSort view />
            <a class="button" href=move || view.href(&view.state.with(Destinations::failing_first))>
                {words::failing_first()}
            </a>
            <ListFilters view filters=Vec::new() />
            {downloads(all)}
        </div>
        {searched}
        <ListTable view name=words::name() rows=rows.clone() on_act=Some(on_act) />
        <p class="hint">{words::values_last()}</p>
        <ListFoot view rows />
    }
}

/// All destinations as files, in the form in which the server would send them.
fn downloads(all: All) -> AnyView {
    let server = StoredValue::new(Sessions::use_().server_name());
    let file = move |ending, mime, make: fn(&[&Destination]) -> String| {
        move || Download {
            name: file_name(&[&server.get_value(), "destinations", &all.mark()], ending),
            mime,
            text: all.with_good(make),
        }
    };
    view! {
        {download(words::csv(), file("csv", "text/csv", |good| overview::to_csv(good.iter().copied())))}
        {download(
            words::json(),
            file("json", "application/json", |good| overview::to_json(good.iter().copied()).to_string()),
        )}
    }
    .into_any()
}
