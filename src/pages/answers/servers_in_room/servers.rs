//! The table of the servers of a room, one page of it at a time, and its downloads.

use std::sync::Arc;

use leptos::prelude::*;

use super::page_of;
use crate::api::rooms::servers_as_json;
use crate::browser::intl;
use crate::components::{Download, PageLinks, Pager, SearchBox, Table, badge, bar, copy_button, download, empty_list};
use crate::lists::destinations::Destinations;
use crate::lists::{ListAddress, ListState};
use crate::model::file_name::file_name;
use crate::model::id::shorten;
use crate::model::servers::{ServerCount, Tally};
use crate::route::AnswerQuery;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text::answers::servers_in_room as words;

/// The most characters of a server name that a cell shows.
const CELL_CHARS: usize = 40;

/// What stands on one page of the table.
#[derive(Clone, Default, PartialEq)]
struct Slice {
    rows: Vec<ServerCount>,
    found: u64,
}

fn slice(tally: &Tally, list: &ListState) -> Slice {
    let (from, limit) = (usize::try_from(list.from), usize::try_from(list.limit));
    let found = tally.matching(&list.search).count();
    let rows = tally.matching(&list.search).skip(from.unwrap_or(usize::MAX)).take(limit.unwrap_or(usize::MAX));
    Slice { rows: rows.cloned().collect(), found: u64::try_from(found).unwrap_or(u64::MAX) }
}

/// The servers that match, largest first.
#[component]
pub(super) fn ServersTable(
    /// Room id.
    room_id: String,
    /// All servers.
    tally: Tally,
    /// Whether members were counted.
    counted: bool,
    /// What the address says.
    about: Memo<String>,
    /// The state of the list.
    list: Memo<ListState>,
) -> impl IntoView {
    let nav = Nav::use_();
    let own = Sessions::use_().server_name();
    let most = tally.most();
    let members = tally.members;
    let all = u64::try_from(tally.servers.len()).unwrap_or(u64::MAX);
    let tally = StoredValue::new(tally);
    let room_id = StoredValue::new(room_id);
    let shown = Memo::new(move |_| list.with(|list| tally.with_value(|tally| slice(tally, list))));
    let rows = move || {
        shown.with(|slice| {
            let row = |count: &ServerCount| row(count, counted.then_some((members, most)), &own, nav);
            slice.rows.iter().map(row).collect::<Vec<_>>()
        })
    };
    let go_to = move |list: &ListState| page_of(&about.get(), list);
    let on_search = Callback::new(move |part: String| {
        let now = list.get_untracked();
        let go = if now.search.is_empty() || part.is_empty() { Nav::go } else { Nav::replace };
        go(nav, untrack(|| go_to(&ListAddress::of::<Destinations>().searched(&now, &part))));
    });
    let links = Arc::new(move || {
        let total = shown.with(|slice| slice.found);
        list.with(|list| PageLinks::new(list.from, list.limit, total, |from| nav.href(go_to(&list.at(from)))))
    });
    let searched = move || {
        let found = shown.with(|slice| slice.found);
        let searching = list.with(|list| !list.search.is_empty());
        searching
            .then(|| view! { <p class="hint">{words::found(&intl::number(found), &intl::number(all))}</p> }.into_any())
    };
    let empty = move || {
        let (rows, found) = shown.with(|slice| (slice.rows.len(), slice.found));
        (rows == 0).then(|| empty_list(found, true))
    };
    view! {
        <div class="toolbar">
            <SearchBox
                label=words::search_label()
                hint=words::search_hint()
                value=derived(move || list.with(|list| list.search.clone()))
                on_search
            />
            {downloads(tally, room_id, counted)}
        </div>
        {searched}
        <Table name=words::servers() head=head(counted)>
            {rows}
        </Table>
        {empty}
        <Pager
            links
            on_limit=Callback::new(move |limit| {
                nav.go(untrack(|| go_to(&list.get().sized(limit))));
            })
        />
    }
}

fn downloads(tally: StoredValue<Tally>, room_id: StoredValue<String>, counted: bool) -> AnyView {
    let own = StoredValue::new(Sessions::use_().server_name());
    let file = move |ending, mime, make: fn(&str, &Tally) -> String| {
        move || Download {
            name: file_name(&[&own.get_value(), "servers-in", &room_id.get_value()], ending),
            mime,
            text: tally.with_value(|tally| make(&room_id.get_value(), tally)),
        }
    };
    let counts = counted.then(|| {
        view! {
            {download(words::csv(), file("csv", "text/csv", |_, tally| tally.to_csv()))}
            {download(
                words::json(),
                file("json", "application/json", |room, tally| servers_as_json(&room.into(), tally).to_string()),
            )}
        }
        .into_any()
    });
    view! {
        {download(words::list(), file("txt", "text/plain", |_, tally| tally.to_list()))}
        {counts}
    }
    .into_any()
}

fn head(counted: bool) -> AnyView {
    let counts = counted.then(|| {
        view! {
            <th scope="col" class="num">
                {words::column_members()}
            </th>
            <th scope="col" class="num">
                {words::column_share()}
            </th>
            <th scope="col">{words::column_bar()}</th>
        }
        .into_any()
    });
    view! {
        <th scope="col">{words::column_server()}</th>
        {counts}
    }
    .into_any()
}

/// One server. `of` are all members, and those of the largest server, when they were counted.
fn row(count: &ServerCount, of: Option<(u64, u64)>, own: &str, nav: Nav) -> AnyView {
    let name = count.server.clone();
    let short = shorten(&name, CELL_CHARS);
    // This server does not send to itself, so it is no destination.
    let server = if name == own {
        view! {
            <span title=name.clone()>
                <bdi>{short}</bdi>
            </span>
            " "
            {badge(words::this_server(), "good")}
        }
        .into_any()
    } else {
        let href = nav.href(AnswerQuery::destinations(&name).page());
        view! {
            <a href=href data-row title=name.clone()>
                <bdi>{short}</bdi>
            </a>
            {copy_button(name.clone(), &name)}
        }
        .into_any()
    };
    let members = count.members;
    let numbers = of.map(|(all, most)| {
        view! {
            <td class="num">{intl::number(members)}</td>
            <td class="num">{intl::percent(members, all)}</td>
            <td class="bar-cell">{bar(members, most)}</td>
        }
        .into_any()
    });
    view! {
        <tr>
            <th scope="row">{server}</th>
            {numbers}
        </tr>
    }
    .into_any()
}
