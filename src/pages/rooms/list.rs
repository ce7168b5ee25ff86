//! The rooms list.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;

use super::columns::{columns, row};
use super::filters::{RoomFilters, RoomSort};
use crate::api::rooms::{ListRooms, RoomOrder, RoomsPage as Answer};
use crate::browser::intl;
use crate::components::{Load, PageHead, PageLinks, Pager, SearchBox, SortHeader, Table, empty_list};
use crate::model::version::Version;
use crate::route::{Page, RoomsQuery};
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// The first Synapse that knows `public_rooms` and `empty_rooms`; older ones ignore them without a word.
const FILTERS_SINCE: Version = Version::new(1, 110, 0);

fn has_filters(sessions: Sessions) -> bool {
    let version = sessions.current_untracked().and_then(|session| Version::parse(&session.version?));
    version.is_none_or(|version| version >= FILTERS_SINCE)
}

fn request(list: &RoomsQuery) -> ListRooms {
    ListRooms {
        from: list.from,
        limit: list.limit,
        order_by: list.order_by,
        backwards: list.backwards,
        search_term: (!list.search_term.is_empty()).then(|| list.search_term.clone()),
        public_rooms: list.public_rooms,
        empty_rooms: list.empty_rooms,
    }
}

/// The list page. All its state comes from the address; one request draws it.
#[component]
pub fn RoomsPage() -> impl IntoView {
    let (nav, api, sessions) = (Nav::use_(), Api::use_(), Sessions::use_());
    let filters = has_filters(sessions);
    let list = Memo::new(move |last: Option<&RoomsQuery>| match nav.page() {
        Page::Rooms(list) if filters => list,
        Page::Rooms(list) => RoomsQuery { public_rooms: None, empty_rooms: None, ..list },
        // On the way to another page: keep the last state, ask for nothing.
        _ => last.cloned().unwrap_or_default(),
    });
    let rooms = Query::new(move || api.call(request(&list.get())));
    set_timeout(intl::warm, Duration::ZERO);
    let search = Callback::new(move |term: String| {
        let now = list.get_untracked();
        // One step back in the history leaves the search, however many letters it had.
        let go = if now.search_term.is_empty() || term.is_empty() { Nav::go } else { Nav::replace };
        go(nav, Page::Rooms(now.searched(&term)));
    });
    let biggest = move || {
        let limit = list.with(|list| list.limit);
        nav.href(Page::Rooms(RoomsQuery { order_by: RoomOrder::StateEvents, limit, ..RoomsQuery::default() }))
    };
    let total =
        move || rooms.with(|page| page.as_ref().map(|page| text::rooms::total(page.total, &intl::number(page.total))));
    view! {
        <PageHead title=text::rooms::title()>
            <p class="total">{move || total()}</p>
            <a class="button" href=biggest title=text::rooms::biggest_hint()>
                {text::rooms::biggest()}
            </a>
        </PageHead>
        <div class="toolbar">
            <SearchBox
                label=text::rooms::search_label()
                hint=text::rooms::search_hint()
                value=derived(move || list.with(|list| list.search_term.clone()))
                on_search=search
            />
            <RoomSort list=list />
            {filters.then(|| view! { <RoomFilters list=list /> }.into_any())}
            {move || {
                list.with(RoomsQuery::is_filtered)
                    .then(|| {
                        let now = list.get();
                        let all = RoomsQuery {
                            order_by: now.order_by,
                            backwards: now.backwards,
                            limit: now.limit,
                            ..RoomsQuery::default()
                        };
                        view! { <a href=nav.href(Page::Rooms(all))>{text::list::clear()}</a> }
                    })
            }}
        </div>
        <Load status=rooms.status()>
            <RoomsTable list rooms />
        </Load>
    }
}

#[component]
fn RoomsTable(
    /// The state of the list.
    list: Memo<RoomsQuery>,
    /// The page.
    rooms: Query<Answer>,
) -> impl IntoView {
    let nav = Nav::use_();
    let head = columns()
        .into_iter()
        .map(|column| {
            let order = column.order;
            let href = move || nav.href(Page::Rooms(list.with(|list| list.sorted_by(order))));
            let descending = move || list.with(|list| (list.order_by == order).then(|| list.is_descending()));
            view! {
                <SortHeader
                    label=column.label
                    class=column.class
                    href=Arc::new(href)
                    descending=Arc::new(descending)
                />
            }
        })
        .collect_view()
        .into_any();
    let rows = move || {
        rooms.with(|page| page.as_ref().map(|page| page.rooms.iter().map(|room| row(room, nav)).collect_view()))
    };
    let links = Arc::new(move || {
        let total = rooms.with(|page| page.as_ref().map_or(0, |page| page.total));
        list.with(|list| {
            PageLinks::new(list.from, list.limit, total, |from| {
                nav.href(Page::Rooms(RoomsQuery { from, ..list.clone() }))
            })
        })
    });
    let empty = move || {
        let (rows, total) = rooms.with(|page| page.as_ref().map_or((0, 0), |page| (page.rooms.len(), page.total)));
        (rows == 0).then(|| empty_list(total))
    };
    view! {
        <Table name=text::rooms::title() head>
            {move || rows()}
        </Table>
        {move || empty()}
        <Pager
            links
            on_limit=Callback::new(move |limit| {
                nav.go(Page::Rooms(RoomsQuery { limit, from: 0, ..list.get_untracked() }));
            })
        />
    }
}
