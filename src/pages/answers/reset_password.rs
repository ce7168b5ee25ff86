//! How do I reset a password?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use super::subject::{AskedUser, UserField, about, some_user, whole_user};
use crate::api::account::LoginFlows;
use crate::api::users::{GetAdmin, ResetPassword, UserDetails};
use crate::api::{ApiError, curl};
use crate::components::{Load, Source, facts};
use crate::model::id::UserId;
use crate::model::secret::Secret;
use crate::pages::users::{PasswordButton, user_brief};
use crate::route::Question;
use crate::snippets::reset_password::snippets;
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::reset_password as words;

/// Who keeps the passwords of this server.
#[derive(Clone, Copy, PartialEq)]
enum Passwords {
    /// Synapse does.
    Here,
    /// Nobody: signing in with one is switched off.
    Off,
    /// Matrix Authentication Service does.
    Elsewhere,
}

/// Asks for the endpoint that only a server without Matrix Authentication Service has, then for the ways to sign in.
async fn who_keeps(api: Api, me: UserId) -> Result<Passwords, ApiError> {
    match api.call(GetAdmin { user_id: me }).await {
        Ok(_) => {}
        Err(error) if error.is_unrecognized() => return Ok(Passwords::Elsewhere),
        Err(error) => return Err(error),
    }
    let flows = api.call(LoginFlows).await?;
    Ok(if flows.password { Passwords::Here } else { Passwords::Off })
}

/// The page.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let question = Question::ResetPassword;
    let user = about(question, whole_user);
    let passwords = Query::new(move || who_keeps(api, sessions.user_id()));
    let elsewhere = Memo::new(move |_| passwords.with(|passwords| *passwords == Some(Passwords::Elsewhere)));
    let requests = vec![curl::source(&GetAdmin { user_id: sessions.user_id() }), curl::source(&LoginFlows)];
    let snippets = derived(move || {
        let user_id = user.get().unwrap_or_else(|| some_user(sessions));
        // The command shows a word in place of the password.
        let reset =
            ResetPassword { user_id: user_id.as_str().into(), new_password: Secret::new(""), logout_devices: false };
        snippets(&user_id, &api.curl(&reset))
    });
    view! {
        <AnswerFrame words=words::words() snippets>
            <h3>{words::whose()}</h3>
            <UserField question user />
            {move || {
                // A session that knows of Matrix Authentication Service asks it itself, or says why it cannot.
                let by_itself = sessions.capabilities().is_some_and(|capabilities| capabilities.is_mas());
                let show = if elsewhere.get() && !by_itself { shown_with_mas } else { shown };
                view! { <AskedUser user show /> }.into_any()
            }}
            <h3>{words::how()}</h3>
            <Load status=passwords.status()>
                {move || passwords.with(|passwords| passwords.map(offer))}
            </Load>
            <Source status=passwords.status() requests=requests.clone() />
        </AnswerFrame>
    }
}

fn offer(passwords: Passwords) -> AnyView {
    match passwords {
        Passwords::Here => view! { <p>{words::enabled()}</p> }.into_any(),
        Passwords::Off => view! { <p class="panel warn">{words::disabled()}</p> }.into_any(),
        Passwords::Elsewhere => view! {
            <p class="panel warn">
                <strong>{text::answers::mas()}</strong> " " {words::mas()}
            </p>
        }
        .into_any(),
    }
}

fn shown(user: &UserDetails, _: Callback<()>) -> AnyView {
    view! {
        {facts(user_brief(user))}
        {user.deactivated.then(|| view! { <p class="panel warn">{text::users::deactivated_password()}</p> }.into_any())}
        <div class="actions">
            <PasswordButton user_id=user.name.clone() deactivated=user.deactivated />
        </div>
    }
    .into_any()
}

fn shown_with_mas(user: &UserDetails, _: Callback<()>) -> AnyView {
    view! {
        {facts(user_brief(user))}
        <p class="panel warn">
            <strong>{text::answers::mas()}</strong> " " {words::mas()}
        </p>
    }
    .into_any()
}
