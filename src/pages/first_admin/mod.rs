//! Making the first server admin: from the browser with the registration secret, or from a shell.

mod create;
mod promote;
mod shell;

use leptos::prelude::*;

use self::create::CreateForm;
use self::promote::Promote;
use self::shell::ShellWays;
use crate::components::PageHead;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text;

/// The page. Who is signed in as an admin is past the first step.
#[component]
pub fn FirstAdminPage() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let session = untrack(|| sessions.current());
    let is_admin = session.is_some() && !untrack(|| sessions.is_not_admin());
    let user = RwSignal::new(session.as_ref().map(|session| session.user_id.to_string()).unwrap_or_default());
    if is_admin {
        return view! {
            <PageHead title=text::first_admin::created_title() />
            <p class="lead">{text::first_admin::signed_in(&user.get_untracked())}</p>
            <Promote />
        }
        .into_any();
    }
    let server = untrack(|| nav.server()).or_else(|| session.map(|session| session.base_url)).unwrap_or_default();
    view! {
        <PageHead title=text::first_admin::title() />
        <p class="lead">{text::first_admin::lead()}</p>
        <div class="columns">
            <section aria-labelledby="with-secret">
                <h2 id="with-secret">{text::first_admin::with_secret()}</h2>
                <p>{text::first_admin::with_secret_what()}</p>
                <CreateForm server />
            </section>
            <section aria-labelledby="with-shell">
                <h2 id="with-shell">{text::first_admin::with_shell()}</h2>
                <p>{text::first_admin::with_shell_what()}</p>
                <ShellWays user />
            </section>
        </div>
    }
    .into_any()
}
