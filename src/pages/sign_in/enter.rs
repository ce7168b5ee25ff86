//! From credentials, or from what somebody brings back, to a session.

use crate::api::account::{Login, LoginAnswer, LoginWithToken, WhoAmI};
use crate::api::admin_right::{AdminRight, probe};
use crate::api::departure::{Attempt, Departure, Way};
use crate::api::discovery::Found;
use crate::api::oauth::{ExchangeCode, Returned};
use crate::api::session::{Grant, Origin, Session};
use crate::api::wire::Client;
use crate::api::{ApiError, MatrixError};
use crate::model::secret::Secret;
use crate::state::api::wire;
use crate::state::departures::{Arrival, forget_introduction};
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

/// Why somebody who came back is not signed in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NotIn {
    /// This tab never sent them, or sent them for something else.
    Stray,
    /// They were refused there.
    Refused {
        /// E.g. `access_denied`.
        code: String,
        /// The server's words.
        words: String,
    },
    /// A request failed.
    Error(ApiError),
}

impl From<ApiError> for NotIn {
    fn from(error: ApiError) -> Self {
        Self::Error(error)
    }
}

/// Where to sign in, and what is known about it.
struct Door {
    client: Client,
    version: Option<String>,
    issuer: Option<String>,
}

impl Door {
    fn session(&self, user_id: String, access_token: Secret, origin: Origin) -> Session {
        Session {
            base_url: self.client.base_url().to_owned(),
            user_id,
            access_token,
            refresh_token: None,
            refresh_at_ms: None,
            version: self.version.clone(),
            origin,
            issuer: self.issuer.clone(),
        }
    }

    fn logged_in(&self, answer: LoginAnswer, origin: Origin) -> Session {
        let mut session = self.session(answer.user_id.clone(), answer.access_token.clone(), origin);
        session.renew(answer.into(), wire().now_ms());
        session
    }

    /// Asks for the admin right.
    async fn enter(&self, session: Session) -> Result<Entered, ApiError> {
        let right = match probe(&self.client, &session).await {
            // Old servers let a locked account sign in and refuse all it does then.
            Err(error) if error.is_unknown_token() || error.is_locked() => return Err(error),
            right => right,
        };
        Ok(Entered { session, right })
    }
}

/// Signs in and asks for the admin right.
pub(super) async fn enter(found: Found, credentials: Credentials) -> Result<Entered, ApiError> {
    let door = Door {
        client: Client::new(wire(), &found.base_url),
        version: found.version.ok(),
        issuer: found.oauth.map(|metadata| metadata.issuer),
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

/// Signs in with what somebody brought back.
pub(super) async fn arrive(arrival: Arrival) -> Result<Entered, NotIn> {
    let Some(Departure { base_url, version, way, .. }) = arrival.departure else { return Err(NotIn::Stray) };
    let issuer = match &way {
        Way::Sso => None,
        Way::OAuth(attempt) => Some(attempt.issuer.clone()),
    };
    let door = Door { client: Client::new(wire(), &base_url), version, issuer };
    let session = match (way, arrival.returned) {
        (Way::Sso, Returned::LoginToken(token)) => {
            let login = LoginWithToken { token, device_name: text::sign_in::device_name().to_owned() };
            door.logged_in(door.client.call(None, &login).await?, Origin::Sso)
        }
        (Way::OAuth(attempt), Returned::Code { code, state }) if state == attempt.state => {
            redeem(&door, attempt, code).await?
        }
        (Way::OAuth(attempt), Returned::Refused { code, words, state }) if state == attempt.state => {
            return Err(NotIn::Refused { code, words });
        }
        _ => return Err(NotIn::Stray),
    };
    Ok(door.enter(session).await?)
}

async fn redeem(door: &Door, attempt: Attempt, code: Secret) -> Result<Session, ApiError> {
    let exchange = ExchangeCode {
        endpoint: attempt.token_endpoint.clone(),
        client_id: attempt.client_id.clone(),
        code,
        redirect_uri: attempt.redirect_uri.clone(),
        verifier: attempt.verifier.clone(),
    };
    let answer = door.client.call(None, &exchange).await.inspect_err(|error| {
        if error.is_grant_over() {
            forget_introduction(&attempt);
        }
    })?;
    let owner = door.client.call(Some(&answer.tokens.access_token), &WhoAmI).await?;
    let grant = Grant {
        client_id: attempt.client_id,
        token_endpoint: attempt.token_endpoint,
        revocation_endpoint: attempt.revocation_endpoint,
        scope: answer.scope.unwrap_or(attempt.scope),
    };
    let mut session = door.session(owner.user_id, answer.tokens.access_token.clone(), Origin::OAuth(grant));
    session.renew(answer.tokens, wire().now_ms());
    Ok(session)
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
