//! Making somebody a server admin, and ending it.

use futures_util::FutureExt as _;
use leptos::prelude::*;

use super::mas::{Keeper, MasAccount, keeper, nobody, only_there};
use crate::api::ApiError;
use crate::api::users::{GetAdmin, SetAdmin};
use crate::components::{ActionDialog, Load, id_text};
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::notices::Notices;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// The button and its dialog, or why there is none.
#[component]
pub fn AdminButton(
    /// MXID.
    user_id: String,
    /// Whether the user is an admin now, by Synapse's word. (Matrix Authentication Service is asked for its own.)
    admin: bool,
    /// Hears that it was done.
    on_done: Callback<()>,
) -> impl IntoView {
    let sessions = Sessions::use_();
    let id = StoredValue::new(user_id);
    let set = move || SetAdmin { user_id: id.get_value(), admin: !admin };
    let keeper = Memo::new(move |_| id.with_value(|user_id| keeper(sessions, user_id, &set())));
    move || {
        let user_id = id.get_value();
        match keeper.get() {
            Keeper::Synapse => view! { <Ready user_id admin mas=None on_done /> }.into_any(),
            Keeper::Mas(account) => view! { <InMas user_id account on_done /> }.into_any(),
            Keeper::Nobody => nobody(if admin { text::users::remove_admin() } else { text::users::make_admin() }),
            Keeper::Elsewhere(why) => only_there(text::users::admin_in_mas(), why, "promote-admin", &user_id),
        }
    }
}

/// Asks Matrix Authentication Service first what it says now.
#[component]
fn InMas(
    /// MXID.
    user_id: String,
    /// The account there.
    account: MasAccount,
    /// Hears that it was done.
    on_done: Callback<()>,
) -> impl IntoView {
    let api = Api::use_();
    let (id, account) = (StoredValue::new(user_id), StoredValue::new(account));
    let user = Query::new(move || account.get_value().find(api));
    let on_done = Callback::new(move |()| {
        user.reload();
        on_done.run(());
    });
    let button = move || {
        user.with(|user| user.as_ref().map(|user| user.admin)).map(|admin| {
            let words = if admin { text::users::is_mas_admin() } else { text::users::is_no_mas_admin() };
            view! {
                <p class="hint">{words}</p>
                <Ready user_id=id.get_value() admin mas=Some(account.get_value()) on_done />
            }
        })
    };
    view! { <Load status=user.status()>{move || button()}</Load> }
}

/// The button and its dialog. One's own right cannot be removed: the button says why instead.
#[component]
fn Ready(
    /// MXID.
    user_id: String,
    /// Whether the user is an admin now.
    admin: bool,
    /// The account in Matrix Authentication Service, when that decides.
    #[prop(optional_no_strip)]
    mas: Option<MasAccount>,
    /// Hears that it was done.
    on_done: Callback<()>,
) -> impl IntoView {
    if admin && user_id == Sessions::use_().user_id() {
        let why = if mas.is_some() { text::users::self_demote_mas() } else { text::users::self_demote() };
        return view! {
            <div class="refused">
                <button type="button" aria-disabled="true" aria-describedby="self-demote">
                    {text::users::remove_admin()}
                </button>
                <p class="hint" id="self-demote">
                    {why}
                </p>
            </div>
        }
        .into_any();
    }
    let (label, title, what) = match (admin, mas.is_some()) {
        (true, false) => {
            (text::users::remove_admin(), text::users::remove_admin_title(), text::users::remove_admin_what())
        }
        (true, true) => {
            (text::users::remove_admin(), text::users::remove_admin_title(), text::users::remove_admin_mas())
        }
        (false, false) => (text::users::make_admin(), text::users::make_admin_title(), text::users::make_admin_what()),
        (false, true) => (text::users::make_admin(), text::users::make_admin_title(), text::users::make_admin_mas()),
    };
    let (api, notices) = (Api::use_(), Notices::use_());
    let (open, act) = (RwSignal::new(false), Act::here());
    let (id, mas) = (StoredValue::new(user_id), StoredValue::new(mas));
    let set = move || SetAdmin { user_id: id.get_value(), admin: !admin };
    let confirm = Callback::new(move |()| {
        let user_id = id.get_value();
        let work = match mas.get_value() {
            Some(account) => account.set_admin(api, !admin).boxed_local(),
            None => set_and_read_back(api, set()).boxed_local(),
        };
        act.run(async move {
            let is_admin = work.await?;
            open.try_set(false);
            match (admin, is_admin) {
                (false, true) => notices.tell(text::users::made_admin(&user_id)),
                (true, false) => notices.tell(text::users::removed_admin(&user_id)),
                _ => notices.warn(text::users::admin_unconfirmed()),
            }
            on_done.try_run(());
            Ok(())
        });
    });
    let curl = move || match mas.get_value() {
        Some(account) => account.curl_set_admin(api, !admin),
        None => api.curl(&set()),
    };
    view! {
        <button type="button" on:click=move |_| open.set(true)>
            {label}
        </button>
        <ActionDialog
            open
            title=title.to_owned()
            confirm=label
            danger=admin
            act
            curl=derived(curl)
            on_confirm=confirm
        >
            <p>
                {id_text(id.get_value(), None)}
            </p>
            <p>{what}</p>
        </ActionDialog>
    }
    .into_any()
}

/// Sets the flag and asks the server what it is now.
async fn set_and_read_back(api: Api, set: SetAdmin) -> Result<bool, ApiError> {
    let user_id = set.user_id.clone();
    api.call(set).await?;
    api.call(GetAdmin { user_id }).await
}
