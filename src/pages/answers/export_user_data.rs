//! How can I export a user's data?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn ExportUserDataPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::ExportUserData snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
