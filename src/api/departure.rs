//! A sign-in that leaves the app: what must be known when the user comes back. Kept by the tab meanwhile.

use serde_json::{Value, json};

use super::fields::Fields;
use super::oauth::Metadata;
use crate::api::Odd;
use crate::model::percent;
use crate::model::secret::Secret;

/// A sign-in under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// What was typed to find the homeserver.
    pub server: String,
    /// Base URL of the homeserver.
    pub base_url: String,
    /// The server name whose discovery led there.
    pub found_by: Option<String>,
    /// Synapse's version, when known.
    pub version: Option<String>,
    /// Whether the session will be kept on the device.
    pub keep: bool,
    /// The page that the user wanted, as a hash.
    pub hash: String,
    /// Which way they went.
    pub way: Way,
}

/// Where they sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// With this identity provider (the one that the homeserver likes, without an id), sent by the homeserver.
    Sso(Option<String>),
    /// At an authorization server.
    OAuth(Attempt),
}

/// One attempt to get a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Who signs people in there.
    pub issuer: String,
    /// Where the code will be redeemed.
    pub token_endpoint: String,
    /// Where tokens will be ended.
    pub revocation_endpoint: Option<String>,
    /// What this Glia is called there.
    pub client_id: String,
    /// Where the user comes back to.
    pub redirect_uri: String,
    /// What was asked for.
    pub scope: String,
    /// Comes back with the user.
    pub state: String,
    /// The secret half of the proof key.
    pub verifier: Secret,
}

/// The address that lets a homeserver send the user to an identity provider (to the one it likes, without an id).
/// Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3loginssoredirectidpid>
#[must_use]
pub fn sso_address(base_url: &str, provider: Option<&str>, redirect_uri: &str) -> String {
    let provider = provider.map(|id| format!("/{}", percent::encode(id))).unwrap_or_default();
    format!("{base_url}/_matrix/client/v3/login/sso/redirect{provider}?redirectUrl={}", percent::encode(redirect_uri))
}

impl Attempt {
    /// One that has not begun: everything but its secrets.
    #[must_use]
    pub fn new(metadata: &Metadata, client_id: String, redirect_uri: String, scope: String, secrets: Secrets) -> Self {
        Self {
            issuer: metadata.issuer.clone(),
            token_endpoint: metadata.token_endpoint.clone(),
            revocation_endpoint: metadata.revocation_endpoint.clone(),
            client_id,
            redirect_uri,
            scope,
            state: secrets.state,
            verifier: secrets.verifier,
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "issuer": self.issuer,
            "token_endpoint": self.token_endpoint,
            "revocation_endpoint": self.revocation_endpoint,
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": self.scope,
            "state": self.state,
            "verifier": self.verifier.reveal(),
        })
    }

    fn from_json(value: &Value) -> Result<Self, Odd> {
        let fields = Fields::of(value)?;
        Ok(Self {
            issuer: fields.text("issuer")?,
            token_endpoint: fields.text("token_endpoint")?,
            revocation_endpoint: fields.maybe_text("revocation_endpoint")?,
            client_id: fields.text("client_id")?,
            redirect_uri: fields.text("redirect_uri")?,
            scope: fields.text("scope")?,
            state: fields.text("state")?,
            verifier: Secret::new(&fields.text("verifier")?),
        })
    }
}

/// The random halves of an attempt.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// Comes back with the user.
    pub state: String,
    /// The secret half of the proof key.
    pub verifier: Secret,
}

impl Departure {
    /// As the tab keeps it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "server": self.server,
            "base_url": self.base_url,
            "found_by": self.found_by,
            "version": self.version,
            "keep": self.keep,
            "hash": self.hash,
            "provider": match &self.way {
                Way::Sso(provider) => provider.as_deref().into(),
                Way::OAuth(_) => Value::Null,
            },
            "oauth": match &self.way {
                Way::Sso(_) => Value::Null,
                Way::OAuth(attempt) => attempt.to_json(),
            },
        })
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// When it is no such thing.
    pub fn from_json(value: &Value) -> Result<Self, Odd> {
        let fields = Fields::of(value)?;
        Ok(Self {
            server: fields.text("server")?,
            base_url: fields.text("base_url")?,
            found_by: fields.maybe_text("found_by")?,
            version: fields.maybe_text("version")?,
            keep: fields.flag("keep")?,
            hash: fields.text("hash")?,
            way: match value.get("oauth") {
                None | Some(Value::Null) => Way::Sso(fields.maybe_text("provider")?),
                Some(attempt) => Way::OAuth(Attempt::from_json(attempt)?),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempt, Departure, Way, sso_address};
    use crate::model::secret::Secret;

    #[test]
    fn survives_a_reload() {
        let attempt = Attempt {
            issuer: "https://auth.example/".to_owned(),
            token_endpoint: "https://auth.example/oauth2/token".to_owned(),
            revocation_endpoint: None,
            client_id: "01JX".to_owned(),
            redirect_uri: "https://glia.example/".to_owned(),
            scope: "a b".to_owned(),
            state: "s".to_owned(),
            verifier: Secret::new("v"),
        };
        for way in [Way::Sso(None), Way::Sso(Some("oidc-a".to_owned())), Way::OAuth(attempt)] {
            let departure = Departure {
                server: "hs.example".to_owned(),
                base_url: "https://m.hs.example".to_owned(),
                found_by: Some("hs.example".to_owned()),
                version: None,
                keep: true,
                hash: "#/rooms?server=x".to_owned(),
                way,
            };
            assert_eq!(Departure::from_json(&departure.to_json()), Ok(departure));
        }
    }

    #[test]
    fn sends_to_the_provider_that_was_chosen() {
        let address = |provider| sso_address("https://hs.example", provider, "https://glia.example/a/");
        assert_eq!(
            address(Some("oidc-a/b")),
            "https://hs.example/_matrix/client/v3/login/sso/redirect/oidc-a%2Fb?redirectUrl=https%3A%2F%2Fglia.example%2Fa%2F"
        );
        assert!(address(None).contains("/login/sso/redirect?redirectUrl="));
    }
}
