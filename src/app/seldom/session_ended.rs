//! When the server ends the session: sign in again over the page, which stays as it was with all that was typed.

use leptos::prelude::*;

use crate::components::Dialog;
use crate::pages::sign_in::SignInForm;
use crate::route::{Address, Page};
use crate::state::boxed::{drawn, effect};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// The dialog; it is there only when it is needed.
#[component]
pub(super) fn SessionEnded() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let ended = Memo::new(move |_| sessions.is_ended());
    let open = RwSignal::new(false);
    effect(move || open.set(ended.get()));
    let leave = move |_| {
        if let Some(session) = sessions.current_untracked() {
            nav.replace_address(&Address { page: Page::SignIn, server: None });
            sessions.forget(&session);
        }
    };
    view! {
        <Dialog open title=text::app::session_ended_title().to_owned()>
            <p>{text::app::session_ended()}</p>
            {drawn(move || {
                sessions
                    .current_untracked()
                    .map(|session| {
                        let server = RwSignal::new(session.base_url.clone());
                        view! { <SignInForm server again=Some(session) on_done=Callback::new(|_| ()) /> }.into_any()
                    })
            })}
            <p class="hint">
                {text::sign_in::same_user()} " "
                <button type="button" on:click=leave>
                    {text::sign_in::leave()}
                </button>
            </p>
        </Dialog>
    }
}
