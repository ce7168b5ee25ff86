//! `POST /_synapse/admin/v1/register`: creates an account that is a server admin.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/register_api.html>

use serde_json::{Value, json};

use super::NewAdmin;
use super::mac::mac;
use crate::api::account::{Login, LoginAnswer};
use crate::api::{Auth, Endpoint, Method, Odd, Path};

/// Creates it and answers as a sign-in does. The secret itself is not part of it.
#[derive(Clone, Debug)]
pub struct CreateAdmin {
    nonce: String,
    mac: String,
    /// Name and password are sent as a sign-in has them.
    login: Login,
}

impl CreateAdmin {
    /// Signs the request.
    #[must_use]
    pub fn signed(nonce: String, new: NewAdmin) -> Self {
        let NewAdmin { shared_secret, username, password, device_name } = new;
        let mac = mac(&shared_secret, &nonce, &username, &password);
        Self { nonce, mac, login: Login { user: username, password, device_name } }
    }

    fn with(&self, mac: &str, password: &str) -> Value {
        json!({
            "nonce": self.nonce,
            "username": self.login.user,
            "password": password,
            "admin": true,
            "mac": mac,
            "initial_device_display_name": self.login.device_name,
            "refresh_token": true,
        })
    }
}

impl Endpoint for CreateAdmin {
    type Response = LoginAnswer;
    const METHOD: Method = Method::Post;
    const DELEGATED: bool = true;
    const AUTH: Auth = Auth::Open;
    const RETRY_WHEN_LIMITED: bool = false;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/register")
    }

    fn body(&self) -> Option<Value> {
        Some(self.with(&self.mac, self.login.password.reveal()))
    }

    fn body_for_show(&self) -> Option<Value> {
        Some(self.with("THE SIGNATURE", "THE NEW PASSWORD"))
    }

    fn decode(&self, body: &Value) -> Result<LoginAnswer, Odd> {
        self.login.decode(body)
    }
}

#[cfg(test)]
mod tests {
    use super::CreateAdmin;
    use crate::api::Endpoint as _;
    use crate::api::curl;
    use crate::api::endpoint::line;
    use crate::api::register::NewAdmin;
    use crate::model::secret::Secret;
    use serde_json::json;

    fn request() -> CreateAdmin {
        let new = NewAdmin {
            shared_secret: Secret::exact("shared_secret"),
            username: "pepper_roni".to_owned(),
            password: Secret::exact("pizza"),
            device_name: "Glia".to_owned(),
        };
        CreateAdmin::signed("thisisanonce".to_owned(), new)
    }

    #[test]
    fn sends_the_signature_and_never_the_secret() {
        assert_eq!(
            line(&request()),
            "POST /_synapse/admin/v1/register {\"admin\":true,\"initial_device_display_name\":\"Glia\",\
             \"mac\":\"48715842ad67d5dc9a9ee938a3bda4fcfae8d7c7\",\"nonce\":\"thisisanonce\",\"password\":\"pizza\",\
             \"refresh_token\":true,\"username\":\"pepper_roni\"}"
        );
        let shown = curl::command("https://hs.example", &request());
        assert!(!shown.contains("pizza") && !shown.contains("48715842"), "{shown}");
        let debug = format!("{:?}", request());
        assert!(!debug.contains("pizza") && !debug.contains("shared_secret"), "{debug}");
    }

    /// As Synapse 1.163.2 answers.
    #[test]
    fn reads_the_new_session() {
        let body = json!({"user_id": "@pepper_roni:hs.example", "home_server": "hs.example", "access_token": "syt_a",
            "device_id": "ROTNIQDLKS"});
        let answer = request().decode(&body).unwrap();
        assert_eq!((answer.user_id.as_str(), answer.refresh_token), ("@pepper_roni:hs.example", None));
        assert_eq!(answer.access_token, Secret::new("syt_a"));
    }
}
