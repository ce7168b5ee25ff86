//! How do I find the log lines of one request?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn FindRequestInLogPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::FindRequestInLog snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
