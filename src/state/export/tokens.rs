//! Tokens on their way: the admin's to the worker, and the user's out of the world.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Exports;
use crate::api::account::{Logout, WhoAmI};
use crate::api::wire::Client;
use crate::browser::wire;
use crate::export::protocol::Ask;
use crate::state::api;

impl Exports {
    /// Hands over a token that is good: asking anything renews one that is over.
    pub(super) fn give_token(self) {
        spawn_local(async move {
            // Whether it went well, the token itself tells.
            let _ = self.api.call(WhoAmI).await;
            let base_url = self.options.get_untracked().map(|options| options.base_url);
            let session =
                self.sessions.current_untracked().filter(|session| Some(&session.base_url) == base_url.as_ref());
            let token = session.map(|session| session.access_token.reveal().to_owned());
            self.ask(&Ask::Token(token), None);
        });
    }

    /// Ends the user's tokens.
    pub(super) fn revoke(self) {
        let Some(options) = self.options.get_untracked() else { return };
        let tokens = self.inner.try_update_value(|inner| std::mem::take(&mut inner.puppets)).unwrap_or_default();
        spawn_local(async move {
            let client = Client::new(api::wire(), &options.base_url);
            for token in tokens {
                // One that is over already is as good.
                let _ = client.call(Some(&token), &Logout).await;
            }
        });
    }

    pub(super) fn revoke_at_leaving(self) {
        let Some(options) = self.options.get_untracked() else { return };
        let tokens = self.inner.with_value(|inner| inner.puppets.clone());
        for token in tokens {
            wire::farewell(&format!("{}/_matrix/client/v3/logout", options.base_url), &token);
        }
    }
}
