//! A password that would go to a server of another name.

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use super::asks::Asks;
use crate::api::discovery::Homeserver;
use crate::browser::host;
use crate::model::id;
use crate::model::link;
use crate::state::api::wire;
use crate::text;

/// Whose password would go where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stranger {
    /// MXID, as typed.
    pub user: String,
    /// Where the password would go.
    pub base_url: String,
}

impl Stranger {
    /// What is typed, when the user's server is not known to be the one that was found.
    pub(super) fn of(user: &str, found: &Homeserver) -> Option<Self> {
        let name = host::ascii(id::server(user)?);
        (!found.is_of(&name)).then(|| Self { user: user.to_owned(), base_url: found.base_url.clone() })
    }

    /// The name of the user's server.
    pub(super) fn name(&self) -> String {
        host::ascii(id::server(&self.user).unwrap_or_default())
    }

    /// Whether discovery of the user's server leads to where the password would go.
    pub(super) fn is_known(&self, asks: Asks) -> LocalBoxFuture<'static, bool> {
        (asks.leads_to)(wire(), &self.name(), &self.base_url)
    }

    /// Asks before the password is sent.
    pub(super) fn view(self, on_sure: Callback<()>) -> AnyView {
        let to = link::host(&self.base_url).to_owned();
        let words = text::sign_in::stranger(&self.user, &to, &self.name());
        view! {
            <div class="panel warn" role="alert">
                <p>
                    <strong>{words}</strong>
                    " "
                    {text::sign_in::stranger_hint()}
                </p>
                <button type="button" on:click=move |_| on_sure.run(())>
                    {text::sign_in::stranger_send(&to)}
                </button>
            </div>
        }
        .into_any()
    }
}
