//! One examination: its findings as they come, and a way to stop it.

use leptos::prelude::*;

use crate::api::doctor::{Case, Examined, Finding, elsewhere, examine};
use crate::browser::ed25519::Ed25519;
use crate::browser::location;
use crate::state::act::Act;
use crate::state::api::wire;
use crate::state::sessions::Sessions;

/// What is known so far.
#[derive(Clone, Copy)]
pub(super) struct Run {
    /// In the order in which they were made.
    pub findings: RwSignal<Vec<Finding>>,
    /// What the checks on other hosts need; only after an examination that came through.
    pub examined: RwSignal<Option<Examined>>,
    /// Whether other hosts were asked, too.
    pub went_elsewhere: RwSignal<bool>,
    /// The work under way.
    pub act: Act,
    sessions: Sessions,
}

impl Run {
    /// Nothing is known yet. Belongs to the component that makes it.
    pub fn here() -> Self {
        Self {
            findings: RwSignal::new(Vec::new()),
            examined: RwSignal::new(None),
            went_elsewhere: RwSignal::new(false),
            act: Act::here(),
            sessions: Sessions::use_(),
        }
    }

    /// Examines a server from the start.
    pub fn start(self, typed: String) {
        self.act.stop();
        self.findings.set(Vec::new());
        self.examined.set(None);
        self.went_elsewhere.set(false);
        let session = self.sessions.current_untracked();
        let case = Case { typed, page_is_https: location::is_https(), session };
        self.act.run(async move {
            let examined = examine(wire(), &Ed25519, &case, &self.teller()).await;
            self.examined.try_set(examined);
            Ok(())
        });
    }

    /// Goes on with other hosts.
    pub fn go_elsewhere(self) {
        let Some(examined) = self.examined.get_untracked() else { return };
        self.went_elsewhere.set(true);
        self.act.run(async move {
            elsewhere(wire(), &Ed25519, &examined, &self.teller()).await;
            Ok(())
        });
    }

    fn teller(self) -> impl Fn(Finding) {
        move |finding| {
            self.findings.try_update(|findings| findings.push(finding));
        }
    }
}
