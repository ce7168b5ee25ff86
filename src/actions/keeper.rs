//! Who keeps accounts: Synapse, or Matrix Authentication Service, which has an API of its own for them.

use super::Refusal;
use crate::api::capabilities::{Accounts, AdminApi, Capabilities};
use crate::api::mas::{MasUser, MasUserByName};
use crate::api::{ApiError, Ask, Endpoint, Request};
use crate::model::id::{UserId, localpart};
use crate::model::quote::shell;
use crate::text;

/// Who is asked to change an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// Synapse.
    Synapse,
    /// The admin API of Matrix Authentication Service.
    Mas(MasAccount),
}

/// An account there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasAccount {
    /// Address of the service.
    pub issuer: String,
    /// The localpart.
    pub username: String,
}

impl Keeper {
    /// Who keeps this account.
    #[must_use]
    pub fn of(user_id: &UserId, can: &Capabilities) -> Self {
        match &can.accounts {
            Accounts::Synapse => Self::Synapse,
            Accounts::Mas { issuer, .. } => {
                let username = localpart(user_id.as_str()).to_owned();
                Self::Mas(MasAccount { issuer: issuer.clone(), username })
            }
        }
    }

    /// Why it cannot be asked from here. `endpoint`: how Synapse does it; `what` and `command`: whose business it is
    /// otherwise, and how `mas-cli manage` does it.
    #[must_use]
    pub fn refusal<E: Endpoint>(
        endpoint: &E,
        can: &Capabilities,
        user_id: &UserId,
        (what, command): (&'static str, &str),
    ) -> Option<Refusal> {
        let why = match &can.accounts {
            Accounts::Synapse => return can.lack(endpoint).map(|_| Refusal::NotOffered),
            Accounts::Mas { admin_api: AdminApi::Usable, .. } => return None,
            Accounts::Mas { admin_api: AdminApi::NotAsked, .. } => text::users::mas_not_asked(),
            Accounts::Mas { admin_api: AdminApi::Unreachable, .. } => text::users::mas_unreachable(),
        };
        let command = format!("mas-cli manage {command} {}", shell::quote(localpart(user_id.as_str())));
        Some(Refusal::OnlyInShell { what, why, command })
    }
}

/// Stands for the id that the first command answers.
pub(super) const ID: &str = "ID";

impl MasAccount {
    /// How it is looked up.
    #[must_use]
    pub fn lookup(&self) -> MasUserByName {
        MasUserByName { issuer: self.issuer.clone(), username: self.username.clone() }
    }

    /// Looks it up.
    pub(super) async fn find(&self, ask: &dyn Ask) -> Result<MasUser, ApiError> {
        ask.call(&self.lookup()).await
    }

    /// What is shown of a change there: the service's own id of the account comes from the first command.
    pub(super) fn plan(&self, change: &impl Endpoint) -> Vec<Request> {
        vec![self.lookup().shown(), change.shown()]
    }
}
