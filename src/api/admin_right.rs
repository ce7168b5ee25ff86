//! Is the signed-in account a server admin here? Asked right after sign-in.

use futures_util::FutureExt as _;

use super::account::WhoIs;
use super::error::{ApiError, ErrorKind};
use super::session::Session;
use super::users::{GetAdmin, GetUser};
use super::wire::Client;
use super::{Endpoint as _, Request};

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
pub async fn probe(client: &Client, session: &Session) -> Result<AdminRight, ApiError> {
    let (token, user_id) = (&session.access_token, session.user_id.clone());
    // What it answers does not matter: that the question was allowed shows the right (which may come from a scope).
    let plain = match session.issuer {
        None => client.call(Some(token), &GetAdmin { user_id }).await.map(|_| ()),
        // With Matrix Authentication Service only this one is there. It is not even read.
        Some(_) => {
            let request = Request { timeout_ms: GetAdmin::TIMEOUT_MS, ..GetUser { user_id }.request() };
            client.exchange(Some(token), &request, &|_| ()).boxed_local().await.map(|_| ())
        }
    };
    let error = match plain {
        Ok(()) => return Ok(AdminRight::Admin),
        Err(error) if error.is_forbidden() => return Ok(AdminRight::NotAdmin),
        Err(error) => error,
    };
    let hidden = match &error.kind {
        ErrorKind::Matrix(_) if error.is_unrecognized() => false,
        ErrorKind::Network { .. } | ErrorKind::NotMatrix { .. } | ErrorKind::Unexpected { .. } => true,
        _ => return Err(error),
    };
    let somebody = format!("@glia-admin-probe:{}", session.server_name()).into();
    match client.call(Some(token), &WhoIs { user_id: somebody }).await {
        Ok(()) if hidden => Ok(AdminRight::AdminApiHidden(error)),
        Ok(()) => Ok(AdminRight::Admin),
        Err(refused) if refused.is_forbidden() => Ok(AdminRight::NotAdmin),
        Err(_) => Err(error),
    }
}
