//! One user: the facts, and what can be done.

use std::sync::Arc;

use leptos::prelude::*;

use super::admin_dialog::AdminButton;
use super::password_dialog::PasswordButton;
use crate::api::Row;
use crate::api::users::{GetUser, UserDetails};
use crate::components::{Load, PageHead, badge, fact, facts, id_text, portions, time_words, yes_no};
use crate::model::id;
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::drawn;
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
    let is_remote = id::server(&user_id).is_some_and(|own| own != server);
    let title = user_id.clone();
    let content = if is_remote {
        view! {
            <p>
                <strong>{text::users::remote()}"."</strong> " " {text::users::remote_hint()}
            </p>
        }
        .into_any()
    } else {
        view! { <LocalUser user_id /> }.into_any()
    };
    view! {
        <PageHead title=title />
        {content}
    }
}

#[component]
fn LocalUser(
    /// MXID.
    user_id: String,
) -> impl IntoView {
    let (api, nav) = (Api::use_(), Nav::use_());
    let id = StoredValue::new(user_id);
    let user = Query::new(move || api.call(GetUser { user_id: id.get_value().into() }));
    let shown = move || user.with(|user| user.as_ref().map(|user| facts(user_facts(user.clone()))));
    let actions = move || user.with(|user| user.as_ref().map(|user| (user.name.clone(), user.admin, user.deactivated)));
    let actions = Memo::new(move |_| actions());
    view! {
        <Load status=user.status()>
            {drawn(shown)} <section>
                <h2>{text::users::actions()}</h2>
                {drawn(move || {
                    actions
                        .get()
                        .map(|(name, admin, deactivated)| {
                            let reload = Callback::new(move |()| user.reload());
                            view! {
                                <div class="actions">
                                    <AdminButton user_id=name.clone() admin on_done=reload />
                                    <PasswordButton user_id=name.clone() deactivated />
                                    <a class="button" href=nav.href(Page::Export(vec![name.into()]))>
                                        {text::users::export()}
                                    </a>
                                </div>
                            }
                            .into_any()
                        })
                })}
            </section>
        </Load>
    }
}

/// Whether somebody else decides who is an admin: Synapse has a flag all the same, but nothing looks at it.
fn keeps_no_flag() -> bool {
    Sessions::use_().capabilities_untracked().is_some_and(|capabilities| capabilities.is_mas())
}

/// The facts that tell who somebody is and whether the account is in use.
pub fn user_brief(user: &UserDetails) -> Vec<AnyView> {
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
        fact(text::users::fact_state(), states(user)),
    ]
}

/// All facts.
pub fn user_facts(user: UserDetails) -> Vec<AnyView> {
    let threepids = user.threepids.iter().map(|row| match row {
        Row::Good(pid) => format!("{} ({})", pid.address, pid.medium),
        Row::Odd(odd) => odd.json.clone(),
    });
    let external_ids = user.external_ids.iter().map(|row| match row {
        Row::Good(external) => format!("{} ({})", external.external_id, external.auth_provider),
        Row::Odd(odd) => odd.json.clone(),
    });
    let (threepids, external_ids) = (lines(threepids), lines(external_ids));
    let mut list = user_brief(&user);
    let UserDetails { user_type, creation_ts, last_seen_ts, appservice_id, .. } = user;
    list.extend([
        fact(text::users::fact_type(), user_type.unwrap_or_else(|| text::users::ordinary().to_owned())),
        fact(text::users::fact_created(), time_words(&creation_ts)),
        fact(text::users::fact_last_seen(), time_words(&last_seen_ts)),
        fact(text::users::fact_threepids(), threepids),
        fact(text::users::fact_external_ids(), external_ids),
    ]);
    if let Some(id) = appservice_id {
        list.push(fact(text::users::fact_appservice(), id));
    }
    list
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
