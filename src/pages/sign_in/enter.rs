//! From credentials to a session.

use crate::api::account::{Login, LoginAnswer, WhoAmI};
use crate::api::admin_right::{AdminRight, probe};
use crate::api::discovery::Homeserver;
use crate::api::session::{Origin, Session};
use crate::api::wire::Client;
use crate::api::{ApiError, MatrixError};
use crate::model::id::UserId;
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

/// Where to sign in, and what is known about it.
pub(super) struct Door {
    pub client: Client,
    pub version: Option<String>,
    pub issuer: Option<String>,
    pub found_by: Option<String>,
}

impl Door {
    /// A session without what renews it.
    pub(super) fn session(&self, user_id: UserId, access_token: Secret, origin: Origin) -> Session {
        Session {
            base_url: self.client.base_url().to_owned(),
            user_id,
            access_token,
            refresh_token: None,
            refresh_at_ms: None,
            version: self.version.clone(),
            origin,
            issuer: self.issuer.clone(),
            found_by: self.found_by.clone(),
            confirmed: false,
        }
    }

    /// The session of a login.
    pub(super) fn logged_in(&self, answer: LoginAnswer, origin: Origin) -> Session {
        let mut session = self.session(answer.user_id.clone(), answer.access_token.clone(), origin);
        session.renew(answer.into(), wire().now_ms());
        session
    }

    /// Asks for the admin right.
    pub(super) async fn enter(&self, session: Session) -> Result<Entered, ApiError> {
        let right = match probe(&self.client, &session).await {
            // Old servers let a locked account sign in and refuse all it does then.
            Err(error) if error.is_unknown_token() || error.is_locked() => return Err(error),
            right => right,
        };
        Ok(Entered { session, right })
    }
}

/// Signs in and asks for the admin right.
pub(super) async fn enter(found: Homeserver, credentials: Credentials) -> Result<Entered, ApiError> {
    let door = Door {
        client: Client::new(wire(), &found.base_url),
        version: found.version.ok(),
        issuer: found.oauth.map(|metadata| metadata.issuer),
        found_by: found.found_by,
    };
    let session = match credentials {
        Credentials::Password { user, password } => {
            let login = Login { user, password, device_name: text::sign_in::device_name().to_owned() };
            door.logged_in(door.client.call(None, &login).await?, Origin::Password)
        }
        Credentials::Token(token) => {
            let owner = door.client.call(Some(&token), &WhoAmI).await?;
            door.session(owner.user_id, token, Origin::Token)
        }
    };
    door.enter(session).await
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
