//! Making somebody a server admin, and ending it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::actions::{Keeper, MasAccount, SetAdmin};
use crate::api::capabilities::{Accounts, AdminApi};
use crate::components::Load;
use crate::model::id::UserId;
use crate::pages::actions::{ActionButton, Offer};
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// The button, or why there is none.
#[component]
pub fn AdminButton(
    /// MXID.
    user_id: UserId,
    /// Whether the user is an admin now, by Synapse's word. (Matrix Authentication Service is asked for its own.)
    admin: bool,
    /// Hears that it was done.
    on_done: Callback<()>,
) -> impl IntoView {
    let sessions = Sessions::use_();
    let user_id = StoredValue::new(user_id);
    let account = Memo::new(move |_| {
        let can = sessions.capabilities()?;
        match Keeper::of(&user_id.get_value(), &can) {
            Keeper::Mas(account) if is_usable(&can.accounts) => Some(account),
            _ => None,
        }
    });
    move || match account.get() {
        Some(account) => view! { <InMas user_id=user_id.get_value() account on_done /> }.into_any(),
        None => button(user_id.get_value(), admin, on_done),
    }
}

fn is_usable(accounts: &Accounts) -> bool {
    matches!(accounts, Accounts::Mas { admin_api: AdminApi::Usable, .. })
}

/// Asks Matrix Authentication Service first what it says now.
#[component]
fn InMas(
    /// MXID.
    user_id: UserId,
    /// The account there.
    account: MasAccount,
    /// Hears that it was done.
    on_done: Callback<()>,
) -> impl IntoView {
    let (api, user_id) = (Api::use_(), StoredValue::new(user_id));
    let user = Query::new(move || api.call(account.lookup()));
    let on_done = Callback::new(move |()| {
        user.reload();
        on_done.run(());
    });
    let shown = move || {
        user.with(|user| user.as_ref().map(|user| user.admin)).map(|admin| {
            let words = if admin { text::users::is_mas_admin() } else { text::users::is_no_mas_admin() };
            view! {
                <p class="hint">{words}</p>
                {button(user_id.get_value(), admin, on_done)}
            }
            .into_any()
        })
    };
    view! { <Load status=user.status()>{drawn(shown)}</Load> }
}

fn button(user_id: UserId, admin: bool, on_done: Callback<()>) -> AnyView {
    let offer = Offer::new(move |can| Rc::new(SetAdmin::new(user_id.clone(), !admin, can)));
    view! { <ActionButton offer on_done=move |_| on_done.run(()) /> }.into_any()
}
