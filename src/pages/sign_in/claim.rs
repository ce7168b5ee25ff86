//! An address that names a server by the name that a session's server gives itself, which proves nothing.

use leptos::prelude::*;

use super::homeserver::Look;
use crate::state::boxed::effect;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// Asks whether the session is meant, unless discovery of the name answers that.
#[component]
pub(super) fn Claim(
    /// What the form has found by the name.
    look: RwSignal<Look>,
) -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    effect(move || {
        if let Look::Ready(found) = look.get() {
            sessions.prove(&found);
        }
    });
    let doubt = move || {
        let is_open = look.with(|look| matches!(look, Look::Looking(_) | Look::WaitingForConfig));
        let name = nav.server().filter(|_| !is_open)?;
        let session = sessions.claiming(&name)?;
        let base_url = session.base_url.clone();
        Some(
            view! {
                <div class="panel warn" role="alert">
                    <p>{text::sign_in::claim(&name, &base_url)}</p>
                    <button type="button" on:click=move |_| sessions.confirm(&session)>
                        {text::sign_in::claim_use(&base_url)}
                    </button>
                </div>
            }
            .into_any(),
        )
    };
    move || doubt()
}
