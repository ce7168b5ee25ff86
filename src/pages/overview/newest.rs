//! The accounts that were made last.

use leptos::prelude::*;

use crate::api::Row;
use crate::api::users::{UserSummary, UsersPage};
use crate::components::{Load, OddTableRow, badge, empty_list, pictured, time_words};
use crate::model::id::shorten;
use crate::route::{Page, Pairs};
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;
use crate::text::overview as words;

/// The most characters of an id in a narrow list.
const CHARS: usize = 34;

/// The list, newest first.
#[component]
pub(super) fn Newest(
    /// The accounts.
    users: Query<UsersPage>,
) -> impl IntoView {
    let nav = Nav::use_();
    let mut pairs = Pairs::one("order_by", "creation_ts");
    pairs.push("dir", "b");
    let rows = move || {
        let draw = |page: &UsersPage| page.users.iter().cloned().map(|row| draw(row, nav)).collect_view().into_any();
        users.with(|users| users.as_ref().map(draw))
    };
    let none =
        move || users.with(|users| users.as_ref().filter(|page| page.users.is_empty()).map(|_| empty_list(0, false)));
    view! {
        <section class="panel short-list">
            <div class="short-head">
                <h2>{words::newest()}</h2>
                <a href=nav.href(Page::Users(pairs))>{words::all_users()}</a>
            </div>
            <Load status=users.status()>
                <table>
                    <caption class="visually-hidden">{words::newest()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::column_user()}</th>
                            <th scope="col">{words::column_state()}</th>
                            <th scope="col">{text::users::column_created()}</th>
                        </tr>
                    </thead>
                    <tbody>{drawn(rows)}</tbody>
                </table>
                {drawn(none)}
            </Load>
        </section>
    }
}

fn draw(row: Row<UserSummary>, nav: Nav) -> AnyView {
    let user = match row {
        Row::Good(user) => user,
        Row::Odd(row) => return view! { <OddTableRow row /> }.into_any(),
    };
    let id = user.name.to_string();
    let name = user.displayname.clone().filter(|name| !name.trim().is_empty());
    let face = pictured(name.as_deref().unwrap_or(&id), &id, user.avatar_url.as_ref());
    let short = shorten(&id, CHARS);
    let second = name.is_some().then(|| view! { <span class="id"><bdi>{short.clone()}</bdi></span> }.into_any());
    let first = name.unwrap_or(short);
    view! {
        <tr>
            <th scope="row">
                {face} <a href=nav.href(Page::User(id.clone())) title=id>
                    <bdi>{first}</bdi>
                    {second}
                </a>
            </th>
            <td>{states(&user)}</td>
            <td>{time_words(&user.creation_ts)}</td>
        </tr>
    }
    .into_any()
}

/// What the list tells of somebody. That an account is active it does not tell: it may be suspended.
fn states(user: &UserSummary) -> AnyView {
    let states = [
        (user.deactivated && !user.erased, text::users::badge_deactivated(), "bad"),
        (user.erased, text::users::badge_erased(), "bad"),
        (user.locked, text::users::badge_locked(), "warn"),
        (user.shadow_banned, text::users::badge_shadow_banned(), "warn"),
        (user.is_guest, text::users::badge_guest(), ""),
        (user.admin, text::users::badge_admin(), "good"),
    ];
    let held = states.into_iter().filter(|(is, ..)| *is).map(|(_, words, tone)| badge(words, tone));
    held.collect_view().into_any()
}
