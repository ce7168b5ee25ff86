//! A small HTTP client for Synapse's client and admin APIs.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Request;

use super::account::Account;
use super::mac::Registration;
use super::path;

/// No request of the lab takes longer than this. Six servers are seeded at once: a room with hundreds of state events
/// takes seconds on an idle machine, and took more than two minutes on a busy one.
const TIMEOUT: Duration = Duration::from_secs(600);

/// A server and its registration secret; signs nobody in by itself.
#[derive(Clone, Debug)]
pub struct Client {
    base_url: String,
    shared_secret: String,
    agent: Agent,
}

/// Who to register through the shared secret.
#[derive(Clone, Copy, Debug)]
pub struct NewUser<'a> {
    /// The localpart.
    pub localpart: &'a str,
    /// The password.
    pub password: &'a str,
    /// Shown name; Synapse shows the localpart without one.
    pub display_name: Option<&'a str>,
    /// Whether a server admin is created.
    pub admin: bool,
    /// `bot` or `support`.
    pub user_type: Option<&'a str>,
}

impl<'a> NewUser<'a> {
    /// An ordinary user.
    pub fn ordinary(localpart: &'a str, password: &'a str, display_name: &'a str) -> Self {
        Self { localpart, password, display_name: Some(display_name), admin: false, user_type: None }
    }
}

impl Client {
    /// A client for the server at `base_url` (without a slash at the end).
    pub fn new(base_url: &str, shared_secret: &str) -> Self {
        let agent =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIMEOUT)).build().new_agent();
        Self { base_url: base_url.to_owned(), shared_secret: shared_secret.to_owned(), agent }
    }

    /// Whether the server answers its health check.
    pub fn is_healthy(&self) -> bool {
        self.agent.get(format!("{}/health", self.base_url)).call().is_ok_and(|response| response.status().is_success())
    }

    /// Acts with an access token.
    pub fn session(&self, access_token: &str) -> Session {
        Session { client: self.clone(), access_token: access_token.to_owned() }
    }

    /// Registers a user through the shared secret, signed in on one device.
    pub fn register(&self, user: &NewUser<'_>) -> Result<Account> {
        let register = path::admin_v1(&["register"]);
        let nonce = self.call("GET", &register, None, None)?;
        let nonce = text(&nonce, "nonce")?;
        let signed = Registration {
            nonce: &nonce,
            username: user.localpart,
            password: user.password,
            admin: user.admin,
            user_type: user.user_type,
        };
        let mut body = json!({
            "nonce": nonce,
            "username": user.localpart,
            "password": user.password,
            "admin": user.admin,
            "mac": signed.mac(&self.shared_secret),
            "initial_device_display_name": "Element Desktop on Linux",
        });
        if let Some(user_type) = user.user_type {
            body["user_type"] = json!(user_type);
        }
        if let Some(display_name) = user.display_name {
            body["displayname"] = json!(display_name);
        }
        let reply = self.call("POST", &register, None, Some(&body))?;
        Ok(Account {
            user_id: text(&reply, "user_id")?,
            localpart: user.localpart.to_owned(),
            password: user.password.to_owned(),
            access_token: text(&reply, "access_token")?,
        })
    }

    fn call(&self, method: &str, path: &str, access_token: Option<&str>, body: Option<&Value>) -> Result<Value> {
        crate::interrupt::check()?;
        let what = || format!("{method} {path}");
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base_url));
        if let Some(token) = access_token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let mut response = match body {
            Some(body) => {
                let request = request.header("Content-Type", "application/json");
                self.agent.run(request.body(body.to_string()).with_context(what)?)
            }
            None => self.agent.run(request.body(()).with_context(what)?),
        }
        .with_context(|| format!("{} got no answer", what()))?;
        let status = response.status();
        let reply: Value = response
            .body_mut()
            .with_config()
            .limit(u64::MAX)
            .read_json()
            .with_context(|| format!("{} was not answered in JSON ({status})", what()))?;
        if !status.is_success() {
            return Err(Refusal { request: what(), status: status.as_u16(), reply }.into());
        }
        Ok(reply)
    }
}

/// An answer that is an error.
#[derive(Debug)]
pub struct Refusal {
    request: String,
    status: u16,
    reply: Value,
}

impl Refusal {
    /// Whether this Synapse does not know the endpoint.
    fn is_unsupported(&self) -> bool {
        self.status == 404 && self.reply["errcode"] == "M_UNRECOGNIZED"
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was answered with {}: {}", self.request, self.status, self.reply)
    }
}

impl std::error::Error for Refusal {}

/// A client that acts as one user.
#[derive(Clone, Debug)]
pub struct Session {
    client: Client,
    access_token: String,
}

impl Session {
    /// GET
    pub fn get(&self, path: &str) -> Result<Value> {
        self.client.call("GET", path, Some(&self.access_token), None)
    }

    /// POST with a JSON body
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.client.call("POST", path, Some(&self.access_token), Some(body))
    }

    /// PUT with a JSON body
    pub fn put(&self, path: &str, body: &Value) -> Result<Value> {
        self.client.call("PUT", path, Some(&self.access_token), Some(body))
    }

    /// Uploads a file; returns its `mxc://` address.
    pub fn upload(&self, name: &str, media_type: &str, content: &[u8]) -> Result<String> {
        let url = format!("{}/_matrix/media/v3/upload?filename={}", self.client.base_url, path::encode(name));
        let mut response = self
            .client
            .agent
            .post(url)
            .header("Authorization", format!("Bearer {}", self.access_token))
            .header("Content-Type", media_type)
            .send(content)
            .with_context(|| format!("Uploading {name} got no answer"))?;
        let reply: Value =
            response.body_mut().read_json().with_context(|| format!("Uploading {name} was not answered in JSON"))?;
        text(&reply, "content_uri")
    }

    /// PUT to an endpoint that older releases do not have; `false` when this is one.
    pub fn put_if_supported(&self, path: &str, body: &Value) -> Result<bool> {
        match self.put(path, body) {
            Ok(_) => Ok(true),
            Err(error) if error.downcast_ref().is_some_and(Refusal::is_unsupported) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// A string field of a reply; the error names the field.
pub fn text(reply: &Value, field: &str) -> Result<String> {
    reply[field]
        .as_str()
        .map(str::to_owned)
        .with_context(|| format!("The reply has no text field \"{field}\": {reply}"))
}
