//! Filters and order of the rooms list.

use leptos::prelude::*;

use super::columns::columns;
use crate::api::rooms::RoomOrder;
use crate::components::FilterSelect;
use crate::route::{Page, RoomsQuery};
use crate::state::erased::derived;
use crate::state::nav::Nav;
use crate::text;

const ALL: &str = "";
const ONLY: &str = "true";
const WITHOUT: &str = "false";

/// The two filters of the API. While searching they are hidden, for Synapse would ignore them.
#[component]
pub(super) fn RoomFilters(
    /// The state of the list.
    list: Memo<RoomsQuery>,
) -> impl IntoView {
    let nav = Nav::use_();
    let searching = Memo::new(move |_| list.with(|list| !list.search_term.is_empty()));
    let filter = move |label,
                       words: [&'static str; 2],
                       get: fn(&RoomsQuery) -> Option<bool>,
                       set: fn(&mut RoomsQuery, Option<bool>)| {
        let value = derived(move || match list.with(get) {
            None => ALL,
            Some(true) => ONLY,
            Some(false) => WITHOUT,
        });
        let on_change = Callback::new(move |value: String| {
            let mut next = RoomsQuery { from: 0, ..list.get_untracked() };
            set(&mut next, value.parse().ok());
            nav.go(Page::Rooms(next));
        });
        let [only, without] = words;
        let options = vec![(ALL, text::list::all()), (ONLY, only), (WITHOUT, without)];
        view! { <FilterSelect label options value on_change /> }
    };
    let public = [text::rooms::filter_public_only(), text::rooms::filter_public_without()];
    let empty = [text::rooms::filter_empty_only(), text::rooms::filter_empty_without()];
    move || {
        if searching.get() {
            return view! { <p class="hint">{text::rooms::no_filters_while_searching()}</p> }.into_any();
        }
        view! {
            {filter(text::rooms::filter_public(), public, |l| l.public_rooms, |l, v| l.public_rooms = v)}
            {filter(text::rooms::filter_empty(), empty, |l| l.empty_rooms, |l, v| l.empty_rooms = v)}
        }
        .into_any()
    }
}

/// The order as a choice: reaches all 13 keys on any screen, also those whose column is not shown.
#[component]
pub(super) fn RoomSort(
    /// The state of the list.
    list: Memo<RoomsQuery>,
) -> impl IntoView {
    let nav = Nav::use_();
    let name =
        |order: RoomOrder| RoomOrder::ALL.into_iter().find(|(known, _)| *known == order).map_or("", |(_, name)| name);
    let options = columns().into_iter().map(|column| (name(column.order), column.label)).collect();
    let on_change = Callback::new(move |chosen: String| {
        if let Some((order, _)) = RoomOrder::ALL.into_iter().find(|(_, name)| *name == chosen) {
            let next = RoomsQuery { order_by: order, backwards: false, from: 0, ..list.get_untracked() };
            nav.go(Page::Rooms(next));
        }
    });
    let turned = move || nav.href(Page::Rooms(list.with(|list| list.sorted_by(list.order_by))));
    let direction = move || {
        if list.with(RoomsQuery::is_descending) { text::list::descending() } else { text::list::ascending() }
    };
    view! {
        <FilterSelect
            label=text::list::sort_by()
            options
            value=derived(move || list.with(|list| name(list.order_by)))
            on_change
        />
        <a class="button direction" href=turned>
            {direction}
        </a>
    }
}
