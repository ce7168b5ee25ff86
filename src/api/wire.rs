//! One exchange with a server, and what its outcome means. Below [`Wire`] lies the browser's `fetch` (or a test).

use std::fmt;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, select};
use serde_json::Value;

use super::error::{ApiError, ErrorKind, MatrixError};
use super::number::without_huge;
use super::odd::Odd;
use super::{Auth, Endpoint, Method, Request};
use crate::model::percent;
use crate::model::secret::Secret;

/// The `Authorization` header of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorization {
    /// An access token.
    Bearer(Secret),
    /// What servers sign each other's requests with, all after the word `X-Matrix`. Glia has no signing key, so what it
    /// sends is never a valid signature, and no secret.
    XMatrix(String),
}

impl Authorization {
    /// The header's value.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Bearer(token) => format!("Bearer {}", token.reveal()),
            Self::XMatrix(parameters) => format!("X-Matrix {parameters}"),
        }
    }
}

/// What goes over the wire. `Debug` leaves the body out, which may hold a password.
#[derive(Clone, PartialEq)]
pub struct WireRequest {
    /// HTTP method.
    pub method: Method,
    /// Absolute URL.
    pub url: String,
    /// Who asks.
    pub authorization: Option<Authorization>,
    /// The body.
    pub body: Option<Body>,
}

impl fmt::Debug for WireRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, url, authorization, body } = self;
        write!(f, "{} {url} {authorization:?} {body:?}", method.name())
    }
}

/// A body, as text. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub enum Body {
    /// JSON.
    Json(String),
    /// `name=value&…`
    Form(String),
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json(_) => "Json(…)",
            Self::Form(_) => "Form(…)",
        })
    }
}

impl Body {
    /// A value as JSON, or (an object of texts) as a form.
    #[must_use]
    pub fn of(value: &Value, form: bool) -> Self {
        if form { Self::Form(form_text(value)) } else { Self::Json(value.to_string()) }
    }

    /// Its text and media type.
    #[must_use]
    pub fn parts(self) -> (String, &'static str) {
        match self {
            Self::Json(text) => (text, "application/json"),
            Self::Form(text) => (text, "application/x-www-form-urlencoded"),
        }
    }
}

/// The texts of an object as a form.
fn form_text(value: &Value) -> String {
    let texts = value.as_object().into_iter().flatten().filter_map(|(name, value)| Some((name, value.as_str()?)));
    texts.map(|(name, text)| format!("{name}={}", percent::encode(text))).collect::<Vec<_>>().join("&")
}

/// What came back, whatever it is. `Debug` shows the length of the body, which may hold a token.
#[derive(Clone, PartialEq, Eq)]
pub struct WireResponse {
    /// HTTP status.
    pub status: u16,
    /// The whole body.
    pub body: Vec<u8>,
}

impl fmt::Debug for WireResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.status, self.body.len())
    }
}

/// The outside world. Dropping the future of [`Wire::send`] aborts the request.
pub trait Wire {
    /// Sends and reads to the end. The error is the platform's own words.
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>>;
    /// Where a request to this URL really goes, for showing it.
    fn address(&self, url: String) -> String {
        url
    }
    /// Whether anything answers a `GET` there, be it something that may not be read (`no-cors` in a browser). Where every
    /// answer may be read, sending is all it takes.
    fn reach(&self, url: String) -> LocalBoxFuture<'static, Result<(), String>> {
        let sent = self.send(WireRequest { method: Method::Get, url, authorization: None, body: None });
        sent.map(|answer| answer.map(|_| ())).boxed_local()
    }
    /// Waits.
    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()>;
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;
}

/// The longest body that is read, in bytes. A wire stops reading behind it.
pub const MAX_BODY: usize = 64 << 20;
/// How often a 429 is waited for before it is shown.
const LIMITED_TRIES: u32 = 5;
/// The longest single wait for a 429 that is not shown as an error, in ms.
const LONGEST_WAIT_MS: u64 = 30_000;
/// How many characters of a body are kept as evidence.
const SNIPPET_CHARS: usize = 300;

/// A server that can be asked, with or without a token. Knows no session: see `transport` for that.
#[derive(Clone)]
pub struct Client {
    wire: Rc<dyn Wire>,
    base_url: String,
}

impl Client {
    /// A client of the server at `base_url` (no slash at its end).
    #[must_use]
    pub fn new(wire: Rc<dyn Wire>, base_url: &str) -> Self {
        Self { wire, base_url: base_url.to_owned() }
    }

    /// The server's base URL.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Asks one endpoint.
    ///
    /// # Errors
    /// Whatever went wrong, with its evidence.
    pub async fn call<E: Endpoint>(&self, token: Option<&Secret>, endpoint: &E) -> Result<E::Response, ApiError> {
        let request = endpoint.request();
        let (status, body) = self.exchange(token, &request, &|_| ()).boxed_local().await?;
        endpoint.decode(&body).map_err(|why| self.unexpected(&request, status, why, &body))
    }

    /// Sends a request, waiting out 429s when the request allows it; `limited` hears of each wait in ms.
    pub(super) async fn exchange(
        &self,
        token: Option<&Secret>,
        request: &Request,
        limited: &dyn Fn(u64),
    ) -> Result<(u16, Value), ApiError> {
        let mut tries = 0;
        loop {
            let error = match self.once(token, request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            tries += 1;
            match error.limited_for_ms() {
                Some(ms) if request.retry_when_limited && tries < LIMITED_TRIES && ms <= LONGEST_WAIT_MS => {
                    limited(ms);
                    self.wire.sleep(u32::try_from(ms).unwrap_or(u32::MAX)).await;
                }
                _ => return Err(error),
            }
        }
    }

    async fn once(&self, token: Option<&Secret>, request: &Request) -> Result<(u16, Value), ApiError> {
        let sent = self.wire.send(WireRequest {
            method: request.method,
            url: self.url(request),
            authorization: token.filter(|_| request.auth == Auth::Token).cloned().map(Authorization::Bearer),
            body: request.body.as_ref().map(|body| Body::of(body, request.form)),
        });
        let response = match select(sent, self.wire.sleep(request.timeout_ms)).await {
            Either::Left((Ok(response), _)) => response,
            Either::Left((Err(cause), _)) => {
                return Err(self.error(request, ErrorKind::Network { cause }));
            }
            Either::Right(_) => {
                return Err(self.error(request, ErrorKind::Timeout { after_ms: request.timeout_ms }));
            }
        };
        read(&response, request.form).map_err(|kind| self.error(request, kind))
    }

    fn url(&self, request: &Request) -> String {
        let target = &request.target;
        let url = if target.starts_with('/') { format!("{}{target}", self.base_url) } else { target.clone() };
        self.wire.address(url)
    }

    /// Method and URL of a request, as evidence.
    pub(super) fn named(&self, request: &Request) -> String {
        format!("{} {}", request.method.name(), self.url(request))
    }

    pub(super) fn error(&self, request: &Request, kind: ErrorKind) -> ApiError {
        ApiError { request: self.named(request), kind }
    }

    pub(super) fn unexpected(&self, request: &Request, status: u16, why: Odd, body: &Value) -> ApiError {
        self.error(request, ErrorKind::Unexpected { status, why, snippet: snippet(&body.to_string()) })
    }
}

/// The beginning of a body, as evidence.
pub(super) fn snippet(text: &str) -> String {
    text.trim().chars().take(SNIPPET_CHARS).collect()
}

/// Reads a body. A number too large for any program spoils nothing around it.
pub(crate) fn parse(body: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(body).or_else(|error| {
        let mended = std::str::from_utf8(body).ok().filter(|_| !error.is_eof()).and_then(without_huge);
        mended.map_or(Err(error), |mended| serde_json::from_slice(mended.as_bytes()))
    })
}

fn read(response: &WireResponse, may_be_empty: bool) -> Result<(u16, Value), ErrorKind> {
    let status = response.status;
    if response.body.len() > MAX_BODY {
        return Err(ErrorKind::Unexpected { status, why: Odd::TooLong, snippet: String::new() });
    }
    let evidence = || snippet(&String::from_utf8_lossy(&response.body));
    let is_empty = response.body.iter().all(u8::is_ascii_whitespace);
    if status == 204 || (status == 200 && is_empty && may_be_empty) {
        return Ok((status, Value::Null));
    }
    let parsed = parse(&response.body);
    if (200..300).contains(&status) {
        return parsed.map(|value| (status, value)).map_err(|error| {
            let why = if is_empty {
                Odd::Empty
            } else if error.is_eof() {
                Odd::CutOff
            } else {
                Odd::NotJson
            };
            ErrorKind::Unexpected { status, why, snippet: evidence() }
        });
    }
    match parsed.ok().as_ref().and_then(|body| MatrixError::read(status, body)) {
        Some(error) => Err(ErrorKind::Matrix(error)),
        None => Err(ErrorKind::NotMatrix { status, snippet: evidence() }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Authorization, Body, MAX_BODY, WireRequest, WireResponse, read};
    use crate::api::Method;
    use crate::api::error::ErrorKind;
    use crate::api::odd::Odd;
    use crate::model::secret::Secret;
    use serde_json::{Value, json};

    #[test]
    fn nothing_that_is_debugged_shows_a_secret() {
        let request = WireRequest {
            method: Method::Post,
            url: "https://hs.example/login".to_owned(),
            authorization: Some(Authorization::Bearer(Secret::new("syt_s3cret"))),
            body: Some(Body::Json("{\"password\":\"s3cret\"}".to_owned())),
        };
        let answer = WireResponse { status: 200, body: b"{\"access_token\":\"s3cret\"}".to_vec() };
        let form = Body::Form("token=s3cret".to_owned());
        let shown = format!("{request:?} {answer:?} {form:?}");
        assert!(!shown.contains("s3cret") && shown.contains("POST https://hs.example/login"), "{shown}");
    }

    fn check(status: u16, body: &str) -> ErrorKind {
        read(&WireResponse { status, body: body.as_bytes().to_vec() }, false).unwrap_err()
    }

    #[test]
    fn a_form_is_encoded() {
        let body = json!({"grant_type": "refresh_token", "token": "a+b c&d=é"});
        let form = "grant_type=refresh_token&token=a%2Bb%20c%26d%3D%C3%A9".to_owned();
        assert_eq!(Body::of(&body, true), Body::Form(form));
        assert_eq!(Body::of(&json!({"a": 1}), false), Body::Json("{\"a\":1}".to_owned()));
    }

    #[test]
    fn an_empty_answer_is_good_where_it_may_be_one() {
        let answer = |status| WireResponse { status, body: Vec::new() };
        assert_eq!(read(&answer(200), true), Ok((200, Value::Null)));
        assert_eq!(read(&answer(204), false), Ok((204, Value::Null)));
        assert!(read(&answer(201), true).is_err() && read(&answer(200), false).is_err());
    }

    #[test]
    fn an_endless_body_is_refused() {
        let long = WireResponse { status: 200, body: vec![b' '; MAX_BODY + 1] };
        assert!(matches!(read(&long, false), Err(ErrorKind::Unexpected { why: Odd::TooLong, .. })));
        let whole = WireResponse { status: 200, body: [vec![b' '; MAX_BODY - 2], b"{}".to_vec()].concat() };
        assert!(read(&whole, false).is_ok());
    }

    #[test]
    fn a_number_beyond_all_numbers_spoils_nothing() {
        let body = |text: &str| WireResponse { status: 200, body: text.as_bytes().to_vec() };
        let (_, value) =
            read(&body(r#"{"rooms": [{"room_id": "!a", "joined_members": 1e400}], "total_rooms": 1}"#), false).unwrap();
        assert_eq!(
            (value["rooms"][0]["joined_members"].as_str(), value["total_rooms"].as_u64()),
            (Some("1e400"), Some(1))
        );
        assert!(matches!(check(200, r#"{"a": 1e400, "#), ErrorKind::Unexpected { why: Odd::CutOff, .. }));
    }

    #[test]
    fn every_kind_of_broken_answer_keeps_its_evidence() {
        let html = "<html><h1>502 Bad Gateway</h1></html>";
        assert_eq!(check(502, html), ErrorKind::NotMatrix { status: 502, snippet: html.to_owned() });
        assert_eq!(check(500, ""), ErrorKind::NotMatrix { status: 500, snippet: String::new() });
        let unexpected =
            |why: Odd, snippet: &str| ErrorKind::Unexpected { status: 200, why, snippet: snippet.to_owned() };
        assert_eq!(check(200, ""), unexpected(Odd::Empty, ""));
        assert_eq!(check(200, "{\"rooms\": [{\"ro"), unexpected(Odd::CutOff, "{\"rooms\": [{\"ro"));
        assert_eq!(check(200, html), unexpected(Odd::NotJson, html));
        assert!(matches!(check(429, r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":5}"#), ErrorKind::Matrix(_)));
    }
}
