//! What one endpoint is: data that becomes a [`Request`], and a way to read the answer.

use serde_json::Value;

use crate::model::percent;

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

/// An encoded request path. Ids can only get in through [`Path::id`], which encodes them as one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// Starts with literal text, e.g. `/_synapse/admin/v1/rooms`.
    #[must_use]
    pub fn new(literal: &str) -> Self {
        Self(literal.to_owned())
    }

    /// Appends `/` and an id, percent-encoded as one segment.
    #[must_use]
    pub fn id(mut self, id: &str) -> Self {
        self.0.push('/');
        self.0.push_str(&percent::encode(id));
        self
    }

    /// Appends `/` and literal text.
    #[must_use]
    pub fn then(mut self, literal: &str) -> Self {
        self.0.push('/');
        self.0.push_str(literal);
        self
    }
}

/// A request before it meets a server: everything but base URL and token.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Encoded path with encoded query, beginning with `/`.
    pub target: String,
    /// JSON body.
    pub body: Option<Value>,
    /// Whether the token goes along.
    pub auth: Auth,
    /// Whether a 429 is waited for and repeated (else the caller shows it).
    pub retry_when_limited: bool,
    /// When to give up on an answer, in ms.
    pub timeout_ms: u32,
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
    /// When to give up on an answer, in ms.
    const TIMEOUT_MS: u32 = 60_000;

    /// The encoded path.
    fn path(&self) -> Path;

    /// Query parameters with their raw values; they are encoded when sent. Leave out what is at its default.
    fn query(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// JSON body.
    fn body(&self) -> Option<Value> {
        None
    }

    /// The body for showing and copying: secrets replaced by a placeholder.
    fn body_for_show(&self) -> Option<Value> {
        self.body()
    }

    /// Reads a successful answer. The error says what was missing; the transport adds the evidence.
    ///
    /// # Errors
    /// When the answer lacks what the endpoint cannot do without.
    fn decode(&self, body: &Value) -> Result<Self::Response, String>;

    /// The request to send.
    fn request(&self) -> Request {
        let mut target = self.path().0;
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
            body: self.body(),
            auth: Self::AUTH,
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
