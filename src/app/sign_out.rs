//! Signing out: revokes the token on the server and forgets it here.

use leptos::prelude::*;

use crate::api::account::Logout;
use crate::api::curl;
use crate::api::session::{Origin, Session};
use crate::api::wire::Client;
use crate::components::ActionDialog;
use crate::route::{Address, Page};
use crate::state::act::Act;
use crate::state::api::wire;
use crate::state::erased::derived;
use crate::state::nav::Nav;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;

/// The button and its dialog.
#[component]
pub(super) fn SignOut(
    /// The session to end.
    session: Session,
) -> impl IntoView {
    let (nav, notices, sessions) = (Nav::use_(), Notices::use_(), Sessions::use_());
    let (open, act) = (RwSignal::new(false), Act::here());
    let what = match session.origin {
        Origin::Password => text::app::sign_out_password(),
        Origin::Token => text::app::sign_out_token(),
    };
    let command = curl::command(&session.base_url, &Logout);
    let session = StoredValue::new(session);
    let confirm = Callback::new(move |()| {
        let session = session.get_value();
        act.run(async move {
            let client = Client::new(wire(), &session.base_url);
            // Whatever the server says, the session is forgotten here; its silence is told.
            match client.call(Some(&session.access_token), &Logout).await {
                Ok(()) => notices.tell(text::app::signed_out()),
                Err(error) if error.is_unknown_token() => notices.tell(text::app::signed_out()),
                Err(_) => notices.warn(text::app::signed_out_unconfirmed()),
            }
            nav.replace_address(&Address { page: Page::SignIn, server: None });
            sessions.forget(&session);
            Ok(())
        });
    });
    view! {
        <button type="button" on:click=move |_| open.set(true)>
            {text::app::sign_out()}
        </button>
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
