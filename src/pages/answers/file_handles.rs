//! Why does Synapse run out of file handles?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn FileHandlesPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::FileHandles snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
