//! From credentials to a session.

use crate::api::account::{Login, WhoAmI};
use crate::api::admin_right::{AdminRight, probe};
use crate::api::discovery::Found;
use crate::api::session::{Origin, Session};
use crate::api::wire::Client;
use crate::api::{ApiError, MatrixError};
use crate::model::secret::Secret;
use crate::state::api::wire;
use crate::text;

/// What was typed.
pub(super) enum Credentials {
    /// User and password.
    Password {
        /// Localpart or MXID.
        user: String,
        /// Password.
        password: Secret,
    },
    /// A pasted token.
    Token(Secret),
}

/// A session, and what the server says about the admin right.
pub(super) struct Entered {
    /// The session.
    pub session: Session,
    /// The right; an error when the probe got no answer (the pages will tell).
    pub right: Result<AdminRight, ApiError>,
}

/// Signs in and asks for the admin right.
pub(super) async fn enter(found: Found, credentials: Credentials) -> Result<Entered, ApiError> {
    let wire = wire();
    let client = Client::new(wire.clone(), &found.base_url);
    let session = |user_id, access_token, origin| Session {
        base_url: found.base_url.clone(),
        user_id,
        access_token,
        refresh_token: None,
        refresh_at_ms: None,
        version: found.version.clone().ok(),
        origin,
    };
    let session = match credentials {
        Credentials::Password { user, password } => {
            let login = Login { user, password, device_name: text::sign_in::device_name().to_owned() };
            let answer = client.call(None, &login).await?;
            let mut session = session(answer.user_id.clone(), answer.access_token.clone(), Origin::Password);
            session.renew(answer.into(), wire.now_ms());
            session
        }
        Credentials::Token(token) => {
            let owner = client.call(Some(&token), &WhoAmI).await?;
            session(owner.user_id, token, Origin::Token)
        }
    };
    let right = match probe(&client, &session.access_token, &session.user_id).await {
        // Old servers let a locked account sign in and refuse all it does then.
        Err(error) if error.is_unknown_token() || error.is_locked() => return Err(error),
        right => right,
    };
    Ok(Entered { session, right })
}

/// A refused sign-in in the words of a person who signs in; `None` for errors that are explained like any other.
pub(super) fn refused(error: &ApiError, with_password: bool) -> Option<&'static str> {
    let errcode = error.matrix().map(|matrix: &MatrixError| matrix.errcode.as_str());
    match errcode {
        _ if error.is_locked() => Some(text::sign_in::locked()),
        Some("M_FORBIDDEN" | "M_USER_DEACTIVATED") if with_password => Some(text::sign_in::wrong_password()),
        Some("M_UNKNOWN_TOKEN" | "M_MISSING_TOKEN") if !with_password => Some(text::sign_in::bad_token()),
        _ => None,
    }
}
