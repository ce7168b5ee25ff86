//! What an answer is about: the part of the address that names it, the field that changes it, and the user behind it.

use leptos::prelude::*;

use crate::api::curl;
use crate::api::users::{GetUser, UserDetails};
use crate::components::{Load, LookUp, Source};
use crate::model::id;
use crate::model::link::{Target, understand};
use crate::route::{AnswerQuery, Question};
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// What the address says that this answer is about, made whole; `None` for nothing.
pub(super) fn about(question: Question, whole: fn(&str, &str) -> String) -> Memo<Option<String>> {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    Memo::new(move |last: Option<&Option<String>>| match AnswerQuery::of(question, &nav.page()) {
        Some(AnswerQuery { about, .. }) => (!about.trim().is_empty()).then(|| whole(&about, &sessions.server_name())),
        // On the way to another page: keep the last state, ask for nothing.
        None => last.cloned().flatten(),
    })
}

/// The MXID that somebody means by what they typed or pasted: an id, a localpart, or a link.
pub(super) fn whole_user(text: &str, own_server: &str) -> String {
    match understand(text, own_server) {
        Some(Target::User(user)) => user,
        _ => id::user(text, own_server),
    }
}

/// A made-up MXID of this server, for commands while nobody has been named.
pub(super) fn some_user(sessions: Sessions) -> String {
    format!("@{}:{}", text::answers::some_user(), sessions.server_name())
}

/// The field for a user.
#[component]
pub(super) fn UserField(
    /// Which answer.
    question: Question,
    /// Who is in the address.
    user: Memo<Option<String>>,
) -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let on_look_up = Callback::new(move |text: String| {
        let user = whole_user(&text, &sessions.server_name());
        nav.go(AnswerQuery::about(question, &user).page());
    });
    view! {
        <LookUp
            id="user"
            label=text::answers::user_field()
            hint=text::answers::user_field_hint()
            button=text::answers::show_user()
            value=derived(move || user.get().unwrap_or_default())
            on_look_up
        />
    }
}

/// What an answer shows of a user. The callback reads the user again.
pub(super) type ShowUser = fn(&UserDetails, Callback<()>) -> AnyView;

/// The user in the address.
#[component]
pub(super) fn AskedUser(
    /// Who is in the address.
    user: Memo<Option<String>>,
    /// What to show of them.
    show: ShowUser,
    /// Hears that something about the user was changed here.
    #[prop(optional, into)]
    on_changed: Option<Callback<()>>,
) -> impl IntoView {
    let server = Sessions::use_().server_name();
    move || {
        user.get().map(|user_id| {
            if id::server(&user_id) == Some(server.as_str()) {
                view! { <LocalUser user_id show on_changed /> }.into_any()
            } else {
                view! {
                    <p class="panel warn">
                        <strong>{text::users::remote()}"."</strong> " " {text::users::remote_hint()}
                    </p>
                }
                .into_any()
            }
        })
    }
}

#[component]
fn LocalUser(
    /// MXID.
    user_id: String,
    /// What to show.
    show: ShowUser,
    /// Hears of a change.
    #[prop(optional_no_strip)]
    on_changed: Option<Callback<()>>,
) -> impl IntoView {
    let api = Api::use_();
    let get = GetUser { user_id: user_id.into() };
    let source = curl::source(&get);
    let get = StoredValue::new(get);
    // Nobody by this name is an answer, not a failure.
    let user = Query::new(move || api.maybe(get.get_value()));
    let reload = Callback::new(move |()| {
        user.reload();
        if let Some(on_changed) = on_changed {
            on_changed.run(());
        }
    });
    let shown = move || {
        user.with(|user| match user {
            Some(Some(user)) => show(user, reload),
            Some(None) => view! { <p class="panel warn">{text::users::not_found()}"."</p> }.into_any(),
            None => ().into_any(),
        })
    };
    view! {
        <Load status=user.status()>{move || shown()}</Load>
        <Source status=user.status() requests=vec![source] />
    }
}
