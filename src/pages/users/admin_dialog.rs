//! Making somebody a server admin, and ending it.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::users::{GetAdmin, SetAdmin};
use crate::components::{ActionDialog, id_text};
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;

/// The button and its dialog. One's own right cannot be removed: the button says why instead.
#[component]
pub fn AdminButton(
    /// MXID.
    user_id: String,
    /// Whether the user is an admin now.
    admin: bool,
    /// Hears that it was done.
    on_done: Callback<()>,
) -> impl IntoView {
    if admin && user_id == Sessions::use_().user_id() {
        return view! {
            <div class="refused">
                <button type="button" aria-disabled="true" aria-describedby="self-demote">
                    {text::users::remove_admin()}
                </button>
                <p class="hint" id="self-demote">
                    {text::users::self_demote()}
                </p>
            </div>
        }
        .into_any();
    }
    let (label, title, what) = if admin {
        (text::users::remove_admin(), text::users::remove_admin_title(), text::users::remove_admin_what())
    } else {
        (text::users::make_admin(), text::users::make_admin_title(), text::users::make_admin_what())
    };
    let (api, notices) = (Api::use_(), Notices::use_());
    let (open, act) = (RwSignal::new(false), Act::here());
    let id = StoredValue::new(user_id);
    let set = move || SetAdmin { user_id: id.get_value(), admin: !admin };
    let confirm = Callback::new(move |()| {
        let user_id = id.get_value();
        let work = set_and_read_back(api, set());
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
            curl=derived(move || api.curl(&set()))
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
