//! What one endpoint is: data that becomes a [`Request`], and a way to read the answer.

use std::fmt;

use serde_json::Value;

use crate::api::Odd;
use crate::model::percent;
use crate::model::version::Version;

/// HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Acts or creates.
    Post,
    /// Sets.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// As it stands in a request line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Whether a request carries the session's access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Anybody may ask; the token is not sent.
    Open,
    /// `Authorization: Bearer <token>`.
    Token,
}

/// What an endpoint needs of the server beside Synapse itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// PostgreSQL.
    Postgres,
}

/// An encoded request path. Ids can only get in through [`Path::id`], which encodes them as one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    encoded: String,
    /// The same with `{}` for each id.
    route: String,
}

impl Path {
    /// Starts with literal text, e.g. `/_synapse/admin/v1/rooms`.
    #[must_use]
    pub fn new(literal: &str) -> Self {
        Self { encoded: literal.to_owned(), route: literal.to_owned() }
    }

    /// Starts with a whole address that a server named: some things of a homeserver are done elsewhere (OAuth, MAS).
    #[must_use]
    pub fn elsewhere(url: &str) -> Self {
        Self::new(url)
    }

    /// Appends `/` and an id, percent-encoded as one segment.
    #[must_use]
    pub fn id(mut self, id: &str) -> Self {
        self.encoded.push('/');
        self.encoded.push_str(&percent::encode(id));
        self.route.push_str("/{}");
        self
    }

    /// Appends `/` and literal text.
    #[must_use]
    pub fn then(mut self, literal: &str) -> Self {
        for text in [&mut self.encoded, &mut self.route] {
            text.push('/');
            text.push_str(literal);
        }
        self
    }
}

/// A request before it meets a server: everything but base URL and token. `Debug` leaves the body out, which may hold a
/// password.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Encoded path with encoded query, beginning with `/`; or a whole address elsewhere.
    pub target: String,
    /// Method and path with `{}` for each id: what is the same whatever it is about.
    pub route: String,
    /// The body.
    pub body: Option<Value>,
    /// Whether the body goes as a form.
    pub form: bool,
    /// Whether the token goes along.
    pub auth: Auth,
    /// What the server must run on.
    pub needs: Needs,
    /// Whether a 429 is waited for and repeated (else the caller shows it).
    pub retry_when_limited: bool,
    /// When to give up on an answer, in ms.
    pub timeout_ms: u32,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, target, body, .. } = self;
        let body = if body.is_some() { " + body" } else { "" };
        write!(f, "{} {target}{body}", method.name())
    }
}

/// One endpoint with its parameters. Implementors are plain structs; see `users/list_users.rs` for the pattern.
pub trait Endpoint {
    /// What a successful answer means.
    type Response;

    /// HTTP method.
    const METHOD: Method;
    /// Whether the token goes along.
    const AUTH: Auth = Auth::Token;
    /// Synapse refuses a request with 429 before it does anything, so that repeating is safe by default.
    const RETRY_WHEN_LIMITED: bool = true;
    /// Whether the body (an object of texts) goes as a form, and a good answer may be empty, as OAuth wants it.
    const FORM: bool = false;
    /// When to give up on an answer, in ms.
    const TIMEOUT_MS: u32 = 60_000;
    /// The first Synapse that has it, where not every promised release does.
    const SINCE: Option<Version> = None;
    /// Whether Synapse gives it up where Matrix Authentication Service keeps the accounts: `users/{}/admin`,
    /// `users/{}/login`, `reset_password`, `register`, `registration_tokens` and `account_validity` of the admin API,
    /// `login` and `logout` of the client API. Source: `synapse/rest/admin/__init__.py`, and asked of a real 1.163.2.
    const DELEGATED: bool = false;
    /// What the server must run on.
    const NEEDS: Needs = Needs::Nothing;

    /// The encoded path.
    fn path(&self) -> Path;

    /// The first Synapse that understands this very request, where its parameters make a difference.
    fn since(&self) -> Option<Version> {
        Self::SINCE
    }

    /// Query parameters with their raw values; they are encoded when sent. Leave out what is at its default.
    fn query(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The body.
    fn body(&self) -> Option<Value> {
        None
    }

    /// The body for showing and copying: secrets replaced by a placeholder.
    fn body_for_show(&self) -> Option<Value> {
        self.body()
    }

    /// The request for showing: [`Endpoint::request`] with secrets replaced by placeholders.
    fn shown(&self) -> Request {
        Request { body: self.body_for_show(), ..self.request() }
    }

    /// Reads a successful answer. The error says what was missing; the transport adds the evidence.
    ///
    /// # Errors
    /// When the answer lacks what the endpoint cannot do without.
    fn decode(&self, body: &Value) -> Result<Self::Response, Odd>;

    /// The request to send.
    fn request(&self) -> Request {
        let Path { encoded: mut target, route } = self.path();
        let mut separator = '?';
        for (name, value) in self.query() {
            target.push(separator);
            target.push_str(name);
            target.push('=');
            target.push_str(&percent::encode(&value));
            separator = '&';
        }
        Request {
            method: Self::METHOD,
            target,
            route: format!("{} {route}", Self::METHOD.name()),
            body: self.body(),
            form: Self::FORM,
            auth: Self::AUTH,
            needs: Self::NEEDS,
            retry_when_limited: Self::RETRY_WHEN_LIMITED,
            timeout_ms: Self::TIMEOUT_MS,
        }
    }
}

/// Checks in one line what an endpoint sends; every endpoint's tests use it.
#[cfg(test)]
pub(crate) fn line<E: Endpoint>(endpoint: &E) -> String {
    let request = endpoint.request();
    let body = request.body.map(|body| format!(" {body}")).unwrap_or_default();
    format!("{} {}{body}", request.method.name(), request.target)
}

#[cfg(test)]
mod tests {
    use super::Endpoint as _;
    use crate::api::users::ResetPassword;
    use crate::model::secret::Secret;

    #[test]
    fn a_request_shows_no_secret() {
        let new_password = Secret::new("s3cret");
        let reset = ResetPassword { user_id: "@b:hs".into(), new_password, logout_devices: true };
        let shown = format!("{:?} {:?} {:?}", reset, reset.request(), reset.shown());
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(shown.contains("POST /_synapse/admin/v1/reset_password/%40b%3Ahs + body"), "{shown}");
        assert!(!reset.shown().body.unwrap().to_string().contains("s3cret"));
    }
}
