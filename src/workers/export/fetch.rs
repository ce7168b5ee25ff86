//! `fetch` in a worker: whole answers, and answers that come piece by piece.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamByobReader, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, Response, WorkerGlobalScope,
};

use super::disk::words;
use crate::api::wire::{MAX_BODY, Wire, WireRequest, WireResponse};
use crate::export::world::{Body, Download};
use crate::model::connection::Connections;

thread_local! {
    static CONNECTIONS: RefCell<Connections> = RefCell::default();
}

/// From now on homeservers are reached like this.
pub(super) fn connect(connections: Connections) {
    CONNECTIONS.set(connections);
}

/// Sends over `fetch`. Cookies go along only where `config.json` says so; nothing is cached; dropping the future aborts
/// the request.
pub(super) struct Fetch;

impl Wire for Fetch {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        async move {
            let mut download = open(request).await?;
            let mut body = Vec::new();
            // What is too long is not read to its end: dropping the download aborts it.
            while body.len() <= MAX_BODY
                && let Some(mut piece) = download.body.next().await?
            {
                // The first piece of most answers is all of it.
                if body.is_empty() { body = piece } else { body.append(&mut piece) }
            }
            Ok(WireResponse { status: download.status, body })
        }
        .boxed_local()
    }

    fn address(&self, url: String) -> String {
        CONNECTIONS.with_borrow(|all| all.address(&url))
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        async move {
            let mut timer = Timer(None);
            let promise = Promise::new(&mut |resolve, _| {
                let ms = i32::try_from(ms).unwrap_or(i32::MAX);
                // A worker always has timers.
                timer.0 = scope().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).ok();
            });
            // Resolved by the timer, never rejected.
            let _ = JsFuture::from(promise).await;
        }
        .boxed_local()
    }

    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }
}

/// Ends when dropped: each request waits beside one of minutes, and most are answered at once.
struct Timer(Option<i32>);

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(number) = self.0 {
            scope().clear_timeout_with_handle(number);
        }
    }
}

fn scope() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends, and hands over the body as it comes.
pub(super) async fn open(request: WireRequest) -> Result<Download, String> {
    let (response, abort) = send(request).await?;
    let status = response.status();
    let reader = response.body().map(|body| match ReadableStreamByobReader::new(&body) {
        Ok(reader) => Reader::Own(reader, Uint8Array::new_with_length(PIECE)),
        Err(_) => Reader::Any(body.get_reader().unchecked_into()),
    });
    Ok(Download { status, body: Box::new(Pieces { reader, _abort: abort }) })
}

/// The longest piece, in bytes.
const PIECE: u32 = 1 << 18;

/// How the pieces come.
enum Reader {
    /// Into a buffer of ours, the same each time: what a browser gives in buffers of its own lies about as garbage, some
    /// hundred MB of it.
    Own(ReadableStreamByobReader, Uint8Array),
    /// As the browser likes, where it cannot do that.
    Any(ReadableStreamDefaultReader),
}

struct Pieces {
    reader: Option<Reader>,
    _abort: AbortOnDrop,
}

impl Body for Pieces {
    fn next(&mut self) -> LocalBoxFuture<'_, Result<Option<Vec<u8>>, String>> {
        async move {
            let reading = match &self.reader {
                Some(Reader::Own(reader, buffer)) => reader.read_with_array_buffer_view(buffer),
                Some(Reader::Any(reader)) => reader.read(),
                None => return Ok(None),
            };
            let piece = JsFuture::from(reading).await.map_err(words)?;
            let field = |name: &str| Reflect::get(&piece, &name.into()).map_err(words);
            if field("done")?.is_truthy() {
                return Ok(None);
            }
            let bytes = field("value")?.unchecked_into::<Uint8Array>();
            let copied = bytes.to_vec();
            if let Some(Reader::Own(_, buffer)) = &mut self.reader {
                // It was handed over, and comes back.
                *buffer = Uint8Array::new(&bytes.buffer());
            }
            Ok(Some(copied))
        }
        .boxed_local()
    }
}

/// Aborts when dropped. Aborting a finished request does nothing.
struct AbortOnDrop(Rc<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn send(request: WireRequest) -> Result<(Response, AbortOnDrop), String> {
    let abort = AbortOnDrop(Rc::new(AbortController::new().map_err(words)?));
    let init = RequestInit::new();
    init.set_method(request.method.name());
    init.set_signal(Some(&abort.0.signal()));
    let url = Fetch.address(request.url);
    let with_cookies = CONNECTIONS.with_borrow(|all| all.with_cookies(&url));
    init.set_credentials(if with_cookies { RequestCredentials::Include } else { RequestCredentials::Omit });
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_cache(RequestCache::NoStore);
    let headers = Headers::new().map_err(words)?;
    if let Some(authorization) = &request.authorization {
        headers.set("Authorization", &authorization.value()).map_err(words)?;
    }
    if let Some(body) = request.body {
        let (text, kind) = body.parts();
        headers.set("Content-Type", kind).map_err(words)?;
        init.set_body(&text.into());
    }
    init.set_headers(&headers);
    let response = JsFuture::from(scope().fetch_with_str_and_init(&url, &init)).await.map_err(words)?;
    Ok((response.unchecked_into(), abort))
}
