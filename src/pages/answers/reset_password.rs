//! How do I reset a password?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn ResetPasswordPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::ResetPassword snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
