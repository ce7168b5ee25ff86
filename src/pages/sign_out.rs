//! Signing out: revokes the token on the server and forgets it here.

use leptos::prelude::*;

use crate::api::account::Logout;
use crate::api::oauth::Revoke;
use crate::api::session::{Grant, Origin, Session};
use crate::api::wire::Client;
use crate::api::{ApiError, curl};
use crate::components::ActionDialog;
use crate::route::{Address, Page};
use crate::state::act::Act;
use crate::state::api::wire;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;

/// The dialog.
#[component]
pub fn SignOutDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The session to end.
    session: Session,
) -> impl IntoView {
    let (nav, notices, sessions) = (Nav::use_(), Notices::use_(), Sessions::use_());
    let act = Act::here();
    let what = match &session.origin {
        Origin::Password | Origin::Sso => text::app::sign_out_password(),
        Origin::Token if session.issuer.is_some() => text::app::sign_out_token_mas(),
        Origin::Token => text::app::sign_out_token(),
        Origin::OAuth(Grant { revocation_endpoint: Some(_), .. }) => text::app::sign_out_oauth(),
        Origin::OAuth(_) => text::app::sign_out_oauth_only_here(),
    };
    let command = command(&session);
    let session = StoredValue::new(session);
    let confirm = Callback::new(move |()| {
        let session = session.get_value();
        act.run(async move {
            // Tokens may have been renewed since the dialog was drawn.
            let session = sessions.latest(&session).unwrap_or(session);
            // Whatever the server says, the session is forgotten here; its silence is told.
            match end(&session).await {
                Ok(true) => notices.tell(text::app::signed_out()),
                Ok(false) => notices.warn(text::app::signed_out_here()),
                Err(_) => notices.warn(text::app::signed_out_unconfirmed()),
            }
            let page = match sessions.another_than(&session.base_url) {
                Some(other) => Address { page: Page::Overview, server: Some(other) },
                None => Address { page: Page::SignIn, server: None },
            };
            nav.replace_address(&page);
            // Or it would ask the same about the next session.
            open.try_set(false);
            sessions.forget(&session);
            Ok(())
        });
    });
    view! {
        <ActionDialog
            open
            title=text::app::sign_out_title().to_owned()
            confirm=text::app::sign_out()
            act
            curl=derived(move || command.clone())
            on_confirm=confirm
        >
            <p>{what}</p>
            <p>{text::app::sign_out_self()}</p>
        </ActionDialog>
    }
}

/// The requests that revoke the tokens of OAuth: the refresh token first, for it could make new ones.
fn revocations(session: &Session) -> Vec<Revoke> {
    let Origin::OAuth(Grant { client_id, revocation_endpoint: Some(endpoint), .. }) = &session.origin else {
        return Vec::new();
    };
    let tokens = [(session.refresh_token.clone(), true), (Some(session.access_token.clone()), false)];
    let revoke = |(token, is_refresh_token): (Option<_>, bool)| {
        Some(Revoke { endpoint: endpoint.clone(), client_id: client_id.clone(), token: token?, is_refresh_token })
    };
    tokens.into_iter().filter_map(revoke).collect()
}

/// Whether there is no way to end a session's token from here.
fn is_endless(session: &Session) -> bool {
    match &session.origin {
        Origin::OAuth(grant) => grant.revocation_endpoint.is_none(),
        // Synapse has no logout then, and the service ends only what it gave to this app.
        Origin::Token => session.issuer.is_some(),
        Origin::Password | Origin::Sso => false,
    }
}

/// Ends a session on the server. `false` when there is no way to do that from here.
async fn end(session: &Session) -> Result<bool, ApiError> {
    if is_endless(session) {
        return Ok(false);
    }
    let client = Client::new(wire(), &session.base_url);
    let revocations = revocations(session);
    if revocations.is_empty() {
        match client.call(Some(&session.access_token), &Logout).await {
            Err(error) if error.is_unknown_token() => {}
            other => other?,
        }
    }
    for revoke in revocations {
        client.call(None, &revoke).await?;
    }
    Ok(true)
}

/// The same as curl.
fn command(session: &Session) -> String {
    if is_endless(session) {
        return text::app::nothing_to_send().to_owned();
    }
    let revocations = revocations(session);
    if revocations.is_empty() {
        return curl::command(&session.base_url, &Logout);
    }
    revocations.iter().map(|revoke| curl::command(&session.base_url, revoke)).collect::<Vec<_>>().join("\n")
}
