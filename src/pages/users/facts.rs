//! What is known about an account, as facts: some of them, all of them, or in cards.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::Row;
use crate::api::users::UserDetails;
use crate::components::{badge, card, fact, id_text, portions, time_words, yes_no};
use crate::state::sessions::Sessions;
use crate::text;

/// Whether somebody else decides who is an admin: Synapse has a flag all the same, but nothing looks at it.
fn keeps_no_flag() -> bool {
    Sessions::use_().capabilities_untracked().is_some_and(|capabilities| capabilities.is_mas())
}

/// The facts that tell who somebody is and whether the account is in use.
pub fn user_brief(user: &UserDetails) -> Vec<AnyView> {
    let mut list = vec![fact(text::users::fact_id(), id_text(user.name.to_string(), None))];
    list.extend(account(user));
    list
}

/// All facts.
pub fn user_facts(user: UserDetails) -> Vec<AnyView> {
    let mut list = user_brief(&user);
    list.extend(kind(&user));
    list.extend(activity(&user));
    list.extend(contact(&user));
    list
}

/// All facts but the id, in cards.
pub(super) fn user_cards(user: &UserDetails) -> AnyView {
    let mut about = account(user);
    about.extend(kind(user));
    view! {
        <div class="cards">
            {card(text::users::card_account(), about)} {card(text::users::card_contact(), contact(user))}
            {card(text::users::card_activity(), activity(user))}
        </div>
    }
    .into_any()
}

/// What stands out about an account.
pub(super) fn user_badges(user: &UserDetails) -> AnyView {
    let is_admin = user.admin && !keeps_no_flag();
    view! {
        {states(user)}
        {is_admin.then(|| badge(text::users::fact_admin(), "good"))}
    }
    .into_any()
}

fn account(user: &UserDetails) -> Vec<AnyView> {
    let displayname = match &user.displayname {
        Some(name) => view! { <bdi>{name.clone()}</bdi> }.into_any(),
        None => view! { <span class="hint">{text::users::no_display_name()}</span> }.into_any(),
    };
    vec![
        fact(text::users::fact_displayname(), displayname),
        fact(
            text::users::fact_admin(),
            if keeps_no_flag() { text::users::decided_by_mas() } else { yes_no(user.admin) },
        ),
        fact(text::users::fact_state(), states(user)),
    ]
}

fn kind(user: &UserDetails) -> Vec<AnyView> {
    let user_type = user.user_type.clone().unwrap_or_else(|| text::users::ordinary().to_owned());
    let mut list = vec![fact(text::users::fact_type(), user_type)];
    if let Some(id) = &user.appservice_id {
        list.push(fact(text::users::fact_appservice(), id.clone()));
    }
    list
}

fn activity(user: &UserDetails) -> Vec<AnyView> {
    vec![
        fact(text::users::fact_created(), time_words(&user.creation_ts)),
        fact(text::users::fact_last_seen(), time_words(&user.last_seen_ts)),
    ]
}

fn contact(user: &UserDetails) -> Vec<AnyView> {
    let threepids = user.threepids.iter().map(|row| match row {
        Row::Good(pid) => format!("{} ({})", pid.address, pid.medium),
        Row::Odd(odd) => odd.json.clone(),
    });
    let external_ids = user.external_ids.iter().map(|row| match row {
        Row::Good(external) => format!("{} ({})", external.external_id, external.auth_provider),
        Row::Odd(odd) => odd.json.clone(),
    });
    vec![
        fact(text::users::fact_threepids(), lines(threepids)),
        fact(text::users::fact_external_ids(), lines(external_ids)),
    ]
}

fn lines(items: impl Iterator<Item = String>) -> AnyView {
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        return view! { <span class="hint">{text::app::none()}</span> }.into_any();
    }
    let count = items.len();
    let draw = move |place: usize| view! { <li><bdi>{items.get(place).cloned()}</bdi></li> }.into_any();
    portions("plain", count, Arc::new(draw))
}

fn states(user: &UserDetails) -> AnyView {
    let states = [
        (user.deactivated && !user.erased, text::users::badge_deactivated(), "bad"),
        (user.erased, text::users::badge_erased(), "bad"),
        (user.locked, text::users::badge_locked(), "warn"),
        (user.suspended, text::users::badge_suspended(), "warn"),
        (user.shadow_banned, text::users::badge_shadow_banned(), "warn"),
        (user.is_guest, text::users::badge_guest(), ""),
    ];
    let shown: Vec<AnyView> =
        states.into_iter().filter(|(is, ..)| *is).map(|(_, text, tone)| badge(text, tone)).collect();
    if shown.is_empty() { badge(text::users::active(), "good") } else { shown.into_any() }
}
