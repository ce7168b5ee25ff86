//! What an admin can do, as values: one dialog draws any of them, a palette lists them, a bulk run takes a list of them,
//! and native tests run them against a real Synapse.
//!
//! One action is one small file: its words, what has to be filled in, why it may be refused, its requests, and how to ask
//! the server afterwards what is true. The truth about lost answers is [`run`]'s, so that no action can forget it.

mod delete_alias;
mod field;
mod keeper;
mod point_alias;
mod put_alias;
mod refusal;
mod reset_connection;
mod reset_password;
mod run;
mod set_admin;
#[cfg(test)]
mod tests;
mod words;

pub use delete_alias::DeleteAlias;
pub use field::{Field, Filled, Kind};
pub use keeper::{Keeper, MasAccount};
pub use point_alias::PointAlias;
pub use put_alias::PutAliasBack;
pub use refusal::{Me, Refusal};
pub use reset_connection::ResetConnection;
pub use reset_password::ResetPassword;
pub use run::{Ending, Now, Stopped, Told, ask_again, run};
pub use set_admin::SetAdmin;
pub use words::{Line, Receipt, Words};

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use crate::api::capabilities::Capabilities;
use crate::api::{ApiError, Ask, Request};

/// Something that changes the server, filled in as far as it is.
pub trait Action {
    /// Its name: unique, stable, small letters and hyphens.
    fn name(&self) -> &'static str;

    /// What its button and its dialog say.
    fn words(&self) -> Words;

    /// What has to be filled in, as data: for the dialog, a palette, a CSV file.
    fn fields(&self) -> &'static [Field] {
        &[]
    }

    /// The same action with its fields filled in; `None` when it has none.
    fn filled(&self, _: &Filled) -> Option<Rc<dyn Action>> {
        None
    }

    /// What has to be said about that which is filled in.
    fn caution(&self, _: &Me) -> Option<&'static str> {
        None
    }

    /// Why it is not offered here, or not to this admin.
    fn refusal(&self, _: &Me, _: &Capabilities) -> Option<Refusal> {
        None
    }

    /// Its requests in order, for showing: from the endpoints that [`Action::write`] asks, without secrets.
    fn plan(&self) -> Vec<Request>;

    /// Sends what changes something. Reads that come first, so that nothing is taken away in vain, belong here too.
    fn write<'a>(&'a self, ask: &'a dyn Ask) -> LocalBoxFuture<'a, Result<(), Stopped>>;

    /// Asks the server what is true now. `met`: the error that the writing ended with, if it did.
    fn read<'a>(&'a self, ask: &'a dyn Ask, met: Option<&'a ApiError>) -> LocalBoxFuture<'a, Result<Now, ApiError>>;

    /// Whether the server can be asked afterwards at all. (Nobody tells what a password is.)
    fn can_be_read(&self) -> bool {
        true
    }

    /// Whether the server refuses like this what is done already: a repeated DELETE meets 404, a repeated PUT 409. The
    /// browser itself repeats a request on a connection that was reset.
    fn is_moot(&self, _: &ApiError) -> bool {
        false
    }

    /// The action that takes it back, if there is one.
    fn undo(&self) -> Option<Rc<dyn Action>> {
        None
    }

    /// What the admin must read before it is gone, once it is done.
    fn receipt(&self) -> Option<Receipt> {
        None
    }
}
