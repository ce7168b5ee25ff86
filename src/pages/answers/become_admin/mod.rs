//! How do I make somebody a server admin?

mod admins;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use super::subject::{AskedUser, UserField, about, some_user, whole_user};
use crate::api::users::UserDetails;
use crate::components::facts;
use crate::pages::users::{AdminButton, user_brief};
use crate::route::{Page, Question};
use crate::snippets::become_admin::snippets;
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::become_admin as words;
use admins::{AdminsTable, who_is_admin};

/// The page.
#[component]
pub fn BecomeAdminPage() -> impl IntoView {
    let (api, nav, sessions) = (Api::use_(), Nav::use_(), Sessions::use_());
    let question = Question::BecomeAdmin;
    let user = about(question, whole_user);
    let admins = Query::new(move || who_is_admin(api, sessions));
    let has_mas = Memo::new(move |_| admins.with(|admins| admins.as_ref().is_some_and(|admins| admins.mas)));
    let reload = Callback::new(move |()| admins.reload());
    view! {
        <AnswerFrame words=words::words() snippets=derived(move || snippets(&user.get().unwrap_or_else(|| some_user(sessions))))>
            <h3>{words::promote()}</h3>
            <UserField question user />
            {move || {
                // A session that knows of Matrix Authentication Service asks it itself, or says why it cannot.
                let by_itself = sessions.capabilities().is_some_and(|capabilities| capabilities.is_mas());
                let show = if has_mas.get() && !by_itself { shown_with_mas } else { shown };
                view! { <AskedUser user show on_changed=reload /> }.into_any()
            }}
            <h3>{words::first()}</h3>
            <p>
                {words::first_what()} " " <a href=nav.href(Page::FirstAdmin)>{text::pages::first_admin()}</a>
            </p>
            <h3>{words::who()}</h3>
            <AdminsTable admins />
        </AnswerFrame>
    }
}

fn shown(user: &UserDetails, on_done: Callback<()>) -> AnyView {
    view! {
        {facts(user_brief(user))}
        <div class="actions">
            <AdminButton user_id=user.name.clone() admin=user.admin on_done />
        </div>
    }
    .into_any()
}

fn shown_with_mas(user: &UserDetails, _: Callback<()>) -> AnyView {
    view! {
        {facts(user_brief(user))}
        <p class="panel warn">{words::mas_promote()}</p>
    }
    .into_any()
}
