//! Which rooms are the biggest?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn BiggestRoomsPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::BiggestRooms snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
