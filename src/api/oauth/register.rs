//! `POST <registration_endpoint>`: introduces this Glia to an authorization server.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#client-registration>,
//! <https://www.rfc-editor.org/rfc/rfc7591>

use serde_json::{Value, json};

use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};
use crate::model::link::{host, is_loopback};

/// What a Glia on somebody's own machine gives as its web page. Matrix Authentication Service takes a loopback `client_uri`
/// as little as none (`policies/client_registration/client_registration.rego`; element-hq/matrix-authentication-service#5871),
/// while <https://www.rfc-editor.org/rfc/rfc7591#section-2> leaves it out at will. The name is reserved
/// (<https://www.rfc-editor.org/rfc/rfc2606>), so that it claims to be nobody's page.
const NO_PAGE: &str = "https://glia.invalid/";

/// Registers; the answer is the client id. 400 `invalid_redirect_uri`, `invalid_client_metadata` when the server's
/// policy does not like it.
#[derive(Clone, Debug)]
pub struct RegisterClient {
    /// `registration_endpoint`.
    pub endpoint: String,
    /// What people read: "Glia".
    pub name: String,
    /// The address of the app, which people are sent back to.
    pub app: String,
}

impl Endpoint for RegisterClient {
    type Response = String;
    const METHOD: Method = Method::Post;
    const AUTH: Auth = Auth::Open;
    const TIMEOUT_MS: u32 = 30_000;

    fn path(&self) -> Path {
        Path::elsewhere(&self.endpoint)
    }

    fn body(&self) -> Option<Value> {
        // A web app has an https address; one on this very machine counts as installed there.
        let (kind, page) = if self.app.starts_with("https:") && !is_loopback(host(&self.app)) {
            ("web", self.app.as_str())
        } else {
            ("native", NO_PAGE)
        };
        Some(json!({
            "client_name": self.name,
            "client_uri": page,
            "redirect_uris": [self.app],
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
            "application_type": kind,
        }))
    }

    fn decode(&self, body: &Value) -> Result<String, Odd> {
        Fields::of(body)?.text("client_id")
    }
}

#[cfg(test)]
mod tests {
    use super::RegisterClient;
    use crate::api::Endpoint as _;
    use serde_json::json;

    #[test]
    fn introduces() {
        let register = |app: &str| RegisterClient {
            endpoint: "https://auth.example/oauth2/registration".to_owned(),
            name: "Glia".to_owned(),
            app: app.to_owned(),
        };
        let web = register("https://admin.example/glia/");
        assert_eq!(web.request().target, "https://auth.example/oauth2/registration");
        let body = web.body().unwrap();
        assert_eq!((&body["application_type"], &body["redirect_uris"][0]), (&json!("web"), &body["client_uri"]));
        // element-hq/matrix-authentication-service#5871: neither a loopback page is taken nor none.
        for app in ["http://127.0.0.1:8090/glia/", "http://localhost:8092/", "http://[::1]:8092/", "https://localhost/"]
        {
            let body = register(app).body().unwrap();
            assert_eq!((&body["application_type"], &body["redirect_uris"]), (&json!("native"), &json!([app])), "{app}");
            let page = body["client_uri"].as_str().unwrap();
            assert!(page.starts_with("https://") && !page.contains("localhost") && !page.contains("127."), "{page}");
        }
        assert_eq!(web.decode(&json!({"client_id": "01JX"})), Ok("01JX".to_owned()));
    }
}
