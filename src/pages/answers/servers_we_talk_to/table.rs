//! The table of destinations.

use std::sync::Arc;

use leptos::prelude::*;

use super::page;
use super::read::All;
use crate::api::federation::{Destination, DestinationOrder, overview};
use crate::browser::intl;
use crate::components::{PageLinks, Pager, SortHeader, Table, ago, badge, copy_button, empty_list};
use crate::model::id::shorten;
use crate::route::DestinationsQuery;
use crate::state::nav::Nav;
use crate::text;
use crate::text::answers::servers_we_talk_to as words;

/// The most characters of a server name that a cell shows.
const CELL_CHARS: usize = 40;

/// What stands on one page of the table.
#[derive(Clone, Default, PartialEq)]
struct Slice {
    rows: Vec<Destination>,
    found: u64,
    all: u64,
}

fn slice(list: &DestinationsQuery, all: &[&Destination]) -> Slice {
    let count = |rows: &[&Destination]| u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let found = overview::arrange(all.iter().copied(), &list.destination, list.order_by, list.backwards);
    let (from, limit) = (usize::try_from(list.from), usize::try_from(list.limit));
    let rows = found.iter().skip(from.unwrap_or(usize::MAX)).take(limit.unwrap_or(usize::MAX));
    Slice { rows: rows.map(|row| (*row).clone()).collect(), found: count(&found), all: count(all) }
}

/// One page of the destinations that match.
#[component]
pub(super) fn DestinationsTable(
    /// The state of the list.
    list: Memo<DestinationsQuery>,
    /// All destinations.
    all: All,
    /// Hears which one is to be reset.
    reset: Callback<Destination>,
) -> impl IntoView {
    let nav = Nav::use_();
    let shown = Memo::new(move |_| list.with(|list| all.with_good(|good| slice(list, good))));
    let rows = move || {
        let here = list.get();
        shown.with(|slice| slice.rows.iter().map(|one| row(one, &here, nav, reset)).collect::<Vec<_>>())
    };
    let links = Arc::new(move || {
        let total = shown.with(|slice| slice.found);
        list.with(|list| {
            PageLinks::new(list.from, list.limit, total, |from| {
                nav.href(page(DestinationsQuery { from, ..list.clone() }))
            })
        })
    });
    let searched = move || {
        let (found, all) = shown.with(|slice| (slice.found, slice.all));
        let searching = list.with(|list| !list.destination.is_empty());
        searching
            .then(|| view! { <p class="hint">{words::found(&intl::number(found), &intl::number(all))}</p> }.into_any())
    };
    let empty = move || {
        let (rows, found) = shown.with(|slice| (slice.rows.len(), slice.found));
        (rows == 0).then(|| empty_list(found))
    };
    view! {
        {searched}
        <Table name=words::name() head=head(list, nav)>
            {rows}
        </Table>
        {empty}
        <p class="hint">{words::values_last()}</p>
        <Pager
            links
            on_limit=Callback::new(move |limit| {
                nav.go(page(DestinationsQuery { limit, from: 0, ..list.get_untracked() }));
            })
        />
    }
}

fn head(list: Memo<DestinationsQuery>, nav: Nav) -> AnyView {
    use DestinationOrder as O;
    let columns = [
        (words::column_server(), O::Destination, ""),
        (words::column_failing(), O::FailureTs, ""),
        (words::column_last_try(), O::RetryLastTs, ""),
        (words::column_interval(), O::RetryInterval, ""),
        (words::column_delivered(), O::LastSuccessfulStreamOrdering, "num"),
    ];
    let columns = columns.map(|(label, order, class)| {
        let href = move || nav.href(page(list.with(|list| list.sorted_by(order))));
        let descending = move || list.with(|list| (list.order_by == order).then_some(list.backwards));
        view! { <SortHeader label class href=Arc::new(href) descending=Arc::new(descending) /> }.into_any()
    });
    view! {
        {Vec::from(columns)}
        <th scope="col">{words::column_actions()}</th>
    }
    .into_any()
}

fn row(one: &Destination, here: &DestinationsQuery, nav: Nav, reset: Callback<Destination>) -> AnyView {
    let name = one.destination.clone();
    let href = nav.href(page(DestinationsQuery { rooms_of: name.clone(), ..here.clone() }));
    view! {
        <tr>
            <th scope="row">
                <a href=href data-row title=name.clone()>
                    <bdi>{shorten(&name, CELL_CHARS)}</bdi>
                </a>
                {copy_button(name.clone(), &name)}
            </th>
            <td>{failing(one)}</td>
            <td>{(one.retry_last_ts > 0).then(|| ago(Some(one.retry_last_ts)))}</td>
            {interval(one)}
            <td class="num">
                {one
                    .last_successful_stream_ordering
                    .map_or_else(|| words::nothing_delivered().to_owned(), intl::number)}
            </td>
            <td>{one.can_be_reset().then(|| reset_button(one.clone(), reset))}</td>
        </tr>
    }
    .into_any()
}

/// Since when one fails, or that it does not.
pub(super) fn failing(one: &Destination) -> AnyView {
    match one.failure_ts {
        Some(since) => ago(Some(since)).into_any(),
        None if one.is_failing() => text::app::unknown().into_any(),
        None => badge(words::healthy(), "good"),
    }
}

fn interval(one: &Destination) -> AnyView {
    let ms = Some(one.retry_interval).filter(|ms| *ms > 0);
    view! { <td title=ms.map(exact)>{ms.map(intl::span)}</td> }.into_any()
}

/// The exact length of a time.
pub(super) fn exact(ms: u64) -> String {
    words::milliseconds(&intl::number(ms))
}

/// The button of one destination.
pub(super) fn reset_button(one: Destination, reset: Callback<Destination>) -> AnyView {
    let label = words::of(words::reset(), &one.destination);
    view! {
        <button type="button" aria-label=label on:click=move |_| reset.run(one.clone())>
            {words::reset()}
        </button>
    }
    .into_any()
}
