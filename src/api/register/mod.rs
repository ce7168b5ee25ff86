//! Making an account with Synapse's `registration_shared_secret`: the one way to a server admin that needs no admin.
//!
//! Absent (404 `M_UNRECOGNIZED`) with Matrix Authentication Service.
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/register_api.html>

mod create;
mod mac;
mod nonce;
mod refusal;

pub use create::CreateAdmin;
pub use nonce::GetNonce;
pub use refusal::Refusal;

use super::account::{Login, LoginAnswer, Logout};
use super::error::ApiError;
use super::users::GetAdmin;
use super::wire::Client;
use crate::model::secret::Secret;

/// Who is to be the admin.
#[derive(Clone, Debug)]
pub struct NewAdmin {
    /// The server's `registration_shared_secret`. It signs the request and is never sent.
    pub shared_secret: Secret,
    /// Localpart.
    pub username: String,
    /// Password.
    pub password: Secret,
    /// What the new device is called in the user's device list.
    pub device_name: String,
}

/// Why nobody is signed in as the new admin.
#[derive(Clone, Debug, PartialEq)]
pub enum NotCreated {
    /// There is no new account. See [`Refusal`] for errors that only this can meet.
    Refused(ApiError),
    /// Nobody knows whether there is one: no answer that proves anything.
    Unknown(ApiError),
}

/// Who is signed in as the admin.
#[derive(Clone, Debug, PartialEq)]
pub enum Created {
    /// The account is new.
    Now(LoginAnswer),
    /// It is there, is an admin and has this password; by whose doing, nobody knows.
    Found(LoginAnswer),
}

/// Creates an account that is a server admin, and signs in as it. When the answer is lost, signing in with the new
/// password shows whether it is there.
///
/// # Errors
/// Why not, and whether that is certain.
pub async fn create_admin(client: &Client, new: NewAdmin) -> Result<Created, NotCreated> {
    // Each try gets a nonce of its own: they are good for one use and sixty seconds.
    let nonce = client.call(None, &GetNonce).await.map_err(NotCreated::Refused)?;
    let NewAdmin { username, password, device_name, .. } = new.clone();
    let error = match client.call(None, &CreateAdmin::signed(nonce, new)).await {
        Ok(answer) => return Ok(Created::Now(answer)),
        Err(error) => error,
    };
    // A browser repeats what it sent on a connection that was reset: then nonce or name are used up by its first try.
    let is_moot = matches!(Refusal::of(&error), Some(Refusal::NameTaken | Refusal::UnknownNonce));
    if (!error.proves_refusal() || is_moot)
        && let Ok(answer) = client.call(None, &Login { user: username, password, device_name }).await
    {
        let token = Some(&answer.access_token);
        if client.call(token, &GetAdmin { user_id: answer.user_id.clone() }).await == Ok(true) {
            return Ok(Created::Found(answer));
        }
        // Somebody else's account, with the same password: it is left alone, whether or not signing out works.
        let _ = client.call(token, &Logout).await;
    }
    Err(if error.proves_refusal() { NotCreated::Refused(error) } else { NotCreated::Unknown(error) })
}
