//! Which server names a session counts for.

use leptos::prelude::*;

use super::{Sessions, identity};
use crate::api::discovery::Homeserver;
use crate::api::session::Session;

impl Sessions {
    /// Discovery of a name led to this homeserver: sessions there that go by the name are proven to.
    pub fn prove(self, found: &Homeserver) {
        let Some(name) = &found.found_by else { return };
        let is_news =
            |session: &Session| session.base_url == found.base_url && session.claims(name) && !session.counts_for(name);
        let news = self
            .held
            .with_untracked(|held| held.iter().map(|held| &held.session).find(|session| is_news(session)).cloned());
        if let Some(session) = news {
            // A session that another name led to goes on counting for that one, too.
            self.amend(&session, |session| match session.found_by {
                Some(_) => session.confirmed = true,
                None => session.found_by = Some(name.clone()),
            });
        }
    }

    /// A session whose server calls itself by this name, which nothing proves; tracked.
    pub fn claiming(self, server: &str) -> Option<Session> {
        let allowed = self.all();
        let is_doubtful = |session: &&Session| {
            session.claims(server) && !session.counts_for(server) && allowed.contains(&identity(session))
        };
        self.held.with(|held| held.iter().map(|held| &held.session).find(is_doubtful).cloned())
    }

    /// Somebody was asked, and says that the session's server is the one that it calls itself.
    pub fn confirm(self, session: &Session) {
        self.amend(session, |session| session.confirmed = true);
    }
}
