//! Resetting a password.

use futures_util::FutureExt as _;
use leptos::prelude::*;

use super::mas::{Keeper, MasAccount, keeper, nobody, only_there};
use crate::api::users::ResetPassword;
use crate::browser::random;
use crate::components::{ActionDialog, Check, Dialog, TextField, id_text, snippet};
use crate::model::password::{Strength, from_random, strength};
use crate::model::secret::Secret;
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::erased::{derived, effect};
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;

/// The button and its dialogs, or why there are none.
#[component]
pub fn PasswordButton(
    /// MXID.
    user_id: String,
    /// Whether the account is deactivated.
    deactivated: bool,
) -> impl IntoView {
    let sessions = Sessions::use_();
    let id = StoredValue::new(user_id);
    let reset = move || ResetPassword { user_id: id.get_value(), new_password: Secret::new(""), logout_devices: false };
    let keeper = Memo::new(move |_| id.with_value(|user_id| keeper(sessions, user_id, &reset())));
    move || {
        let user_id = id.get_value();
        match keeper.get() {
            Keeper::Synapse => view! { <Ready user_id deactivated mas=None /> }.into_any(),
            Keeper::Mas(account) => view! { <Ready user_id deactivated mas=Some(account) /> }.into_any(),
            Keeper::Nobody => nobody(text::users::reset_password()),
            Keeper::Elsewhere(why) => only_there(text::users::password_in_mas(), why, "set-password", &user_id),
        }
    }
}

/// The button, the dialog that resets, and the one that shows the password once.
#[component]
fn Ready(
    /// MXID.
    user_id: String,
    /// Whether the account is deactivated.
    deactivated: bool,
    /// The account in Matrix Authentication Service, when that keeps the password.
    #[prop(optional_no_strip)]
    mas: Option<MasAccount>,
) -> impl IntoView {
    let api = Api::use_();
    let (open, act) = (RwSignal::new(false), Act::here());
    let (password, logout) = (RwSignal::new(String::new()), RwSignal::new(false));
    let done = RwSignal::new(false);
    let is_self = user_id == Sessions::use_().user_id();
    let in_mas = mas.is_some();
    let (id, mas) = (StoredValue::new(user_id), StoredValue::new(mas));
    let reset = move || ResetPassword {
        user_id: id.get_value(),
        new_password: Secret::exact(&password.get()),
        logout_devices: logout.get(),
    };
    let confirm = Callback::new(move |()| {
        let call = untrack(|| match mas.get_value() {
            Some(account) => account.set_password(api, Secret::exact(&password.get())).boxed_local(),
            None => api.call(reset()).boxed_local(),
        });
        act.run(async move {
            call.await?;
            open.try_set(false);
            done.try_set(true);
            Ok(())
        });
    });
    let curl = move || match mas.get_value() {
        Some(account) => account.curl_set_password(api),
        None => api.curl(&reset()),
    };
    // The password lives as long as a dialog shows it.
    effect(move || {
        if !open.get() && !done.get() {
            password.set(String::new());
            logout.set(false);
        }
    });
    view! {
        <button type="button" on:click=move |_| open.set(true)>
            {text::users::reset_password()}
        </button>
        <ActionDialog
            open
            title=text::users::reset_title().to_owned()
            confirm=text::users::reset_password()
            danger=true
            act
            ready=derived(move || !password.with(String::is_empty))
            curl=derived(curl)
            on_confirm=confirm
        >
            <p>
                {id_text(id.get_value(), None)}
            </p>
            <p>{text::users::reset_what()}</p>
            {deactivated.then(|| view! { <p class="panel warn">{text::users::deactivated_password()}</p> }.into_any())}
            <PasswordField password in_mas />
            {(!in_mas)
                .then(|| {
                    view! {
                        <Check
                            id="logout-devices"
                            label=text::users::logout_devices()
                            value=logout
                            hint=text::users::logout_why()
                        />
                    }
                    .into_any()
                })}
            {move || (is_self && logout.get()).then(|| view! { <p class="panel warn">{text::users::logout_self()}</p> }.into_any())}
        </ActionDialog>
        <Dialog open=done title=text::users::reset_done().to_owned()>
            <p>
                {id_text(id.get_value(), None)}
            </p>
            {snippet(password.get_untracked(), text::users::new_password())}
            <p>{text::users::reset_done_what()}</p>
            {logout.get_untracked().then(|| view! { <p>{text::users::reset_signed_out()}</p> }.into_any())}
            <footer>
                <button type="button" class="primary" on:click=move |_| done.set(false)>
                    {text::app::close()}
                </button>
            </footer>
        </Dialog>
    }
}

/// The field with its generator, and a judgement of what is typed.
#[component]
pub fn PasswordField(
    /// What is typed.
    password: RwSignal<String>,
    /// Matrix Authentication Service takes it, and judges it too.
    in_mas: bool,
) -> impl IntoView {
    let notices = Notices::use_();
    let shown = RwSignal::new(false);
    let generate = move |_| match random::bytes() {
        Some(bytes) => {
            password.set(from_random(bytes));
            shown.set(true);
        }
        None => notices.warn(text::users::no_random()),
    };
    let hint = move || match password.with(|password| strength(password)) {
        Strength::Empty if in_mas => text::users::strength_empty_mas(),
        Strength::Empty => text::users::strength_empty(),
        Strength::Weak => text::users::strength_weak(),
        Strength::Fair => text::users::strength_fair(),
        Strength::Strong => text::users::strength_strong(),
    };
    view! {
        <TextField
            id="new-password"
            label=text::users::new_password()
            value=password
            kind=derived(move || if shown.get() { "text" } else { "password" })
            autocomplete="new-password"
            autofocus=true
        >
            <button type="button" aria-pressed=move || if shown.get() { "true" } else { "false" } on:click=move |_| shown.update(|shown| *shown = !*shown)>
                {text::users::show()}
            </button>
            <button type="button" on:click=generate>
                {text::users::generate()}
            </button>
        </TextField>
        <p class="hint" aria-live="off">
            {hint}
        </p>
    }
}
