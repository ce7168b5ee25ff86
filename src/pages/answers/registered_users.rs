//! Who is registered on my server?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn RegisteredUsersPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::RegisteredUsers snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
