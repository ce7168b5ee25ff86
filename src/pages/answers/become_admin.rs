//! How do I make somebody a server admin?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn BecomeAdminPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::BecomeAdmin snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
