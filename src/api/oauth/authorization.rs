//! Where the user is sent to sign in, and what comes back with them.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#login-flow>

use crate::model::percent;
use crate::model::secret::Secret;

/// Where to send the user.
#[derive(Clone, Debug)]
pub struct Authorization<'a> {
    /// `authorization_endpoint`.
    pub endpoint: &'a str,
    /// Who asks.
    pub client_id: &'a str,
    /// Where the user comes back to.
    pub redirect_uri: &'a str,
    /// What to ask for.
    pub scope: &'a str,
    /// Comes back unchanged: proves that the answer belongs to this sign-in.
    pub state: &'a str,
    /// The open half of the proof key.
    pub challenge: &'a str,
}

impl Authorization<'_> {
    /// The address. The answer comes back in the query: the part behind the `#` is the app's own.
    #[must_use]
    pub fn url(&self) -> String {
        let mut url = self.endpoint.to_owned();
        let mut separator = if url.contains('?') { '&' } else { '?' };
        for (name, value) in [
            ("response_type", "code"),
            ("response_mode", "query"),
            ("client_id", self.client_id),
            ("redirect_uri", self.redirect_uri),
            ("scope", self.scope),
            ("state", self.state),
            ("code_challenge", self.challenge),
            ("code_challenge_method", "S256"),
        ] {
            url.push(separator);
            url.push_str(name);
            url.push('=');
            url.push_str(&percent::encode(value));
            separator = '&';
        }
        url
    }
}

/// What came back with the user, from wherever they signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returned {
    /// OAuth: a code.
    Code {
        /// To be redeemed.
        code: Secret,
        /// Must be the one that went along.
        state: String,
    },
    /// OAuth: no.
    Refused {
        /// E.g. `access_denied`.
        code: String,
        /// The server's words.
        words: String,
        /// Must be the one that went along.
        state: String,
    },
    /// SSO: a login token of the homeserver.
    LoginToken(Secret),
}

impl Returned {
    /// Whether there is anything to read.
    #[must_use]
    pub fn is_in(search: &str) -> bool {
        let has = |name: &str| search.contains(&format!("?{name}=")) || search.contains(&format!("&{name}="));
        has("loginToken") || (has("state") && (has("code") || has("error")))
    }

    /// Reads `location.search`; `None` when nobody comes back from anywhere.
    #[must_use]
    pub fn read(search: &str) -> Option<Self> {
        let text = search.strip_prefix('?').unwrap_or(search);
        let value = |name: &str| {
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            // Forms write blanks as `+`.
            pairs.filter(|(key, _)| *key == name).map(|(_, value)| percent::decode(&value.replace('+', " "))).next()
        };
        if let Some(token) = value("loginToken") {
            return Some(Self::LoginToken(Secret::new(&token)));
        }
        let state = value("state")?;
        if let Some(code) = value("code") {
            return Some(Self::Code { code: Secret::new(&code), state });
        }
        Some(Self::Refused { code: value("error")?, words: value("error_description").unwrap_or_default(), state })
    }
}

#[cfg(test)]
mod tests {
    use super::{Authorization, Returned};
    use crate::model::secret::Secret;

    #[test]
    fn names_everything_and_encodes_it() {
        let authorization = Authorization {
            endpoint: "https://auth.example/authorize",
            client_id: "01JX",
            redirect_uri: "https://glia.example/deep/",
            scope: "urn:matrix:client:api:* urn:synapse:admin:*",
            state: "s-_",
            challenge: "c",
        };
        assert_eq!(
            authorization.url(),
            "https://auth.example/authorize?response_type=code&response_mode=query&client_id=01JX\
             &redirect_uri=https%3A%2F%2Fglia.example%2Fdeep%2F&scope=urn%3Amatrix%3Aclient%3Aapi%3A*%20urn%3Asynapse%3Aadmin%3A*\
             &state=s-_&code_challenge=c&code_challenge_method=S256"
        );
    }

    #[test]
    fn reads_what_comes_back() {
        let code = Returned::Code { code: Secret::new("a/b"), state: "s".to_owned() };
        assert_eq!(Returned::read("?code=a%2Fb&state=s&iss=https%3A%2F%2Fauth.example%2F"), Some(code));
        let no = Returned::Refused {
            code: "access_denied".to_owned(),
            words: "The scope is not allowed".to_owned(),
            state: "s".to_owned(),
        };
        assert_eq!(
            Returned::read("?error=access_denied&error_description=The+scope+is%20not+allowed&state=s"),
            Some(no)
        );
        assert_eq!(Returned::read("?loginToken=syl_x"), Some(Returned::LoginToken(Secret::new("syl_x"))));
        for search in ["?state=s&code=c", "?loginToken=t", "?error=x&state=s"] {
            assert!(Returned::is_in(search) && Returned::read(search).is_some(), "{search}");
        }
        for search in ["", "?", "?utm_source=x", "?code=a", "?state=s", "?error=x"] {
            assert_eq!(Returned::read(search), None, "{search}");
            assert!(!Returned::is_in(search), "{search}");
        }
    }
}
