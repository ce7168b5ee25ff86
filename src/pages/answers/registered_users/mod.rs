//! Who is registered on my server?

mod counts;
mod reading;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::pages::users::everybody;
use crate::snippets::registered_users::snippets;
use crate::state::api::Api;
use crate::state::sessions::Sessions;
use crate::text;
use counts::Counts;
use reading::Reading;

/// Rows a page in the command that shows how it is asked by hand.
const PAGE_BY_HAND: u64 = 1000;

/// The page.
#[component]
pub fn RegisteredUsersPage() -> impl IntoView {
    let curl = Api::use_().curl(&everybody(Sessions::use_(), PAGE_BY_HAND));
    view! {
        <AnswerFrame words=text::answers::registered_users::words() snippets=snippets(&curl)>
            <h3>{text::answers::registered_users::counted()}</h3>
            <Counts />
            <h3>{text::answers::registered_users::download()}</h3>
            <Reading />
        </AnswerFrame>
    }
}
