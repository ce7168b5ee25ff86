//! The filters of the users list.

use leptos::prelude::*;

use crate::components::FilterSelect;
use crate::route::{Page, UsersQuery};
use crate::state::erased::derived;
use crate::state::nav::Nav;
use crate::text;

const ALL: &str = "";
const ONLY: &str = "true";
const WITHOUT: &str = "false";

fn value_of(filter: Option<bool>) -> &'static str {
    match filter {
        None => ALL,
        Some(true) => ONLY,
        Some(false) => WITHOUT,
    }
}

/// The filters. Changing one starts at the first page.
#[component]
pub(super) fn UserFilters(
    /// The state of the list.
    list: Memo<UsersQuery>,
    /// Whether this server can list deactivated accounts alone.
    deactivated_alone: bool,
    /// Whether this server can have guests.
    with_guests: bool,
) -> impl IntoView {
    let nav = Nav::use_();
    let all = (ALL, text::list::all());
    let filter =
        move |label, options: Vec<_>, get: fn(&UsersQuery) -> Option<bool>, set: fn(&mut UsersQuery, Option<bool>)| {
            let value = derived(move || list.with(|list| value_of(get(list))));
            let on_change = Callback::new(move |value: String| {
                let mut next = UsersQuery { from: 0, ..list.get_untracked() };
                set(&mut next, value.parse().ok());
                nav.go(Page::Users(next));
            });
            view! { <FilterSelect label options value on_change /> }
        };
    let mut deactivated = vec![all, (WITHOUT, text::users::filter_deactivated_without())];
    if deactivated_alone {
        deactivated.push((ONLY, text::users::filter_deactivated_only()));
    }
    let admins = vec![all, (ONLY, text::users::filter_admins_only()), (WITHOUT, text::users::filter_admins_without())];
    let locked = vec![all, (WITHOUT, text::users::filter_locked_without())];
    let guests = vec![all, (WITHOUT, text::users::filter_guests_without())];
    view! {
        {filter(text::users::filter_admins(), admins, |l| l.admins, |l, v| l.admins = v)}
        {filter(text::users::filter_deactivated(), deactivated, |l| l.deactivated, |l, v| l.deactivated = v)}
        {filter(text::users::filter_locked(), locked, |l| l.locked, |l, v| l.locked = v)}
        {with_guests.then(|| filter(text::users::filter_guests(), guests, |l| l.guests, |l, v| l.guests = v).into_any())}
        {(!deactivated_alone).then(|| view! { <p class="hint">{text::users::old_api()}</p> }.into_any())}
    }
}
