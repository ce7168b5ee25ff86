//! Why is Synapse slow or eating memory?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn SlowPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::Slow snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
