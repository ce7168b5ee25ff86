//! The sign-in form, for the page and for the dialog over an ended session.

use std::time::Duration;

use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;

use super::Method;
use super::asks;
use super::elsewhere::{Asked, elsewhere};
use super::enter::{Credentials, refused};
use super::homeserver::{HomeserverField, Look, look_up};
use super::leave::Exit;
use super::stranger::Stranger;
use super::take_in::take_in;
use crate::api::ApiError;
use crate::api::discovery::understand;
use crate::api::session::Session;
use crate::components::{Check, ErrorPanel, Explanation, TextField, waiting_for};
use crate::model::secret::Secret;
use crate::model::{id, link};
use crate::route::{Address, Page};
use crate::state::act::Act;
use crate::state::boxed::{derived, drawn, effect};
use crate::state::nav::Nav;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;
use crate::text;

/// The form. `again` is the session to sign in again: its server and user cannot be changed.
#[component]
pub fn SignInForm(
    /// What stands in the homeserver field.
    server: RwSignal<String>,
    /// The session to revive.
    #[prop(optional_no_strip)]
    again: Option<Session>,
    /// Hears of the new session.
    on_done: Callback<Session>,
) -> impl IntoView {
    let (nav, sessions, notices) = (Nav::use_(), Sessions::use_(), Notices::use_());
    let fixed = again.is_some();
    // Nobody is asked whether the password may go to a server where the account was signed in; but it is said.
    let unproven = again.as_ref().filter(|session| !session.counts_for(session.server_name()));
    let goes_to = unproven.map(|session| {
        let words = text::sign_in::password_goes(session.user_id.as_str(), link::host(&session.base_url));
        view! { <p class="hint">{words}</p> }.into_any()
    });
    let (look, on_nudge) = look_up(server.into());
    let user = RwSignal::new(again.map(|session| String::from(session.user_id)).unwrap_or_default());
    let (password, token, keep) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let chosen = RwSignal::new(Method::Password);
    let (act, elsewhere) = (Act::here(), elsewhere());
    let exit = Exit { look, server, keep, again: fixed };
    // Until the server is known the usual way is shown, so that one can begin to type.
    let offered = Memo::new(move |_| match look.get() {
        Look::Ready(found) => Method::offered(&found),
        _ => vec![Method::Password, Method::Token],
    });
    let method = Memo::new(move |_| {
        let chosen = chosen.get();
        let usual = |offered: &Vec<Method>| offered.first().copied().unwrap_or(Method::Token);
        offered.with(|offered| if offered.contains(&chosen) { chosen } else { usual(offered) })
    });
    let wait = countdown(act);
    let waits_for = RwSignal::new(String::new());
    // Whose password would go to whom, until somebody says that it may; and who said so.
    let (stranger, sure) = (RwSignal::new(None::<Stranger>), StoredValue::new(None::<Stranger>));
    let submit = move || {
        // What has found the server can sign in there.
        let (Look::Ready(found), Some(asks)) = (look.get_untracked(), asks::here()) else { return };
        let mut doubtful = None;
        let credentials = match method.get_untracked() {
            Method::Password => {
                let user = user.with_untracked(|user| id::pasted(user).to_owned());
                doubtful =
                    Stranger::of(&user, &found).filter(|asked| !fixed && sure.get_value().as_ref() != Some(asked));
                Credentials::Password { user, password: Secret::exact(&password.get_untracked()) }
            }
            Method::Token => match token.with_untracked(|token| Secret::token(token)) {
                Ok(token) => Credentials::Token(token),
                // The field says why.
                Err(_) => return,
            },
            // Their buttons lead there.
            Method::OAuth | Method::Sso => return,
        };
        let keep = keep.get_untracked();
        stranger.set(None);
        act.run(async move {
            if let Some(doubtful) = doubtful {
                waits_for.try_set(doubtful.name());
                if !doubtful.is_known(asks).await {
                    stranger.try_set(Some(doubtful));
                    return Ok(());
                }
            }
            waits_for.try_set(link::host(&found.base_url).to_owned());
            let entered = (asks.enter)(found, credentials).await?;
            on_done.try_run(take_in(entered, keep, sessions, notices));
            Ok(())
        });
    };
    let settings = Settings::use_();
    // config.json arrives after the page, and fills only an empty field.
    effect(move || {
        if let Some(first) = settings.config().first()
            && server.with_untracked(String::is_empty)
        {
            server.set(first.to_owned());
        }
    });
    // A whole MXID in the homeserver field names the user too, once its server is found …
    effect(move || {
        if let Look::Ready(_) = look.get()
            && let Some((_, Some(mxid))) = server.with_untracked(|server| understand(server))
            && user.with_untracked(String::is_empty)
        {
            user.set(mxid);
        }
    });
    // … and one in the user field the server.
    effect(move || {
        let user = user.get();
        let user = id::pasted(&user);
        if user.starts_with('@')
            && let Some(name) = id::server(user)
            && server.with_untracked(String::is_empty)
            && name.contains('.')
        {
            server.set(name.to_owned());
        }
    });
    let blocked = move || act.pending() || wait.get() > 0 || !matches!(look.get(), Look::Ready(_));
    let leads_away = Memo::new(move |_| matches!(method.get(), Method::Sso | Method::OAuth));
    view! {
        <form
            class="sign-in"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <HomeserverField server look on_nudge fixed />
            {drawn(move || {
                let is_doubtful = nav.server().is_some_and(|name| nav.page() != Page::SignIn && sessions.claiming(&name).is_some());
                (!fixed && is_doubtful).then(|| elsewhere.draw(Asked::Claim(look)))
            })}
            <MethodChoice look offered chosen method />
            {drawn(move || match method.get() {
                Method::Password => Some(view! { <PasswordFields user password fixed /> }.into_any()),
                Method::Token => Some(view! { <TokenField token /> }.into_any()),
                Method::OAuth | Method::Sso => None,
            })}
            {goes_to}
            <Check id="keep" label=text::sign_in::keep() value=keep hint=text::sign_in::keep_hint() />
            {drawn(move || {
                let asked = stranger.get().filter(|asked| user.with(|user| id::pasted(user) == asked.user))?;
                let is_there = look.with(|look| matches!(look, Look::Ready(found) if found.base_url == asked.base_url));
                let this = asked.clone();
                let on_sure = Callback::new(move |()| {
                    sure.set_value(Some(this.clone()));
                    submit();
                });
                is_there.then(|| elsewhere.draw(Asked::Stranger(asked, on_sure)))
            })}
            <Refusal act wait with_password=derived(move || method.get() == Method::Password) />
            {(!fixed).then(|| other_ways(server))}
            {drawn(move || match method.get() {
                Method::OAuth => Some(elsewhere.draw(Asked::OAuth(exit))),
                Method::Sso => Some(elsewhere.draw(Asked::Sso(exit))),
                Method::Password | Method::Token => None,
            })}
            {drawn(move || {
                (!leads_away.get())
                    .then(|| {
                        view! {
                            <footer>
                                <button
                                    type="submit"
                                    class="primary"
                                    disabled=blocked
                                    aria-busy=move || act.pending().then_some("true")
                                >
                                    {text::sign_in::submit()}
                                </button>
                            </footer>
                            {drawn(move || waits(act, waits_for))}
                        }
                        .into_any()
                    })
            })}
        </form>
    }
}

/// What a long sign-in waits for, and the way out.
fn waits(act: Act, host: RwSignal<String>) -> Option<AnyView> {
    if !act.pending() {
        return None;
    }
    let what = Box::new(move || text::app::waiting_for(&host.get()));
    let stop = Callback::new(move |()| {
        act.stop();
    });
    Some(waiting_for(text::sign_in::signing_in().to_owned(), what, stop))
}

#[component]
fn MethodChoice(
    /// What is known of the server.
    look: RwSignal<Look>,
    /// The ways that the server offers.
    offered: Memo<Vec<Method>>,
    /// The one that was chosen.
    chosen: RwSignal<Method>,
    /// The one that is in use.
    method: Memo<Method>,
) -> impl IntoView {
    let button = move |this: Method, label: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || if method.get() == this { "true" } else { "false" }
                disabled=move || offered.with(|offered| !offered.contains(&this))
                on:click=move |_| chosen.set(this)
            >
                {label}
            </button>
        }
        .into_any()
    };
    let only_tokens = move || offered.with(|offered| offered.as_slice() == [Method::Token]);
    let buttons = move || {
        let shown = |method: Method| match method {
            // Where a token is the only way, the usual one is shown to be missing.
            Method::Password if only_tokens() => true,
            method => offered.with(|offered| offered.contains(&method)),
        };
        let all = [
            (Method::Password, text::sign_in::with_password()),
            (Method::Sso, text::sign_in::with_sso()),
            (Method::OAuth, text::sign_in::with_oauth()),
            (Method::Token, text::sign_in::with_token()),
        ];
        all.into_iter()
            .filter(|(method, _)| shown(*method))
            .map(|(method, label)| button(method, label))
            .collect_view()
            .into_any()
    };
    view! {
        <div class="segmented" role="group" aria-label=text::sign_in::method()>
            {drawn(move || Some(buttons()))}
        </div>
        {drawn(move || {
            let untold = match look.get() {
                Look::Ready(found) => found.untold,
                _ => None,
            };
            match untold {
                Some(error) => {
                    let explained = text::sign_in::untold(&error);
                    Some(view! { <div class="panel warn"><Explanation explained /></div> }.into_any())
                }
                None => only_tokens().then(|| view! { <p class="hint">{text::sign_in::no_password_flow()}</p> }.into_any()),
            }
        })}
    }
}

#[component]
fn PasswordFields(
    /// User.
    user: RwSignal<String>,
    /// Password.
    password: RwSignal<String>,
    /// The user cannot be changed.
    fixed: bool,
) -> impl IntoView {
    view! {
        <TextField id="user" label=text::sign_in::user() value=user autocomplete="username" fixed=fixed />
        <TextField
            id="password"
            label=text::sign_in::password()
            value=password
            kind="password"
            autocomplete="current-password"
        />
    }
}

#[component]
fn TokenField(
    /// The token.
    token: RwSignal<String>,
) -> impl IntoView {
    view! {
        <TextField
            id="token"
            label=text::sign_in::token()
            value=token
            kind="password"
            hint=text::sign_in::token_hint()
        />
        {drawn(move || {
            let odd = token.with(|token| if token.is_empty() { None } else { Secret::token(token).err() });
            odd.map(|odd| view! { <p class="panel bad" role="alert">{text::sign_in::odd_token(odd)}</p> }.into_any())
        })}
    }
}

/// For a server without an admin to sign in as.
fn other_ways(server: RwSignal<String>) -> AnyView {
    let href = move || {
        let typed = server.get().trim().to_owned();
        Address { page: Page::FirstAdmin, server: (!typed.is_empty()).then_some(typed) }.href()
    };
    view! {
        <p class="hint">
            <a href=href>{text::sign_in::to_first_admin()}</a>
        </p>
    }
    .into_any()
}

/// Why it did not work, and for how long to wait.
#[component]
fn Refusal(
    /// The sign-in.
    act: Act,
    /// Seconds to wait.
    wait: RwSignal<u64>,
    /// Whether it was tried with a password.
    with_password: Signal<bool>,
) -> impl IntoView {
    let explained = move |error: &ApiError| {
        let mut explained = text::errors::explain(error);
        if let Some(sentence) = refused(error, with_password.get_untracked()) {
            sentence.clone_into(&mut explained.title);
        }
        explained
    };
    move || {
        let error = act.error()?;
        if error.limited_for_ms().is_none() {
            return Some(view! { <ErrorPanel explained=explained(&error) /> }.into_any());
        }
        let seconds = wait.get();
        (seconds > 0).then(|| {
            view! { <p class="panel warn" role="alert">{text::errors::limited_sign_in(seconds)}</p> }.into_any()
        })
    }
}

/// The seconds that the server asks to wait after too many tries, counting down.
fn countdown(act: Act) -> RwSignal<u64> {
    let wait = RwSignal::new(0);
    effect(move || {
        let Some(ms) = act.error().and_then(|error| error.limited_for_ms()) else { return };
        wait.set(ms.div_ceil(1000));
        let tick = move || {
            wait.try_update(|seconds| *seconds = seconds.saturating_sub(1));
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    wait
}
