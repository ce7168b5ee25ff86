//! Is the signed-in account a server admin here? Asked right after sign-in.

use super::account::WhoIs;
use super::error::{ApiError, ErrorKind};
use super::users::GetAdmin;
use super::wire::Client;
use crate::model::id;
use crate::model::secret::Secret;

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub enum AdminRight {
    /// Yes.
    Admin,
    /// No: the server said so.
    NotAdmin,
    /// An admin, but `/_synapse/admin` cannot be reached from here (mostly a reverse proxy that does not forward it).
    AdminApiHidden(ApiError),
}

/// Probes the right. First the plain question; where that endpoint is missing (Matrix Authentication Service) or
/// hidden (proxy), the whois question about somebody else, which lives under `/_matrix` and only admins may ask.
///
/// # Errors
/// When neither gave an answer.
pub async fn probe(client: &Client, token: &Secret, user_id: &str) -> Result<AdminRight, ApiError> {
    let plain = client.call(Some(token), &GetAdmin { user_id: user_id.to_owned() }).await;
    let error = match plain {
        Ok(true) => return Ok(AdminRight::Admin),
        // The flag is off and yet the question was allowed: the admin right comes from elsewhere (a token's scope).
        Ok(false) => return Ok(AdminRight::Admin),
        Err(error) if error.is_forbidden() => return Ok(AdminRight::NotAdmin),
        Err(error) => error,
    };
    let hidden = match &error.kind {
        ErrorKind::Matrix(_) if error.is_unrecognized() => false,
        ErrorKind::Network { .. } | ErrorKind::NotMatrix { .. } | ErrorKind::Unexpected { .. } => true,
        _ => return Err(error),
    };
    let somebody = format!("@glia-admin-probe:{}", id::server(user_id).unwrap_or_default());
    match client.call(Some(token), &WhoIs { user_id: somebody }).await {
        Ok(()) if hidden => Ok(AdminRight::AdminApiHidden(error)),
        Ok(()) => Ok(AdminRight::Admin),
        Err(refused) if refused.is_forbidden() => Ok(AdminRight::NotAdmin),
        Err(_) => Err(error),
    }
}
