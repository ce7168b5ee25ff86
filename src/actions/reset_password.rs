//! Gives an account a new password.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::{Action, Field, Filled, Keeper, Kind, Line, Me, Now, Receipt, Refusal, Stopped, Told, Words, keeper};
use crate::api::capabilities::Capabilities;
use crate::api::mas::SetMasPassword;
use crate::api::users::ResetPassword as Change;
use crate::api::{ApiError, Ask, Endpoint as _, Request};
use crate::model::id::UserId;
use crate::model::secret::Secret;
use crate::text::actions::reset_password as words;
use crate::text::users as text;

/// Sets it. No server tells what a password is, so an answer that is lost stays unknown; setting the same again is safe.
#[derive(Clone, Debug)]
pub struct ResetPassword {
    user_id: UserId,
    deactivated: bool,
    keeper: Keeper,
    password: Secret,
    logout_devices: bool,
}

const PASSWORD: &str = "new-password";
const LOGOUT: &str = "logout-devices";

const fn password(judged: bool) -> Field {
    Field { name: PASSWORD, label: text::new_password, hint: || "", kind: Kind::NewPassword { judged } }
}

static FIELDS: [Field; 2] =
    [password(false), Field { name: LOGOUT, label: text::logout_devices, hint: text::logout_why, kind: Kind::Check }];
static MAS_FIELDS: [Field; 1] = [password(true)];

impl ResetPassword {
    /// For this account, with the password still to be filled in.
    #[must_use]
    pub fn new(user_id: UserId, deactivated: bool, can: &Capabilities) -> Self {
        let keeper = Keeper::of(&user_id, can);
        Self { user_id, deactivated, keeper, password: Secret::new(""), logout_devices: false }
    }

    fn change(&self) -> Change {
        Change {
            user_id: self.user_id.clone(),
            new_password: self.password.clone(),
            logout_devices: self.logout_devices,
        }
    }
}

impl Action for ResetPassword {
    fn name(&self) -> &'static str {
        "reset-password"
    }

    fn words(&self) -> Words {
        let mut lines = vec![Line::Id(self.user_id.to_string()), Line::Text(text::reset_what())];
        if self.deactivated {
            lines.push(Line::Warning(text::deactivated_password()));
        }
        Words { button: text::reset_password(), title: text::reset_title(), lines, danger: true }
    }

    fn fields(&self) -> &'static [Field] {
        match self.keeper {
            Keeper::Synapse => &FIELDS,
            Keeper::Mas(_) => &MAS_FIELDS,
        }
    }

    fn filled(&self, values: &Filled) -> Option<Rc<dyn Action>> {
        let password = Secret::exact(values.text(PASSWORD));
        Some(Rc::new(Self { password, logout_devices: values.is(LOGOUT), ..self.clone() }))
    }

    fn caution(&self, me: &Me) -> Option<&'static str> {
        (self.logout_devices && self.user_id == me.user_id).then(text::logout_self)
    }

    fn refusal(&self, _: &Me, can: &Capabilities) -> Option<Refusal> {
        Keeper::refusal(&self.change(), can, &self.user_id, (text::password_in_mas(), "set-password"))
    }

    fn plan(&self) -> Vec<Request> {
        match &self.keeper {
            Keeper::Synapse => vec![self.change().shown()],
            Keeper::Mas(account) => {
                let (issuer, id) = (account.issuer.clone(), keeper::ID.to_owned());
                account.plan(&SetMasPassword { issuer, id, password: self.password.clone() })
            }
        }
    }

    fn write<'a>(&'a self, ask: &'a dyn Ask) -> LocalBoxFuture<'a, Result<(), Stopped>> {
        async move {
            match &self.keeper {
                Keeper::Synapse => ask.call(&self.change()).await.map_err(Stopped::Writing),
                Keeper::Mas(account) => {
                    let id = account.find(ask).await.map_err(Stopped::Before)?.id;
                    let (issuer, password) = (account.issuer.clone(), self.password.clone());
                    ask.call(&SetMasPassword { issuer, id, password }).await.map_err(Stopped::Writing)
                }
            }
        }
        .boxed_local()
    }

    fn read<'a>(&'a self, _: &'a dyn Ask, met: Option<&'a ApiError>) -> LocalBoxFuture<'a, Result<Now, ApiError>> {
        let now = match met {
            None => Now { told: Told::Accepted, says: words::accepted().to_owned() },
            Some(_) => Now { told: Told::Unknown, says: words::unknown().to_owned() },
        };
        async move { Ok(now) }.boxed_local()
    }

    fn can_be_read(&self) -> bool {
        false
    }

    fn receipt(&self) -> Option<Receipt> {
        let mut lines = vec![
            Line::Id(self.user_id.to_string()),
            Line::Secret(text::new_password(), self.password.clone()),
            Line::Text(text::reset_done_what()),
        ];
        if self.logout_devices {
            lines.push(Line::Text(text::reset_signed_out()));
        }
        Some(Receipt { title: text::reset_done(), lines })
    }
}
