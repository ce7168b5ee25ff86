//! The browser's `fetch` as a [`Wire`].

use std::cell::RefCell;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestInit, RequestMode,
};

use super::ahead;
use crate::api::Method;
use crate::api::wire::{Authorization, Body, MAX_BODY, Wire, WireRequest, WireResponse};
use crate::model::connection::Connections;
use crate::model::secret::Secret;

thread_local! {
    static CONNECTIONS: RefCell<Connections> = RefCell::default();
}

/// From now on homeservers are reached like this.
pub fn connect(connections: Connections) {
    CONNECTIONS.set(connections);
}

/// How they are reached now.
#[must_use]
pub fn connections() -> Connections {
    CONNECTIONS.with_borrow(Clone::clone)
}

fn credentials(url: &str) -> RequestCredentials {
    let with_cookies = CONNECTIONS.with_borrow(|all| all.with_cookies(url));
    if with_cookies { RequestCredentials::Include } else { RequestCredentials::Omit }
}

/// Where a request to this URL goes.
#[must_use]
pub fn address(url: &str) -> String {
    CONNECTIONS.with_borrow(|all| all.address(url))
}

/// Sends over `fetch`. Cookies go along only where `config.json` says so; nothing is cached; dropping the future aborts
/// the request.
#[derive(Clone, Copy, Debug)]
pub struct Fetch;

impl Wire for Fetch {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        send(request).boxed_local()
    }

    fn address(&self, url: String) -> String {
        address(&url)
    }

    fn reach(&self, url: String) -> LocalBoxFuture<'static, Result<(), String>> {
        reach(address(&url)).boxed_local()
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        gloo_timers::future::TimeoutFuture::new(ms).boxed_local()
    }

    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }
}

/// Aborts when dropped. Aborting a finished request does nothing.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

async fn send(request: WireRequest) -> Result<WireResponse, String> {
    let url = address(&request.url);
    let is_usual = CONNECTIONS.with_borrow(|all| all.is_usual(&url));
    if let Some(ahead) = ahead::take(&request).filter(|_| is_usual) {
        let _abort = AbortOnDrop(Some(ahead.controller));
        let answer = JsFuture::from(ahead.answer).await.map_err(|error| told(&error))?;
        let get = |name: &str| Reflect::get(&answer, &name.into()).unwrap_or_default();
        // Statuses are small whole numbers.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let status = get("status").as_f64().unwrap_or_default() as u16;
        return Ok(WireResponse { status, body: Uint8Array::new(&get("body")).to_vec() });
    }
    let abort = AbortOnDrop(AbortController::new().ok());
    let signal = abort.0.as_ref().map(AbortController::signal);
    let body = request.body.map(Body::parts);
    let kind = body.as_ref().map(|(_, kind)| *kind);
    let builder = RequestBuilder::new(&url)
        .headers(headers(request.authorization.as_ref(), kind).map_err(|error| told(&error))?)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Put => HttpMethod::PUT,
            Method::Delete => HttpMethod::DELETE,
        })
        .abort_signal(signal.as_ref())
        .credentials(credentials(&url))
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore);
    let prepared = match body {
        Some((text, _)) => builder.body(text),
        None => builder.build(),
    };
    read(prepared.map_err(words)?.send().await.map_err(words)?).await
}

/// The headers. A browser refuses what no header can hold, such as letters outside Latin-1; the builder would panic.
fn headers(
    authorization: Option<&Authorization>,
    content_type: Option<&str>,
) -> Result<gloo_net::http::Headers, JsValue> {
    let headers = Headers::new()?;
    if let Some(authorization) = authorization {
        headers.set("Authorization", &authorization.value())?;
    }
    if let Some(kind) = content_type {
        headers.set("Content-Type", kind)?;
    }
    Ok(gloo_net::http::Headers::from_raw(headers))
}

async fn read(response: Response) -> Result<WireResponse, String> {
    let status = response.status();
    let mut body = Vec::new();
    let Some(stream) = response.body() else { return Ok(WireResponse { status, body }) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    // What is too long is not read to its end: dropping the request's guard aborts it.
    while body.len() <= MAX_BODY {
        let piece = JsFuture::from(reader.read()).await.map_err(|error| told(&error))?;
        let bytes = Reflect::get(&piece, &"value".into()).unwrap_or_default();
        if bytes.is_undefined() {
            break;
        }
        body.extend(Uint8Array::new(&bytes).to_vec());
    }
    Ok(WireResponse { status, body })
}

/// Asks without wanting to read the answer.
async fn reach(url: String) -> Result<(), String> {
    let abort = AbortOnDrop(AbortController::new().ok());
    let signal = abort.0.as_ref().map(AbortController::signal);
    let request = RequestBuilder::new(&url)
        .mode(RequestMode::NoCors)
        .abort_signal(signal.as_ref())
        .credentials(credentials(&url))
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore);
    request.send().await.map(|_| ()).map_err(words)
}

/// The browser's words for a failure of its own.
fn told(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| String::from(error.to_string()))
}

/// The browser's words without gloo's prefix.
fn words(error: gloo_net::Error) -> String {
    match error {
        gloo_net::Error::JsError(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// Reads a text file from beside the app.
///
/// # Errors
/// The browser's own words when there was no answer.
pub async fn own_file(name: &str) -> Result<(u16, String), String> {
    let request = RequestBuilder::new(name).credentials(RequestCredentials::SameOrigin).cache(RequestCache::NoCache);
    let response = request.send().await.map_err(words)?;
    Ok((response.status(), response.text().await.map_err(words)?))
}

/// Reads any file from beside the app.
///
/// # Errors
/// The browser's own words when there was no answer.
pub async fn own_bytes(name: &str) -> Result<(u16, Vec<u8>), String> {
    let request = RequestBuilder::new(name).credentials(RequestCredentials::SameOrigin).cache(RequestCache::NoCache);
    let response = request.send().await.map_err(words)?;
    Ok((response.status(), response.binary().await.map_err(words)?))
}

/// Sends a `POST` that outlives the page. Nobody hears what comes of it.
pub fn farewell(url: &str, token: &Secret) {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_credentials(credentials(url));
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_body(&"{}".into());
    let headers = Headers::new().ok();
    if let Some(headers) = headers {
        let bearer = Authorization::Bearer(token.clone());
        // What the server took as a token before, the browser took as well.
        let _ = headers.set("Authorization", &bearer.value());
        let _ = headers.set("Content-Type", "application/json");
        init.set_headers(&headers);
    }
    // Setting a field of a plain object cannot fail.
    let _ = Reflect::set(&init, &"keepalive".into(), &true.into());
    if let Some(window) = web_sys::window() {
        let sent = window.fetch_with_str_and_init(url, &init);
        // A page that is gone has no use for the error.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(sent).await;
        });
    }
}

/// Runs when the page is left.
pub fn on_leaving(run: impl Fn() + 'static) {
    let listener = wasm_bindgen::closure::Closure::<dyn Fn()>::new(run);
    if let Some(window) = web_sys::window() {
        // It is a window: listening cannot fail.
        let _ = window.add_event_listener_with_callback("pagehide", listener.as_ref().unchecked_ref());
    }
    // As long as the page lives.
    listener.forget();
}
