//! The users list.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;

use super::columns::{columns, row};
use super::fetch::{fetch_users, has_guests, users_api};
use super::filters::UserFilters;
use crate::api::users::{ListUsers, UserOrder, UsersApi, UsersPage as Answer};
use crate::browser::intl;
use crate::components::{Load, PageHead, PageLinks, Pager, SearchBox, SortHeader, Table, empty_list};
use crate::route::{Page, UsersQuery};
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

fn request(list: &UsersQuery, sessions: Sessions) -> ListUsers {
    ListUsers {
        api: users_api(sessions),
        from: list.from,
        limit: list.limit,
        name: (!list.name.is_empty()).then(|| list.name.clone()),
        order_by: list.order_by,
        backwards: list.backwards,
        deactivated: list.deactivated,
        locked: list.locked.unwrap_or(true),
        admins: list.admins,
        guests: list.guests.unwrap_or(true) && has_guests(sessions),
    }
}

/// The list page. All its state comes from the address.
#[component]
pub fn UsersPage() -> impl IntoView {
    let (nav, api, sessions) = (Nav::use_(), Api::use_(), Sessions::use_());
    let list = Memo::new(move |last: Option<&UsersQuery>| match nav.page() {
        Page::Users(list) => list,
        // On the way to another page: keep the last state, ask for nothing.
        _ => last.cloned().unwrap_or_default(),
    });
    let users = Query::new(move || {
        let fetching = fetch_users(api, request(&list.get(), sessions));
        async move { fetching.await.map(|(page, _)| page) }
    });
    set_timeout(intl::warm, Duration::ZERO);
    let deactivated_alone = users_api(sessions) == UsersApi::V3;
    let search = Callback::new(move |name: String| {
        let now = list.get_untracked();
        // One step back in the history leaves the search, however many letters it had.
        let go = if now.name.is_empty() || name.is_empty() { Nav::go } else { Nav::replace };
        go(nav, Page::Users(UsersQuery { name, from: 0, ..now }));
    });
    let total =
        move || users.with(|page| page.as_ref().map(|page| text::users::total(page.total, &intl::number(page.total))));
    view! {
        <PageHead title=text::users::title()>
            <p class="total">{move || total()}</p>
        </PageHead>
        <div class="toolbar">
            <SearchBox
                label=text::users::search_label()
                hint=text::users::search_hint()
                value=derived(move || list.with(|list| list.name.clone()))
                on_search=search
            />
            <UserFilters list=list deactivated_alone with_guests=has_guests(sessions) />
            {move || {
                list.with(UsersQuery::is_filtered)
                    .then(|| {
                        let all = list.with(|l| UsersQuery { limit: l.limit, ..UsersQuery::default() });
                        view! { <a href=nav.href(Page::Users(all))>{text::list::clear()}</a> }
                    })
            }}
        </div>
        <Load status=users.status()>
            <UsersTable list users />
        </Load>
    }
}

#[component]
fn UsersTable(
    /// The state of the list.
    list: Memo<UsersQuery>,
    /// The page.
    users: Query<Answer>,
) -> impl IntoView {
    let nav = Nav::use_();
    let head = columns()
        .into_iter()
        .map(|column| {
            let order: UserOrder = column.order;
            let href = move || nav.href(Page::Users(list.with(|list| list.sorted_by(order))));
            let descending = move || list.with(|list| (list.order_by == order).then_some(list.backwards));
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
        users.with(|page| page.as_ref().map(|page| page.users.iter().map(|user| row(user, nav)).collect_view()))
    };
    let links = Arc::new(move || {
        let total = users.with(|page| page.as_ref().map_or(0, |page| page.total));
        list.with(|list| {
            PageLinks::new(list.from, list.limit, total, |from| {
                nav.href(Page::Users(UsersQuery { from, ..list.clone() }))
            })
        })
    });
    let empty = move || {
        let (rows, total) = users.with(|page| page.as_ref().map_or((0, 0), |page| (page.users.len(), page.total)));
        (rows == 0).then(|| empty_list(total))
    };
    view! {
        <Table name=text::users::title() head>
            {move || rows()}
        </Table>
        {move || empty()}
        <Pager
            links
            on_limit=Callback::new(move |limit| {
                nav.go(Page::Users(UsersQuery { limit, from: 0, ..list.get_untracked() }));
            })
        />
    }
}
