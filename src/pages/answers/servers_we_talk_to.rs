//! Which servers is my server talking to?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn ServersWeTalkToPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::ServersWeTalkTo snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
