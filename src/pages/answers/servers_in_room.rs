//! Which servers take part in a room?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::route::Question;

/// The page.
#[component]
pub(super) fn ServersInRoomPage() -> impl IntoView {
    view! {
        <AnswerFrame question=Question::ServersInRoom snippets=Vec::new()>
            <p class="empty">"…"</p>
        </AnswerFrame>
    }
}
