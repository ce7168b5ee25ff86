//! `GET /_matrix/client/v1/auth_metadata`: where a homeserver that uses OAuth 2.0 lets people sign in.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv1auth_metadata>. Older servers have it
//! under `/unstable/org.matrix.msc2965/`.

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::letters::{is_invisible, turns_direction};

/// Which of the two addresses to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// Matrix 1.15.
    Stable,
    /// Before that.
    Unstable,
}

/// Asks for the metadata. 404 `M_UNRECOGNIZED` where Synapse itself signs people in.
#[derive(Clone, Copy, Debug)]
pub struct AuthMetadata(pub Generation);

/// What Glia needs of it. Source: <https://www.rfc-editor.org/rfc/rfc8414#section-2>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Names the authorization server; its address.
    pub issuer: String,
    /// Where people are sent.
    pub authorization_endpoint: String,
    /// Where codes and refresh tokens become tokens.
    pub token_endpoint: String,
    /// Where apps introduce themselves, if they may.
    pub registration_endpoint: Option<String>,
    /// Where tokens are ended.
    pub revocation_endpoint: Option<String>,
}

impl Endpoint for AuthMetadata {
    type Response = Metadata;
    const METHOD: Method = Method::Get;
    const AUTH: Auth = Auth::Open;

    fn path(&self) -> Path {
        Path::new(match self.0 {
            Generation::Stable => "/_matrix/client/v1/auth_metadata",
            Generation::Unstable => "/_matrix/client/unstable/org.matrix.msc2965/auth_metadata",
        })
    }

    fn decode(&self, body: &Value) -> Result<Metadata, Odd> {
        let fields = Fields::of(body)?;
        Ok(Metadata {
            issuer: address(fields.text("issuer")?)?,
            authorization_endpoint: address(fields.text("authorization_endpoint")?)?,
            token_endpoint: address(fields.text("token_endpoint")?)?,
            registration_endpoint: fields.maybe_text("registration_endpoint")?.map(address).transpose()?,
            revocation_endpoint: fields.maybe_text("revocation_endpoint")?.map(address).transpose()?,
        })
    }
}

/// People are sent there, and tokens: nothing but the web will do (`javascript:` least of all). No honest server needs what
/// makes an address look like that of another host: a user in front of the host, backslashes, or characters that browsers
/// leave out.
fn address(url: String) -> Result<String, Odd> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = |rest: &str| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_odd = |c: char| c == '\\' || c.is_whitespace() || is_invisible(c) || turns_direction(c);
        !authority.is_empty() && !authority.contains(['@', '%']) && !rest.contains(is_odd)
    };
    if rest.is_some_and(is_plain) { Ok(url) } else { Err(Odd::NotAddress(url)) }
}

#[cfg(test)]
mod tests {
    use super::{AuthMetadata, Generation};
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    /// As Synapse 1.163.2 passes it on.
    #[test]
    fn decodes() {
        let mut body = json!({
            "issuer": "https://auth.example/", "authorization_endpoint": "https://auth.example/authorize",
            "token_endpoint": "https://auth.example/oauth2/token", "jwks_uri": "https://auth.example/oauth2/keys.json",
            "registration_endpoint": "https://auth.example/oauth2/registration",
            "account_management_uri": "https://auth.example/account/"
        });
        let metadata = AuthMetadata(Generation::Stable).decode(&body).unwrap();
        assert_eq!(metadata.token_endpoint, "https://auth.example/oauth2/token");
        assert_eq!(metadata.revocation_endpoint, None);
        for odd in [
            "javascript:alert(1)",
            "https://accounts.google.com@evil.example/authorize",
            "https://accounts.google.com:x@evil.example/authorize",
            "https://accounts.google.com%40evil.example/authorize",
            "https://evil.example\\.accounts.google.com/authorize",
            "https://accounts.google.com\u{200b}.evil.example/",
            "https://accounts.\u{202e}elgoog.com/",
            "https://accounts.google.com\t@evil.example/",
            "https:///evil.example/",
            "https://",
        ] {
            body["authorization_endpoint"] = json!(odd);
            assert!(AuthMetadata(Generation::Stable).decode(&body).is_err(), "{odd}");
        }
        // An `@` behind the host is none of a user's.
        body["authorization_endpoint"] = json!("https://auth.example/realms/@home?x=a@b");
        assert!(AuthMetadata(Generation::Stable).decode(&body).is_ok());
    }

    #[test]
    fn asks() {
        assert_eq!(line(&AuthMetadata(Generation::Stable)), "GET /_matrix/client/v1/auth_metadata");
        let old = "GET /_matrix/client/unstable/org.matrix.msc2965/auth_metadata";
        assert_eq!(line(&AuthMetadata(Generation::Unstable)), old);
    }
}
