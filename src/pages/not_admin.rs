//! For an account that is no server admin: says so in plain words and how to become one, instead of a wall of refusals.

use leptos::prelude::*;

use crate::api::session::Origin;
use crate::components::{PageHead, said, snippet};
use crate::route::Page;
use crate::snippets::become_admin::{promote_in_mas, set_flag};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// What to do to become a server admin.
#[component]
pub fn NotAdminPage() -> impl IntoView {
    let (sessions, nav) = (Sessions::use_(), Nav::use_());
    let user = sessions.user_id();
    let (command, mas) = (set_flag(user.as_str()), promote_in_mas(user.as_str()));
    let session = sessions.current_untracked();
    let steps = match session.as_ref().map(|session| (session.issuer.is_some(), &session.origin)) {
        Some((true, origin)) => {
            let also = match origin {
                Origin::OAuth(_) => text::app::not_admin_scope(),
                _ => text::app::not_admin_token(),
            };
            view! {
                <li>{text::app::not_admin_mas()} {snippet(mas, text::app::same_as_shell())}</li>
                <li>{also}</li>
            }
            .into_any()
        }
        _ => view! {
            <li>{text::app::not_admin_ask()}</li>
            <li>{text::app::not_admin_none()} {snippet(command, text::app::same_as_sql())}</li>
            <li>{text::app::not_admin_mas()} {snippet(mas, text::app::same_as_shell())}</li>
            <li>
                {text::app::not_admin_first()} " " <a href=nav.href(Page::FirstAdmin)>{text::pages::first_admin()}</a>
            </li>
        }
        .into_any(),
    };
    view! {
        <PageHead title=text::app::not_admin_title() />
        <p>
            {said(text::app::not_admin_lead(), &|_, _| view! { <strong><bdi>{user.to_string()}</bdi></strong> }.into_any())}
        </p>
        <ul class="steps">{steps}</ul>
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
