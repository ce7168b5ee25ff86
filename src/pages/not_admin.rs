//! For an account that is no server admin: says so in plain words and how to become one, instead of a wall of refusals.

use leptos::prelude::*;

use crate::components::{CopyButton, PageHead};
use crate::model::{id, shell, sql};
use crate::route::Page;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// What to do to become a server admin.
#[component]
pub fn NotAdminPage() -> impl IntoView {
    let (sessions, nav) = (Sessions::use_(), Nav::use_());
    let user = sessions.user_id();
    let command = format!("UPDATE users SET admin = 1 WHERE name = {};", sql::literal(&user));
    let mas = format!("mas-cli manage promote-admin {}", shell::quote(id::localpart(&user)));
    view! {
        <PageHead title=text::app::not_admin_title() />
        <p>
            {text::app::not_admin_lead()} " " <strong><bdi>{user}</bdi></strong>
        </p>
        <ul class="steps">
            <li>{text::app::not_admin_ask()}</li>
            <li>{text::app::not_admin_none()} <Snippet code=command /></li>
            <li>{text::app::not_admin_mas()} <Snippet code=mas /></li>
        </ul>
        <p class="actions">
            <button type="button" class="primary" on:click=move |_| sessions.retry_admin_right()>
                {text::app::not_admin_again()}
            </button>
            <a class="button" href=nav.href(Page::SignIn)>
                {text::app::not_admin_other()}
            </a>
        </p>
    }
}

#[component]
fn Snippet(
    /// The command.
    code: String,
) -> impl IntoView {
    view! {
        <div class="code">
            <pre>{code.clone()}</pre>
            <CopyButton value=code.clone() what=code />
        </div>
    }
}
