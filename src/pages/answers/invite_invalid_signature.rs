//! Why can people not accept my invitations?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn InviteInvalidSignaturePage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::InviteInvalidSignature snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
