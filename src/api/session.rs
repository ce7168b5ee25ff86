//! Who is signed in where: the one thing that the transport needs besides a request.

use serde_json::{Value, json};

use super::account::Refreshed;
use super::discovery::same_server;
use super::fields::Fields;
use crate::api::Odd;
use crate::api::odd::Kind;
use crate::model::id::{self, UserId};
use crate::model::secret::Secret;

/// How a session came to be, which decides what signing out means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Glia signed in with a password: the device is Glia's own.
    Password,
    /// Glia signed in through an identity provider of the homeserver: the device is Glia's own.
    Sso,
    /// The admin pasted a token, which may be in use elsewhere.
    Token,
    /// Glia signed in with OAuth 2.0: the tokens are the authorization server's.
    OAuth(Grant),
}

/// What renewing and ending the tokens of OAuth 2.0 needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// What this Glia is called there.
    pub client_id: String,
    /// Where tokens are renewed.
    pub token_endpoint: String,
    /// Where they are ended.
    pub revocation_endpoint: Option<String>,
    /// What they may do.
    pub scope: String,
}

/// A signed-in account on one homeserver. Stored as JSON in the browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Base URL of the homeserver, without a slash at its end.
    pub base_url: String,
    /// MXID.
    pub user_id: UserId,
    /// Access token.
    pub access_token: Secret,
    /// Refresh token, where the server hands them out.
    pub refresh_token: Option<Secret>,
    /// When to refresh, in ms since 1970: some time before the access token expires.
    pub refresh_at_ms: Option<f64>,
    /// Synapse's version when last seen.
    pub version: Option<String>,
    /// How it came to be.
    pub origin: Origin,
    /// Who signs people in for this homeserver (the address of Matrix Authentication Service), when not Synapse itself.
    pub issuer: Option<String>,
    /// The server name whose discovery led to the base URL.
    pub found_by: Option<String>,
    /// Somebody was asked, and said that the base URL is that of the server that the account's id names.
    pub confirmed: bool,
}

impl Session {
    /// The server name of the account: what follows the first colon of the MXID.
    #[must_use]
    pub fn server_name(&self) -> &str {
        id::server(self.user_id.as_str()).unwrap_or_default()
    }

    /// Whether this session is meant by a link for a server, which is named by its base URL or by a server name. What the
    /// server says of itself proves nothing: any server can call its users `@admin:other.example`.
    #[must_use]
    pub fn counts_for(&self, server: &str) -> bool {
        let is_found = self.found_by.as_deref().is_some_and(|name| same_server(name, server));
        is_found || same_server(&self.base_url, server) || (self.confirmed && self.claims(server))
    }

    /// Whether the server calls itself by this name, proven or not.
    #[must_use]
    pub fn claims(&self, server: &str) -> bool {
        same_server(self.server_name(), server)
    }

    /// As it is stored in the browser. This is one of the few places where the tokens are written out.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "base_url": self.base_url,
            "user_id": self.user_id.as_str(),
            "access_token": self.access_token.reveal(),
            "refresh_token": self.refresh_token.as_ref().map(Secret::reveal),
            "refresh_at_ms": self.refresh_at_ms,
            "version": self.version,
            "origin": match self.origin {
                Origin::Password => "password",
                Origin::Sso => "sso",
                Origin::Token => "token",
                Origin::OAuth(_) => "oauth",
            },
            "grant": match &self.origin {
                Origin::OAuth(grant) => grant.to_json(),
                _ => Value::Null,
            },
            "issuer": self.issuer,
            "found_by": self.found_by,
            "confirmed": self.confirmed,
        })
    }

    /// Reads what was stored.
    ///
    /// # Errors
    /// When it is not a session that this version of Glia can use.
    pub fn from_json(value: &Value) -> Result<Self, Odd> {
        let fields = Fields::of(value)?;
        Ok(Self {
            base_url: fields.text("base_url")?,
            user_id: fields.text("user_id")?.into(),
            access_token: Secret::new(&fields.text("access_token")?),
            refresh_token: fields.maybe_text("refresh_token")?.as_deref().map(Secret::new),
            refresh_at_ms: value.get("refresh_at_ms").and_then(Value::as_f64),
            version: fields.maybe_text("version")?,
            origin: match fields.text("origin")?.as_str() {
                "password" => Origin::Password,
                "sso" => Origin::Sso,
                "token" => Origin::Token,
                "oauth" => Origin::OAuth(Grant::from_json(value.get("grant").unwrap_or(&Value::Null))?),
                _ => return Err(Odd::field("origin", Kind::Known, value.get("origin"))),
            },
            issuer: fields.maybe_text("issuer")?,
            found_by: fields.maybe_text("found_by")?,
            confirmed: value.get("confirmed") == Some(&Value::Bool(true)),
        })
    }

    /// Takes over new tokens. Refreshes after four fifths of the life time, so that no request meets an expired token.
    #[allow(clippy::cast_precision_loss)]
    pub fn renew(&mut self, new: Refreshed, now_ms: f64) {
        self.access_token = new.access_token;
        if new.refresh_token.is_some() {
            self.refresh_token = new.refresh_token;
        }
        self.refresh_at_ms = new.expires_in_ms.map(|ms| now_ms + ms as f64 * 0.8);
    }
}

impl Grant {
    fn to_json(&self) -> Value {
        json!({
            "client_id": self.client_id,
            "token_endpoint": self.token_endpoint,
            "revocation_endpoint": self.revocation_endpoint,
            "scope": self.scope,
        })
    }

    fn from_json(value: &Value) -> Result<Self, Odd> {
        let fields = Fields::of(value)?;
        Ok(Self {
            client_id: fields.text("client_id")?,
            token_endpoint: fields.text("token_endpoint")?,
            revocation_endpoint: fields.maybe_text("revocation_endpoint")?,
            scope: fields.text("scope")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Grant, Origin, Session};
    use crate::api::account::Refreshed;
    use crate::model::secret::Secret;
    use serde_json::json;

    #[test]
    fn renews_and_survives_storage() {
        let mut session = Session {
            base_url: "https://hs.example".to_owned(),
            user_id: "@admin:hs.example:8448".into(),
            access_token: Secret::new("a"),
            refresh_token: Some(Secret::new("r")),
            refresh_at_ms: None,
            version: None,
            origin: Origin::Password,
            issuer: None,
            found_by: Some("hs.example:8448".to_owned()),
            confirmed: true,
        };
        session.renew(
            Refreshed { access_token: Secret::new("b"), refresh_token: None, expires_in_ms: Some(10_000) },
            1000.0,
        );
        assert_eq!(session.access_token, Secret::new("b"));
        assert_eq!(session.refresh_token, Some(Secret::new("r")));
        assert_eq!(session.refresh_at_ms, Some(9000.0));
        assert_eq!(session.server_name(), "hs.example:8448");
        for origin in [
            Origin::Password,
            Origin::Sso,
            Origin::Token,
            Origin::OAuth(Grant {
                client_id: "01JX".to_owned(),
                token_endpoint: "https://auth.example/oauth2/token".to_owned(),
                revocation_endpoint: None,
                scope: "urn:matrix:client:api:*".to_owned(),
            }),
        ] {
            session.origin = origin;
            session.issuer = Some("https://auth.example/".to_owned());
            assert_eq!(Session::from_json(&session.to_json()), Ok(session.clone()));
        }
        assert!(Session::from_json(&json!({"base_url": "https://hs.example"})).is_err());
    }

    /// As Glia stored it before it knew of OAuth and SSO.
    #[test]
    fn reads_what_an_older_glia_stored() {
        let stored = json!({"base_url": "https://hs.example", "user_id": "@a:hs.example", "access_token": "syt_a",
            "refresh_token": null, "refresh_at_ms": null, "version": "1.163.2", "origin": "token"});
        let session = Session::from_json(&stored).unwrap();
        assert!(session.counts_for("hs.example") && session.counts_for("https://hs.example"));
        assert_eq!(
            (session.origin, session.issuer, session.found_by, session.confirmed),
            (Origin::Token, None, None, false)
        );
    }

    /// A stranger that answers its login with somebody else's name does not get that name's links.
    #[test]
    fn what_a_server_says_of_itself_proves_nothing() {
        let stored = json!({"base_url": "https://m.evil.example", "user_id": "@admin:bank.example", "access_token": "a",
            "origin": "password"});
        let mut session = Session::from_json(&stored).unwrap();
        assert!(session.claims("bank.example") && !session.counts_for("bank.example"));
        assert!(!session.counts_for("https://bank.example") && !session.counts_for("@b:bank.example"));
        assert!(session.counts_for("https://m.evil.example/"));
        // The name that led there is proven, and no other one.
        session.found_by = Some("evil.example".to_owned());
        assert!(session.counts_for("EVIL.example") && !session.counts_for("bank.example"));
        // An admin who was asked knows better.
        session.confirmed = true;
        assert!(session.counts_for("bank.example") && !session.counts_for("other.example"));
    }
}
