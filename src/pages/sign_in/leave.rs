//! Signing in elsewhere: the ways that lead out of the app.

use std::sync::Arc;

use leptos::prelude::*;

use super::homeserver::Look;
use crate::api::account::IdentityProvider;
use crate::api::discovery::Homeserver;
use crate::browser::host;
use crate::components::{Check, Explanation, portions, said, snippet, waiting_for};
use crate::model::id::Mxc;
use crate::route::{Address, Page};
use crate::state::act::Act;
use crate::state::departures::{Plan, Stuck};
use crate::state::icon;
use crate::state::nav::Nav;
use crate::state::settings::Settings;
use crate::text;
use crate::text::errors::Explained;

/// What the two ways need.
#[derive(Clone, Copy)]
pub(super) struct Exit {
    /// The server in the field.
    pub look: RwSignal<Look>,
    /// What was typed to find it.
    pub server: RwSignal<String>,
    /// Whether the session will be kept.
    pub keep: RwSignal<bool>,
    /// The session is signed in to again, over its page.
    pub again: bool,
}

impl Exit {
    fn plan(self, nav: Nav) -> Option<Plan> {
        let Look::Ready(found) = self.look.get_untracked() else { return None };
        let hash = untrack(|| nav.address()).href();
        Some(Plan {
            server: self.server.with_untracked(|server| host::ascii(server)),
            found,
            keep: self.keep.get_untracked(),
            hash,
        })
    }

    /// The server, when it is found, tracked.
    fn found(self) -> Option<Homeserver> {
        match self.look.get() {
            Look::Ready(found) => Some(found),
            _ => None,
        }
    }

    /// What leaving costs, where it costs anything.
    fn price(self) -> Option<AnyView> {
        self.again.then(|| leaving_loses(self.server.get_untracked()))
    }
}

/// The identity providers, a button each.
#[component]
pub(super) fn SsoExit(
    /// The way out.
    exit: Exit,
) -> impl IntoView {
    let (nav, stuck) = (Nav::use_(), RwSignal::new(None));
    let leave = move |provider: Option<&str>| {
        if let Some(plan) = exit.plan(nav) {
            stuck.set(plan.leave_for_sso(provider).err());
        }
    };
    let buttons = move || {
        exit.found().map(|Homeserver { base_url, flows, .. }| {
            let providers = flows.map(|flows| flows.providers).unwrap_or_default();
            if providers.is_empty() {
                let go = move |_| leave(None);
                return view! { <button type="button" class="primary" on:click=go>{text::sign_in::sso_continue()}</button> }
                    .into_any();
            }
            let count = providers.len();
            let button = move |place: usize| {
                let provider = providers.get(place).cloned().map(|IdentityProvider { id, name, icon }| {
                    let icon = icon.map(|mxc| icon_image(&base_url, &mxc));
                    let go = move |_| leave(Some(&id));
                    let name = move |_: &str, _: &str| view! { <bdi>{name.clone()}</bdi> }.into_any();
                    view! {
                        <button type="button" on:click=go>
                            {icon}
                            <span>{said(text::sign_in::continue_with(), &name)}</span>
                        </button>
                    }
                    .into_any()
                });
                view! { <li>{provider}</li> }.into_any()
            };
            portions("providers", count, Arc::new(button))
        })
    };
    view! {
        {exit.price()}
        {move || buttons()}
        <p class="hint">{text::sign_in::sso_lead()}</p>
        {stuck_panel(stuck)}
    }
}

/// An icon, once it is there; a provider without one is told by its name.
fn icon_image(base_url: &str, mxc: &Mxc) -> AnyView {
    let icon = icon::load(base_url, mxc);
    (move || icon.get().map(|url| view! { <img src=url alt="" width="20" height="20" /> })).into_any()
}

/// Where OAuth leads, what it asks for, and the button.
#[component]
pub(super) fn OAuthExit(
    /// The way out.
    exit: Exit,
) -> impl IntoView {
    let (nav, settings, act) = (Nav::use_(), Settings::use_(), Act::here());
    let (with_mas_admin, stuck) = (RwSignal::new(false), RwSignal::new(None));
    let leave = move |_| {
        let Some(plan) = exit.plan(nav) else { return };
        let Some(metadata) = plan.found.oauth.clone() else { return };
        let with_mas_admin = with_mas_admin.get_untracked();
        stuck.set(None);
        act.run(async move {
            stuck.try_set(plan.leave_for_oauth(metadata, with_mas_admin, settings).await.err());
            Ok(())
        });
    };
    let host = Memo::new(move |_| {
        let oauth = exit.found().and_then(|found| found.oauth);
        // As the browser understands the address: letters of other alphabets show as what they are.
        oauth.and_then(|metadata| host::of(&metadata.authorization_endpoint)).unwrap_or_default()
    });
    let is_nowhere = move || host.with(String::is_empty);
    let waits = move || {
        act.pending().then(|| {
            let what = Box::new(move || text::app::waiting_for(&host.get()));
            waiting_for(
                text::sign_in::signing_in().to_owned(),
                what,
                Callback::new(move |()| {
                    act.stop();
                }),
            )
        })
    };
    view! {
        <p>
            {move || if is_nowhere() { text::sign_in::no_host().to_owned() } else { text::sign_in::oauth_lead(&host.get()) }} " "
            {text::sign_in::oauth_admin()}
        </p>
        <Check
            id="mas-admin"
            label=text::sign_in::mas_admin()
            value=with_mas_admin
            hint=text::sign_in::mas_admin_hint()
        />
        {exit.price()}
        {stuck_panel(stuck)}
        <footer>
            <button
                type="button"
                class="primary"
                disabled=move || act.pending() || is_nowhere()
                aria-busy=move || act.pending().then_some("true")
                on:click=leave
            >
                {move || text::sign_in::oauth_submit(&host.get())}
            </button>
        </footer>
        {move || waits()}
    }
}

/// Why one could not leave.
fn stuck_panel(stuck: RwSignal<Option<Stuck>>) -> AnyView {
    let panel = move || {
        stuck.get().map(|stuck| {
            view! { <div class="panel bad" role="alert"><Explanation explained=stuck_words(&stuck) /></div> }.into_any()
        })
    };
    panel.into_any()
}

/// The same in words.
pub(super) fn stuck_words(stuck: &Stuck) -> Explained {
    let hint = Some(text::sign_in::introduction_hint());
    match stuck {
        Stuck::Introduction(error) if error.proves_refusal() && error.limited_for_ms().is_none() => {
            Explained { title: text::sign_in::introduction_refused().to_owned(), hint, ..text::errors::explain(error) }
        }
        // A service that is down, or fails, has refused nothing.
        Stuck::Introduction(error) => text::errors::explain(error),
        Stuck::NoIntroductions => Explained::plain(text::sign_in::no_introductions(), hint),
        Stuck::Browser => Explained::plain(text::sign_in::cannot_leave(), None),
    }
}

/// Over a page: what leaving costs, and how to lose nothing.
fn leaving_loses(server: String) -> AnyView {
    let href = Address { page: Page::SignIn, server: Some(server) }.href();
    view! {
        <div class="panel warn">
            <p>{text::sign_in::leaving_loses()}</p>
            <p>
                <a href=href target="_blank" rel="noopener">{text::sign_in::in_new_tab()}</a>
                " "
                {text::sign_in::in_new_tab_hint()}
            </p>
        </div>
    }
    .into_any()
}

/// How an account becomes an admin there.
pub(super) fn promote_snippet() -> AnyView {
    view! {
        <p class="hint">{text::sign_in::promote_hint()}</p>
        {snippet("mas-cli manage promote-admin NAME".to_owned(), text::app::same_as_shell())}
    }
    .into_any()
}
