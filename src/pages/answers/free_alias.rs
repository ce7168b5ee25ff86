//! How do I free the alias of a room that nobody can enter?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn FreeAliasPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::FreeAlias snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
