//! Who is admin now, and whether they can act.

use futures_util::future::join_all;
use leptos::prelude::*;

use crate::api::users::{GetAdmin, ListUsers, UserSummary};
use crate::api::{ApiError, Number, Row, curl};
use crate::browser::intl;
use crate::components::{Load, OddTableRow, Source, Table, badge, id_link, number_words};
use crate::lists::users::Users;
use crate::pages::users::{everybody, fetch_users};
use crate::route::Page;
use crate::state::api::Api;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::become_admin as words;

/// The most admins that are shown; the users list shows all.
const MOST: u64 = 100;

/// The admins of this server.
#[derive(Clone, PartialEq)]
pub(super) struct Admins {
    rows: Vec<Admin>,
    total: Number,
    /// Matrix Authentication Service is in charge.
    pub(super) mas: bool,
    /// The request that this server answers.
    listed_by: String,
}

/// One account with the flag.
#[derive(Clone, PartialEq)]
struct Admin {
    row: Row<UserSummary>,
    /// What Synapse says when asked about the account itself, which is what it goes by; `None` when it did not tell.
    acts: Option<bool>,
}

/// Lists the accounts with the flag, and asks Synapse whether it goes by it.
pub(super) async fn who_is_admin(api: Api, sessions: Sessions) -> Result<Admins, ApiError> {
    let list = ListUsers { admins: Some(true), ..everybody(sessions, MOST) };
    let (page, answered) = fetch_users(api, list).await?;
    let mas = match api.call(GetAdmin { user_id: sessions.user_id() }).await {
        Ok(_) => false,
        Err(error) if error.is_unrecognized() => true,
        Err(error) => return Err(error),
    };
    let asking = page.users.into_iter().map(|row| async move {
        let acts = match &row {
            // One account of which Synapse does not tell leaves the rest of the list as it is.
            Row::Good(user) if !mas => api.call(GetAdmin { user_id: user.name.clone() }).await.ok(),
            _ => None,
        };
        Admin { row, acts }
    });
    Ok(Admins { rows: join_all(asking).await, total: page.total, mas, listed_by: curl::source(&answered) })
}

/// The table with its state.
#[component]
pub(super) fn AdminsTable(
    /// The admins.
    admins: Query<Admins>,
) -> impl IntoView {
    let (nav, me) = (Nav::use_(), StoredValue::new(Sessions::use_().user_id()));
    let shown = move || admins.with(|admins| admins.as_ref().map(|admins| table(admins, nav, me.get_value().as_str())));
    let requests = move || {
        admins.with(|admins| {
            let asked = curl::source(&GetAdmin { user_id: me.get_value() });
            admins.as_ref().map(|admins| vec![admins.listed_by.clone(), asked])
        })
    };
    view! {
        <Load status=admins.status()>
            {move || shown()}
            {move || requests().map(|requests| view! { <Source status=admins.status() requests /> }.into_any())}
        </Load>
    }
}

fn table(admins: &Admins, nav: Nav, me: &str) -> AnyView {
    let head = view! {
        <th scope="col">{words::column_user()}</th>
        <th scope="col">{words::column_can_act()}</th>
        <th scope="col">{words::column_name()}</th>
    }
    .into_any();
    let rows: Vec<AnyView> = admins
        .rows
        .iter()
        .map(|admin| match &admin.row {
            Row::Good(user) => good(user, admin.acts, admins.mas, nav, me),
            Row::Odd(odd) => view! { <OddTableRow row=odd.clone() /> }.into_any(),
        })
        .collect();
    let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let all = nav.href(Users::admins());
    let more = admins.total.known().map_or(shown >= MOST, |total| shown < total).then(|| {
        let only = words::only_first(&intl::number(shown), &number_words(&admins.total));
        view! { <p class="panel warn">{only} " " <a href=all>{text::users::title()}</a></p> }.into_any()
    });
    let mas = admins.mas.then(|| {
        view! {
            <p class="panel warn">
                <strong>{text::answers::mas()}</strong> " " {words::mas()}
            </p>
        }
        .into_any()
    });
    let table = if rows.is_empty() {
        view! { <p class="empty">{words::nobody()}</p> }.into_any()
    } else {
        view! {
            <Table name=words::who() head>
                {rows}
            </Table>
        }
        .into_any()
    };
    view! { {mas} {table} {more} }.into_any()
}

fn good(user: &UserSummary, acts: Option<bool>, mas: bool, nav: Nav, me: &str) -> AnyView {
    let (can, tone, why) = if user.deactivated {
        (text::app::no(), "bad", words::deactivated())
    } else if user.locked {
        (text::app::no(), "warn", words::locked())
    } else if mas {
        (text::app::unknown(), "warn", words::mas_decides())
    } else {
        match acts {
            Some(true) => (text::app::yes(), "good", ""),
            Some(false) => (text::app::no(), "warn", words::cached()),
            None => (text::app::unknown(), "", ""),
        }
    };
    let you = (user.name == me).then(|| badge(words::you(), ""));
    view! {
        <tr>
            <th scope="row">
                {id_link(user.name.as_str(), nav.href(Page::User(user.name.to_string())))} " " {you}
            </th>
            <td class="words">
                {badge(can, tone)} " " {why}
            </td>
            <td class="name">
                <bdi>{user.displayname.clone()}</bdi>
            </td>
        </tr>
    }
    .into_any()
}
