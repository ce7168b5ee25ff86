//! One user: the facts, and what can be done.

use std::sync::Arc;

use leptos::prelude::*;

use super::admin_dialog::AdminButton;
use super::password_dialog::PasswordButton;
use crate::api::Row;
use crate::api::users::{GetUser, UserDetails};
use crate::components::{EntityHead, Known, Load, badge, card, cards, fact, id_text, portions, time_words, yes_no};
use crate::model::id;
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::{derived, drawn};
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// The page of one user.
#[component]
pub fn UserPage(
    /// MXID.
    user_id: String,
) -> impl IntoView {
    let server = Sessions::use_().server_name();
    if id::server(&user_id).is_none_or(|own| own == server) {
        return view! { <LocalUser user_id /> }.into_any();
    }
    view! {
        <EntityHead id=user_id.clone() title=user_id known=derived(|| None) />
        <p>
            <strong>{text::users::remote()}"."</strong> " " {text::users::remote_hint()}
        </p>
    }
    .into_any()
}

#[component]
fn LocalUser(
    /// MXID.
    user_id: String,
) -> impl IntoView {
    let api = Api::use_();
    let id = StoredValue::new(user_id.clone());
    let user = Query::new(move || api.call(GetUser { user_id: id.get_value().into() }));
    let shown = move || user.with(|user| user.as_ref().map(|user| cards(user_cards(user))));
    let known = derived(move || user.with(|user| user.as_ref().map(known)));
    view! {
        <EntityHead id=user_id.clone() title=user_id known />
        <Load status=user.status()>
            <Actions user />
            {drawn(shown)}
        </Load>
    }
}

fn known(user: &UserDetails) -> Known {
    let mut shown = states(user);
    if user.admin && !keeps_no_flag() {
        shown.push((text::users::fact_admin(), "good"));
    }
    let name = user.displayname.clone().filter(|name| !name.trim().is_empty());
    Known { name, picture: user.avatar_url.clone(), states: shown }
}

/// What can be done.
#[component]
fn Actions(
    /// The user.
    user: Query<UserDetails>,
) -> impl IntoView {
    let nav = Nav::use_();
    let subject = Memo::new(move |_| {
        user.with(|user| user.as_ref().map(|user| (user.name.clone(), user.admin, user.deactivated)))
    });
    let buttons = move || {
        let (name, admin, deactivated) = subject.get()?;
        let reload = Callback::new(move |()| user.reload());
        let buttons = view! {
            <div class="actions">
                <PasswordButton user_id=name.clone() deactivated />
                <AdminButton user_id=name.clone() admin on_done=reload />
                <a class="button" href=nav.href(Page::Export(vec![name.into()]))>
                    {text::users::export()}
                </a>
            </div>
        };
        Some(buttons.into_any())
    };
    view! { <section aria-label=text::users::actions()>{drawn(buttons)}</section> }
}

/// Whether somebody else decides who is an admin: Synapse has a flag all the same, but nothing looks at it.
fn keeps_no_flag() -> bool {
    Sessions::use_().capabilities_untracked().is_some_and(|capabilities| capabilities.is_mas())
}

/// The facts that tell who somebody is and whether the account is in use.
pub fn user_brief(user: &UserDetails) -> Vec<AnyView> {
    let shown_states = states(user).into_iter().map(|(words, tone)| badge(words, tone)).collect_view().into_any();
    let displayname = match &user.displayname {
        Some(name) => view! { <bdi>{name.clone()}</bdi> }.into_any(),
        None => view! { <span class="hint">{text::users::no_display_name()}</span> }.into_any(),
    };
    vec![
        fact(text::users::fact_id(), id_text(user.name.to_string(), None)),
        fact(text::users::fact_displayname(), displayname),
        fact(
            text::users::fact_admin(),
            if keeps_no_flag() { text::users::decided_by_mas() } else { yes_no(user.admin) },
        ),
        fact(text::users::fact_state(), shown_states),
    ]
}

/// All facts.
pub fn user_facts(user: &UserDetails) -> Vec<AnyView> {
    [account(user), activity(user), contact(user)].into_iter().flatten().collect()
}

fn user_cards(user: &UserDetails) -> Vec<AnyView> {
    vec![
        card(text::users::card_account(), account(user)),
        card(text::users::card_activity(), activity(user)),
        card(text::users::card_contact(), contact(user)),
    ]
}

fn account(user: &UserDetails) -> Vec<AnyView> {
    let mut list = user_brief(user);
    let kind = user.user_type.clone().unwrap_or_else(|| text::users::ordinary().to_owned());
    list.push(fact(text::users::fact_type(), kind));
    if let Some(id) = user.appservice_id.clone() {
        list.push(fact(text::users::fact_appservice(), id));
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

/// The states that hold, with their tones.
fn states(user: &UserDetails) -> Vec<(&'static str, &'static str)> {
    let states = [
        (user.deactivated && !user.erased, text::users::badge_deactivated(), "bad"),
        (user.erased, text::users::badge_erased(), "bad"),
        (user.locked, text::users::badge_locked(), "warn"),
        (user.suspended, text::users::badge_suspended(), "warn"),
        (user.shadow_banned, text::users::badge_shadow_banned(), "warn"),
        (user.is_guest, text::users::badge_guest(), ""),
    ];
    let held: Vec<_> = states.into_iter().filter(|(is, ..)| *is).map(|(_, words, tone)| (words, tone)).collect();
    if held.is_empty() { vec![(text::users::active(), "good")] } else { held }
}
