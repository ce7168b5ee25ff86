//! Can I just delete my database and start again?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn DeleteDatabasePage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::DeleteDatabase snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
