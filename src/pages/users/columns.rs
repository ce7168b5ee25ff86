//! The columns of the users table: what each shows and sorts by.

use leptos::either::Either;
use leptos::prelude::*;

use crate::api::Row;
use crate::api::users::{UserOrder, UserSummary};
use crate::components::{OddTableRow, ago, badge, id_link};
use crate::route::Page;
use crate::state::nav::Nav;
use crate::text;

/// A column: its name, what it sorts by, its style.
pub(super) struct Column {
    /// Its name.
    pub label: &'static str,
    /// What it sorts by.
    pub order: UserOrder,
    /// Its style.
    pub class: &'static str,
}

/// The columns in order, as [`row`] draws them.
pub(super) fn columns() -> [Column; 11] {
    use UserOrder as O;
    let column = |label, order, class| Column { label, order, class };
    [
        column(text::users::column_name(), O::Name, ""),
        column(text::users::column_displayname(), O::DisplayName, ""),
        column(text::users::column_admin(), O::Admin, ""),
        column(text::users::column_deactivated(), O::Deactivated, ""),
        column(text::users::column_locked(), O::Locked, ""),
        column(text::users::column_shadow_banned(), O::ShadowBanned, ""),
        column(text::users::column_guest(), O::IsGuest, "wide"),
        column(text::users::column_type(), O::UserType, ""),
        column(text::users::column_created(), O::CreationTs, ""),
        column(text::users::column_last_seen(), O::LastSeenTs, ""),
        column(text::users::column_avatar(), O::AvatarUrl, "widest"),
    ]
}

/// One row. All rows have the same shape, so that another page patches them in place.
pub(super) fn row(row: &Row<UserSummary>, nav: Nav) -> impl IntoView + use<> {
    match row {
        Row::Good(user) => Either::Left(good(user, nav)),
        Row::Odd(odd) => Either::Right(view! { <OddTableRow row=odd.clone() /> }),
    }
}

fn good(user: &UserSummary, nav: Nav) -> impl IntoView + use<> {
    let href = nav.href(Page::User(user.name.clone()));
    let flag = |shown: bool, text: &'static str, tone: &'static str| shown.then(|| badge(text, tone));
    let deactivated = if user.erased { text::users::badge_erased() } else { text::users::badge_deactivated() };
    view! {
        <tr>
            <th scope="row">
                {id_link(&user.name, href)}
            </th>
            <td class="name">
                <bdi>{user.displayname.clone()}</bdi>
            </td>
            <td>{flag(user.admin, text::users::badge_admin(), "good")}</td>
            <td>{flag(user.deactivated, deactivated, "bad")}</td>
            <td>{flag(user.locked, text::users::badge_locked(), "warn")}</td>
            <td>{flag(user.shadow_banned, text::users::badge_shadow_banned(), "warn")}</td>
            <td class="wide">{flag(user.is_guest, text::users::badge_guest(), "")}</td>
            <td>{user.user_type.clone()}</td>
            <td class="time">{ago(user.creation_ts)}</td>
            <td class="time">{ago(user.last_seen_ts)}</td>
            <td class="widest id">{user.avatar_url.clone()}</td>
        </tr>
    }
}
