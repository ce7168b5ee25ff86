//! `GET /_matrix/client/v3/login`: which ways to sign in the server offers.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3login>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::rows::{Row, rows};
use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::id::Mxc;

/// Asks for the login flows. Absent (404 `M_UNRECOGNIZED`) with Matrix Authentication Service, unless that stands in.
#[derive(Clone, Copy, Debug)]
pub struct LoginFlows;

/// The flows that Glia can tell apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// `m.login.password`.
    pub password: bool,
    /// `m.login.sso`.
    pub sso: bool,
    /// Whom one can sign in with through SSO; the server chooses by itself when it names none.
    pub providers: Vec<IdentityProvider>,
    /// The server uses OAuth 2.0, and offers these flows to old apps only.
    pub oauth_preferred: bool,
}

/// Somebody whom the homeserver lets sign people in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityProvider {
    /// Names it in addresses.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// `mxc://…`
    pub icon: Option<Mxc>,
}

impl Endpoint for LoginFlows {
    type Response = Flows;
    const METHOD: Method = Method::Get;
    const AUTH: Auth = Auth::Open;

    fn path(&self) -> Path {
        Path::new("/_matrix/client/v3/login")
    }

    fn decode(&self, body: &Value) -> Result<Flows, Odd> {
        let flows = Fields::of(body)?.list("flows")?;
        let find = |kind: &str| flows.iter().find(|flow| flow.get("type").and_then(Value::as_str) == Some(kind));
        let sso = find("m.login.sso");
        let listed = sso.and_then(|flow| flow.get("identity_providers")?.as_array()).map(Vec::as_slice);
        // One that cannot be read cannot be chosen; the others can.
        let providers =
            rows(listed.unwrap_or_default(), IdentityProvider::decode).into_iter().filter_map(|row| match row {
                Row::Good(provider) => Some(provider),
                Row::Odd(_) => None,
            });
        let is_set = |name: &str| sso.and_then(|flow| flow.get(name)?.as_bool()) == Some(true);
        Ok(Flows {
            password: find("m.login.password").is_some(),
            sso: sso.is_some(),
            providers: providers.collect(),
            oauth_preferred: is_set("oauth_aware_preferred")
                || is_set("org.matrix.msc3824.delegated_oidc_compatibility"),
        })
    }
}

impl IdentityProvider {
    fn decode(fields: &Fields) -> Result<Self, Odd> {
        Ok(Self {
            id: fields.text("id")?,
            name: fields.text("name")?,
            icon: fields.maybe_text("icon")?.map(Into::into),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Flows, IdentityProvider, LoginFlows};
    use crate::api::Endpoint as _;
    use serde_json::json;

    /// As Synapse 1.163.2 answers without SSO.
    #[test]
    fn decodes() {
        let body = json!({"flows": [{"type": "m.login.password"}, {"type": "m.login.application_service"}]});
        assert_eq!(LoginFlows.decode(&body), Ok(Flows { password: true, ..Flows::default() }));
    }

    /// As Synapse 1.163.2 answers with two `oidc_providers`, and one entry that nobody can read.
    #[test]
    fn names_identity_providers() {
        let body = json!({"flows": [
            {"type": "m.login.sso", "identity_providers": [
                {"id": "oidc-company", "name": "Company", "icon": "mxc://hs.example/abc"},
                {"id": "oidc-school", "name": "School"}, {"id": 3}]},
            {"type": "m.login.token"}, {"type": "m.login.password"}, {"type": "m.login.application_service"}]});
        let flows = LoginFlows.decode(&body).unwrap();
        let provider = |id: &str, name: &str, icon: Option<&str>| IdentityProvider {
            id: id.to_owned(),
            name: name.to_owned(),
            icon: icon.map(Into::into),
        };
        let expected = [
            provider("oidc-company", "Company", Some("mxc://hs.example/abc")),
            provider("oidc-school", "School", None),
        ];
        assert_eq!(flows.providers, expected);
        assert!(flows.sso && flows.password && !flows.oauth_preferred);
    }

    /// As Matrix Authentication Service answers in Synapse's place.
    #[test]
    fn says_when_they_are_for_old_apps() {
        let body = json!({"flows": [{"type": "m.login.sso", "identity_providers": [],
            "org.matrix.msc3824.delegated_oidc_compatibility": true}, {"type": "m.login.token"}]});
        assert!(LoginFlows.decode(&body).unwrap().oauth_preferred);
    }
}
