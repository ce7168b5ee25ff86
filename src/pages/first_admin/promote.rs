//! The second step: the new admin makes the account an admin that the person really wants.

use leptos::prelude::*;

use crate::api::users::{GetUser, UserDetails};
use crate::components::{ErrorPanel, TextField, id_text};
use crate::model::id;
use crate::pages::users::AdminButton;
use crate::route::Page;
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::errors::Explained;

/// Looks up an account, and offers to make it an admin.
#[component]
pub(super) fn Promote() -> impl IntoView {
    let (nav, api, sessions) = (Nav::use_(), Api::use_(), Sessions::use_());
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<UserDetails>);
    let act = Act::here();
    let look_up = move || {
        let user_id = id::user(&typed.get_untracked(), &sessions.server_name());
        found.set(None);
        act.run(async move {
            found.try_set(Some(api.call(GetUser { user_id: user_id.into() }).await?));
            Ok(())
        });
    };
    // What the button claims is what the server says now.
    let again = Callback::new(move |()| look_up());
    view! {
        <section aria-labelledby="promote">
            <h2 id="promote">{text::first_admin::promote()}</h2>
            <p>{text::first_admin::promote_what()}</p>
            <form
                class="look-up"
                on:submit=move |event| {
                    event.prevent_default();
                    look_up();
                }
            >
                <TextField id="promote-user" label=text::first_admin::promote_user() value=typed>
                    <button type="submit" disabled=move || act.pending()>
                        {text::first_admin::look_up()}
                    </button>
                </TextField>
            </form>
            {move || found.get().map(|user| account(user, again))}
            {move || {
                act.error()
                    .map(|error| {
                        let mut explained = text::errors::explain(&error);
                        if error.is_not_found() {
                            explained = Explained {
                                title: text::first_admin::no_such_user().to_owned(),
                                hint: Some(text::first_admin::no_such_user_hint()),
                                ..explained
                            };
                        }
                        view! { <ErrorPanel explained /> }.into_any()
                    })
            }}
            <p class="actions">
                <a class="button" href=nav.href(Page::Overview)>
                    {text::first_admin::go_on()}
                </a>
            </p>
        </section>
    }
}

fn account(user: UserDetails, on_done: Callback<()>) -> AnyView {
    let nav = Nav::use_();
    let user_id = user.name;
    let state = if user.admin {
        view! { <p>{text::first_admin::is_admin()}</p> }.into_any()
    } else {
        view! { <AdminButton user_id=user_id.clone() admin=false on_done /> }.into_any()
    };
    view! {
        <div class="panel">
            <p>
                {id_text(user_id.to_string(), Some(nav.href(Page::User(user_id.into()))))} " "
                <bdi>{user.displayname}</bdi>
            </p>
            {state}
        </div>
    }
    .into_any()
}
