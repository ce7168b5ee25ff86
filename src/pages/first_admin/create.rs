//! Creates the first admin with the registration secret, and signs in as it.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::admin_right::{AdminRight, probe};
use crate::api::discovery::Homeserver;
use crate::api::register::{Created, NewAdmin, NotCreated, create_admin};
use crate::api::session::{Origin, Session};
use crate::api::wire::Client;
use crate::components::{ErrorPanel, TextField};
use crate::model::secret::Secret;
use crate::pages::actions::PasswordField;
use crate::pages::sign_in::{HomeserverField, Look, look_up};
use crate::route::{Address, Page};
use crate::state::act::Act;
use crate::state::api::wire;
use crate::state::nav::Nav;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::errors::Explained;

/// The form. The secret and the password live in it and nowhere else.
#[component]
pub(super) fn CreateForm(
    /// Fills the homeserver field.
    server: String,
) -> impl IntoView {
    let (nav, sessions, notices) = (Nav::use_(), Sessions::use_(), Notices::use_());
    let server = RwSignal::new(server);
    let (look, on_nudge) = look_up(server.into());
    let (secret, username, password) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(String::new());
    let is_unknown = RwSignal::new(false);
    let act = Act::carried();
    let submit = move || {
        let Look::Ready(found) = look.get_untracked() else { return };
        tried.set(username.get_untracked().trim().to_owned());
        let new = NewAdmin {
            shared_secret: Secret::new(&secret.get_untracked()),
            username: tried.get_untracked(),
            password: Secret::exact(&password.get_untracked()),
            device_name: text::sign_in::device_name().to_owned(),
        };
        act.run(async move {
            let name = new.username.clone();
            let (session, right, is_new) = begin(found, new).await.map_err(|why| {
                let (unknown, error) = match why {
                    NotCreated::Refused(error) => (false, error),
                    NotCreated::Unknown(error) => (true, error),
                };
                // Whoever has left the form is told by a notice.
                if is_unknown.try_set(unknown).is_some() {
                    notices.warn(explain(&error, unknown, &name).title);
                }
                error
            })?;
            let user_id = session.user_id.as_str();
            notices.tell(if is_new { text::first_admin::created(user_id) } else { text::first_admin::found(user_id) });
            // The new session is shown only where the address names its server, or none.
            if untrack(|| nav.server()).is_some() && untrack(|| nav.page()) == Page::FirstAdmin {
                let server = Some(session.base_url.clone());
                nav.replace_address(&Address { page: Page::FirstAdmin, server });
            }
            sessions.begin(session, false, right != Some(AdminRight::NotAdmin));
            Ok(())
        });
    };
    let ready = move || matches!(look.get(), Look::Ready(_));
    view! {
        <form
            class="sign-in"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <HomeserverField server look on_nudge fixed=false />
            <TextField
                id="secret"
                label=text::first_admin::secret()
                value=secret
                kind="password"
                hint=text::first_admin::secret_hint()
            />
            <TextField
                id="new-username"
                label=text::first_admin::username()
                value=username
                autocomplete="username"
                hint=text::first_admin::username_hint()
            />
            <PasswordField password in_mas=false />
            {move || {
                act.error()
                    .map(|error| {
                        let explained = explain(&error, is_unknown.get(), &tried.get_untracked());
                        view! { <ErrorPanel explained /> }.into_any()
                    })
            }}
            <footer>
                <button
                    type="submit"
                    class="primary"
                    disabled=move || act.pending() || !ready()
                    aria-busy=move || act.pending().then_some("true")
                >
                    {text::first_admin::submit()}
                </button>
            </footer>
        </form>
    }
}

fn explain(error: &ApiError, unknown: bool, username: &str) -> Explained {
    if unknown { text::first_admin::unknown(error) } else { text::first_admin::refused(error, username) }
}

/// Creates the account and asks the server what it is (`None` when that question got no answer); and whether it is new for
/// certain.
async fn begin(found: Homeserver, new: NewAdmin) -> Result<(Session, Option<AdminRight>, bool), NotCreated> {
    let wire = wire();
    let client = Client::new(wire.clone(), &found.base_url);
    let (answer, is_new) = match create_admin(&client, new).await? {
        Created::Now(answer) => (answer, true),
        Created::Found(answer) => (answer, false),
    };
    let mut session = Session {
        base_url: found.base_url,
        user_id: answer.user_id.clone(),
        access_token: answer.access_token.clone(),
        refresh_token: None,
        refresh_at_ms: None,
        version: found.version.ok(),
        origin: Origin::Password,
        // With another issuer Synapse would not have created the account.
        issuer: None,
        found_by: found.found_by,
        confirmed: false,
    };
    session.renew(answer.into(), wire.now_ms());
    // The account is there by now, whatever becomes of this question.
    let right = probe(&client, &session).await.ok();
    Ok((session, right, is_new))
}
