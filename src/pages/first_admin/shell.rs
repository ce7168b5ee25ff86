//! Commands for whoever can reach the server's shell, filled in for an account.

use leptos::prelude::*;

use crate::components::{TextField, named_snippet};
use crate::model::id;
use crate::snippets::{Snippet, first_admin as commands};
use crate::text;

/// The field for the account, and the commands.
#[component]
pub(super) fn ShellWays(
    /// MXID.
    user: RwSignal<String>,
) -> impl IntoView {
    // SQL must name the whole id.
    let whole = Memo::new(move |_| {
        let user = user.with(|user| id::pasted(user).to_owned());
        (user.starts_with('@') && id::server(&user).is_some()).then_some(user)
    });
    view! {
        <TextField
            id="shell-user"
            label=text::first_admin::user()
            value=user
            hint=text::first_admin::user_hint()
            required=false
        />
        {move || match whole.get() {
            Some(user) => commands_for(&user),
            None => view! { <p class="empty">{text::first_admin::type_user()}</p> }.into_any(),
        }}
    }
}

fn commands_for(user: &str) -> AnyView {
    view! {
        <ul class="steps">
            <li>
                {text::first_admin::sql()} {shown(commands::psql(user))} {shown(commands::sqlite(user))}
                {text::first_admin::sql_restart()} {shown(commands::restart())}
            </li>
            <li>{text::first_admin::new_account()} {shown(commands::register(user))}</li>
            <li>{text::first_admin::mas()} {shown(commands::promote_in_mas(user))}</li>
        </ul>
    }
    .into_any()
}

fn shown(Snippet { place, code }: Snippet) -> AnyView {
    named_snippet(code, text::answers::place(place))
}
