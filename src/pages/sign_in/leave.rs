//! Signing in elsewhere: the ways that lead out of the app.

use leptos::prelude::*;

use super::homeserver::Look;
use crate::api::account::IdentityProvider;
use crate::api::discovery::Found;
use crate::components::{Check, Explanation, snippet};
use crate::model::link::host;
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
    /// Whether to ask for the admin API of MAS.
    pub with_mas_admin: RwSignal<bool>,
    /// Why one could not leave.
    pub stuck: RwSignal<Option<Stuck>>,
}

impl Exit {
    pub(super) fn new(look: RwSignal<Look>, server: RwSignal<String>, keep: RwSignal<bool>) -> Self {
        Self { look, server, keep, with_mas_admin: RwSignal::new(false), stuck: RwSignal::new(None) }
    }

    fn plan(self, nav: Nav) -> Option<Plan> {
        let Look::Ready(found) = self.look.get_untracked() else { return None };
        let hash = untrack(|| nav.address()).href();
        Some(Plan { found, keep: self.keep.get_untracked(), hash })
    }

    /// Leaves for an identity provider, or whomever the homeserver chooses.
    pub(super) fn for_sso(self, nav: Nav, provider: Option<&str>) {
        let Some(plan) = self.plan(nav) else { return };
        self.stuck.set(plan.leave_for_sso(provider).err());
    }

    /// Leaves for the authorization server.
    pub(super) fn for_oauth(self, act: Act, nav: Nav, settings: Settings) {
        let Some(plan) = self.plan(nav) else { return };
        let Some(metadata) = plan.found.oauth.clone() else { return };
        let given_id = untrack(|| {
            let typed = self.server.get();
            let names = [plan.found.base_url.as_str(), typed.as_str()];
            settings.with_config(|config| config.oauth_client_id(&names).map(str::to_owned))
        });
        let with_mas_admin = self.with_mas_admin.get_untracked();
        self.stuck.set(None);
        act.run(async move {
            let left = plan.leave_for_oauth(metadata, given_id, with_mas_admin, settings).await;
            self.stuck.try_set(left.err());
            Ok(())
        });
    }
}

/// The identity providers, a button each.
#[component]
pub(super) fn SsoButtons(
    /// The way out.
    exit: Exit,
) -> impl IntoView {
    let nav = Nav::use_();
    let found = move || match exit.look.get() {
        Look::Ready(found) => Some(found),
        _ => None,
    };
    let buttons = move || {
        found().map(|Found { base_url, flows, .. }| {
            let providers = flows.map(|flows| flows.providers).unwrap_or_default();
            if providers.is_empty() {
                let go = move |_| exit.for_sso(nav, None);
                return view! { <button type="button" class="primary" on:click=go>{text::sign_in::sso_continue()}</button> }
                    .into_any();
            }
            let button = |provider: IdentityProvider| {
                let IdentityProvider { id, name, icon } = provider;
                let icon = icon.map(|mxc| icon_image(&base_url, &mxc));
                let go = move |_| exit.for_sso(nav, Some(&id));
                view! {
                    <button type="button" on:click=go>
                        {icon}
                        <span>{text::sign_in::continue_with()} " " <bdi>{name}</bdi></span>
                    </button>
                }
                .into_any()
            };
            providers.into_iter().map(button).collect_view().into_any()
        })
    };
    view! {
        <div class="providers">{move || buttons()}</div>
        <p class="hint">{text::sign_in::sso_lead()}</p>
    }
}

/// An icon, once it is there; a provider without one is told by its name.
fn icon_image(base_url: &str, mxc: &str) -> AnyView {
    let icon = icon::load(base_url, mxc);
    (move || icon.get().map(|url| view! { <img src=url alt="" width="20" height="20" /> })).into_any()
}

/// Where OAuth leads, and what it asks for.
#[component]
pub(super) fn OAuthFields(
    /// The way out.
    exit: Exit,
) -> impl IntoView {
    view! {
        <p>{move || issuer_host(exit.look).map(|host| text::sign_in::oauth_lead(&host))}</p>
        <Check
            id="mas-admin"
            label=text::sign_in::mas_admin()
            value=exit.with_mas_admin
            hint=text::sign_in::mas_admin_hint()
        />
        <p class="hint">{text::sign_in::oauth_admin()}</p>
    }
}

/// The host that OAuth leads to, tracked.
pub(super) fn issuer_host(look: RwSignal<Look>) -> Option<String> {
    look.with(|look| match look {
        Look::Ready(found) => found.oauth.as_ref().map(|metadata| host(&metadata.authorization_endpoint).to_owned()),
        _ => None,
    })
}

/// Why one could not leave.
#[component]
pub(super) fn StuckPanel(
    /// The way out.
    exit: Exit,
) -> impl IntoView {
    move || {
        exit.stuck.get().map(|stuck| {
            let explained = match stuck {
                Stuck::Introduction(error) => Explained {
                    title: text::sign_in::introduction_refused().to_owned(),
                    hint: Some(text::sign_in::introduction_hint()),
                    ..text::errors::explain(&error)
                },
                Stuck::NoIntroductions => {
                    Explained::plain(text::sign_in::no_introductions(), Some(text::sign_in::introduction_hint()))
                }
                Stuck::Browser => Explained::plain(text::sign_in::cannot_leave(), None),
            };
            view! { <div class="panel bad" role="alert"><Explanation explained /></div> }.into_any()
        })
    }
}

/// Over a page: what leaving costs, and how to lose nothing.
#[component]
pub(super) fn LeavingLoses(
    /// The server to sign in to again.
    server: String,
) -> impl IntoView {
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
}

/// How an account becomes an admin there.
pub(super) fn promote_snippet() -> AnyView {
    view! {
        <p class="hint">{text::sign_in::promote_hint()}</p>
        {snippet("mas-cli manage promote-admin NAME".to_owned(), text::app::same_as_shell())}
    }
    .into_any()
}
