//! Why can people not accept my invitations? What the reverse proxy does to requests, probed from here.

mod findings;
mod other;
mod probed;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::api::probe::{Habit, Identity, Target};
use crate::route::{LogsQuery, LogsTab};
use crate::snippets::{Place, invite_invalid_signature as snippets};
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text::answers::invite_invalid_signature as words;
use other::OtherAddress;
use probed::Probed;

/// What the probes of all addresses have in common.
#[derive(Clone, Copy)]
struct Known {
    /// Who answers at the base URL.
    identity: RwSignal<Option<Identity>>,
    /// The mistake of the proxy that was found last.
    habit: RwSignal<Option<Habit>>,
}

/// The page. The probes run at once: they are few, cheap and change nothing.
#[component]
pub fn InviteInvalidSignaturePage() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let target = Target { base_url: sessions.base_url(), server_name: sessions.server_name() };
    let known = Known { identity: RwSignal::new(None), habit: RwSignal::new(None) };
    let (base_url, server_name) = (target.base_url.clone(), target.server_name.clone());
    let filled_in = derived(move || {
        let key_id = known.identity.with(|identity| identity.as_ref().and_then(Identity::key_id).map(str::to_owned));
        snippets::snippets(&base_url, &server_name, key_id.as_deref(), known.habit.get().map(place))
    });
    view! {
        <AnswerFrame words=words::words() snippets=filled_in>
            <Probed target=target.clone() known is_base=true />
            <OtherAddress target known />
            <p>
                <a href=nav.href(LogsQuery::default().on(LogsTab::Problems).page())>{words::explorer()}</a>
            </p>
        </AnswerFrame>
    }
}

/// Whose mistake it is.
fn place(habit: Habit) -> Place {
    match habit {
        Habit::DecodesAll => Place::Nginx,
        Habit::ApacheCanon | Habit::RefusesSlash | Habit::ApacheBoth => Place::Apache,
        Habit::CaddyRewrite => Place::Caddy,
        Habit::Normalizes => Place::Haproxy,
        Habit::RefusesReserved => Place::Traefik,
    }
}
