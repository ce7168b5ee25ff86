//! Makes somebody a server admin, or ends it.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::{Action, Keeper, Line, Me, Now, Refusal, Stopped, Words, keeper};
use crate::api::capabilities::Capabilities;
use crate::api::mas::SetMasAdmin;
use crate::api::users::{GetAdmin, SetAdmin as Change};
use crate::api::{ApiError, Ask, Endpoint as _, Request};
use crate::model::id::UserId;
use crate::text::users as text;

/// Gives or takes the right. Whoever keeps the accounts is asked.
#[derive(Clone, Debug)]
pub struct SetAdmin {
    user_id: UserId,
    admin: bool,
    keeper: Keeper,
}

impl SetAdmin {
    /// `admin`: what the user is to be.
    #[must_use]
    pub fn new(user_id: UserId, admin: bool, can: &Capabilities) -> Self {
        let keeper = Keeper::of(&user_id, can);
        Self { user_id, admin, keeper }
    }

    fn change(&self) -> Change {
        Change { user_id: self.user_id.clone(), admin: self.admin }
    }
}

impl Action for SetAdmin {
    fn name(&self) -> &'static str {
        if self.admin { "make-admin" } else { "remove-admin" }
    }

    fn words(&self) -> Words {
        let what = match (self.admin, &self.keeper) {
            (true, Keeper::Synapse) => text::make_admin_what(),
            (true, Keeper::Mas(_)) => text::make_admin_mas(),
            (false, Keeper::Synapse) => text::remove_admin_what(),
            (false, Keeper::Mas(_)) => text::remove_admin_mas(),
        };
        let (button, title) = if self.admin {
            (text::make_admin(), text::make_admin_title())
        } else {
            (text::remove_admin(), text::remove_admin_title())
        };
        let lines = vec![Line::Id(self.user_id.to_string()), Line::Text(what)];
        Words { button, title, lines, danger: !self.admin }
    }

    fn refusal(&self, me: &Me, can: &Capabilities) -> Option<Refusal> {
        let elsewhere = (text::admin_in_mas(), "promote-admin");
        Keeper::refusal(&self.change(), can, &self.user_id, elsewhere).or_else(|| {
            let why = || match self.keeper {
                Keeper::Synapse => text::self_demote(),
                Keeper::Mas(_) => text::self_demote_mas(),
            };
            (!self.admin && self.user_id == me.user_id).then(|| Refusal::Protected(why()))
        })
    }

    fn plan(&self) -> Vec<Request> {
        match &self.keeper {
            Keeper::Synapse => vec![self.change().shown()],
            Keeper::Mas(account) => {
                let (issuer, id) = (account.issuer.clone(), keeper::ID.to_owned());
                account.plan(&SetMasAdmin { issuer, id, admin: self.admin })
            }
        }
    }

    fn write<'a>(&'a self, ask: &'a dyn Ask) -> LocalBoxFuture<'a, Result<(), Stopped>> {
        async move {
            match &self.keeper {
                Keeper::Synapse => ask.call(&self.change()).await.map_err(Stopped::Writing),
                Keeper::Mas(account) => {
                    let id = account.find(ask).await.map_err(Stopped::Before)?.id;
                    let change = SetMasAdmin { issuer: account.issuer.clone(), id, admin: self.admin };
                    ask.call(&change).await.map(|_| ()).map_err(Stopped::Writing)
                }
            }
        }
        .boxed_local()
    }

    fn read<'a>(&'a self, ask: &'a dyn Ask, met: Option<&'a ApiError>) -> LocalBoxFuture<'a, Result<Now, ApiError>> {
        async move {
            let is_admin = match &self.keeper {
                Keeper::Synapse => ask.call(&GetAdmin { user_id: self.user_id.clone() }).await?,
                Keeper::Mas(account) => account.find(ask).await?.admin,
            };
            Ok(match (self.admin, is_admin) {
                (true, true) => Now::confirmed(text::made_admin(self.user_id.as_str())),
                (false, false) => Now::confirmed(text::removed_admin(self.user_id.as_str())),
                _ => Now::unchanged(text::admin_unconfirmed(), met),
            })
        }
        .boxed_local()
    }

    fn undo(&self) -> Option<std::rc::Rc<dyn Action>> {
        Some(std::rc::Rc::new(Self { admin: !self.admin, ..self.clone() }))
    }
}
