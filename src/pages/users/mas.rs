//! Accounts that Matrix Authentication Service keeps: what can be done with them from here, and what only there.

use leptos::prelude::*;

use crate::api::capabilities::{Accounts, AdminApi};
use crate::api::mas::{MasUser, MasUserByName, SetMasAdmin, SetMasPassword};
use crate::api::{ApiError, Endpoint};
use crate::components::snippet;
use crate::model::id;
use crate::model::quote::shell;
use crate::model::secret::Secret;
use crate::state::api::Api;
use crate::state::sessions::Sessions;
use crate::text;

/// An account there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MasAccount {
    /// Address of the service.
    pub issuer: String,
    /// The localpart.
    pub username: String,
}

impl MasAccount {
    /// Looks it up.
    pub(super) fn find(&self, api: Api) -> impl Future<Output = Result<MasUser, ApiError>> + use<> {
        api.call(MasUserByName { issuer: self.issuer.clone(), username: self.username.clone() })
    }

    /// Sets who may ask for admin rights, and reads it back.
    pub(super) async fn set_admin(self, api: Api, admin: bool) -> Result<bool, ApiError> {
        let id = self.find(api).await?.id;
        api.call(SetMasAdmin { issuer: self.issuer.clone(), id, admin }).await?;
        Ok(self.find(api).await?.admin)
    }

    /// Sets the password.
    pub(super) async fn set_password(self, api: Api, password: Secret) -> Result<(), ApiError> {
        let id = self.find(api).await?.id;
        api.call(SetMasPassword { issuer: self.issuer, id, password }).await
    }

    /// The same as curl. The service's own id of the account comes from the first command.
    pub(super) fn curl_set_admin(&self, api: Api, admin: bool) -> String {
        self.curl(api, &api.curl(&SetMasAdmin { issuer: self.issuer.clone(), id: ID.to_owned(), admin }))
    }

    /// As above.
    pub(super) fn curl_set_password(&self, api: Api) -> String {
        let password = Secret::new("");
        self.curl(api, &api.curl(&SetMasPassword { issuer: self.issuer.clone(), id: ID.to_owned(), password }))
    }

    fn curl(&self, api: Api, change: &str) -> String {
        let find = api.curl(&MasUserByName { issuer: self.issuer.clone(), username: self.username.clone() });
        format!("{find}\n{change}")
    }
}

/// Stands for the id that the first command answers.
const ID: &str = "ID";

/// How an account is administered here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Keeper {
    /// By Synapse.
    Synapse,
    /// By the admin API of Matrix Authentication Service.
    Mas(MasAccount),
    /// By Matrix Authentication Service, and not from here.
    Elsewhere(AdminApi),
    /// The server has answered that it does no such thing.
    Nobody,
}

/// Who does this with an account, tracked. `endpoint` is how Synapse does it.
pub(super) fn keeper<E: Endpoint>(sessions: Sessions, user_id: &str, endpoint: &E) -> Keeper {
    let Some(capabilities) = sessions.capabilities() else { return Keeper::Synapse };
    match (capabilities.lack(endpoint), capabilities.accounts) {
        (_, Accounts::Mas { issuer, admin_api: AdminApi::Usable }) => {
            Keeper::Mas(MasAccount { issuer, username: id::localpart(user_id).to_owned() })
        }
        (_, Accounts::Mas { admin_api, .. }) => Keeper::Elsewhere(admin_api),
        (Some(_), Accounts::Synapse) => Keeper::Nobody,
        (None, Accounts::Synapse) => Keeper::Synapse,
    }
}

/// The server answered that it does no such thing.
pub(super) fn nobody(what: &'static str) -> AnyView {
    view! {
        <p class="panel">
            <strong>{what}": "</strong>
            {text::users::not_offered()}
        </p>
    }
    .into_any()
}

/// Why it cannot be done from here, and the command that does it there.
pub(super) fn only_there(what: &'static str, why: AdminApi, command: &str, user_id: &str) -> AnyView {
    let why = match why {
        AdminApi::NotAsked => text::users::mas_not_asked(),
        AdminApi::Unreachable => text::users::mas_unreachable(),
        AdminApi::Usable => "",
    };
    let command = format!("mas-cli manage {command} {}", shell::quote(id::localpart(user_id)));
    view! {
        <div class="panel elsewhere">
            <p>
                <strong>{what}</strong>
                " "
                {why}
            </p>
            {snippet(command, text::app::same_as_shell())}
        </div>
    }
    .into_any()
}
