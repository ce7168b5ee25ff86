//! What do the fields of a “Processed request” line mean?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn ProcessedLinePage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::ProcessedLine snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
