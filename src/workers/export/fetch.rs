//! `fetch` in a worker: whole answers, and answers that come piece by piece.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestInit, Response, WorkerGlobalScope,
};

use super::disk::words;
use crate::api::wire::{Wire, WireRequest, WireResponse};
use crate::export::world::{Body, Download};

/// Sends over `fetch`. Cookies never go along; nothing is cached; dropping the future aborts the request.
pub(super) struct Fetch;

impl Wire for Fetch {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        async move {
            let (response, _abort) = send(request).await?;
            let buffer = JsFuture::from(response.array_buffer().map_err(words)?).await.map_err(words)?;
            Ok(WireResponse { status: response.status(), body: Uint8Array::new(&buffer).to_vec() })
        }
        .boxed_local()
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
    let body = response.body().map(|body| body.get_reader().unchecked_into::<ReadableStreamDefaultReader>());
    Ok(Download { status, body: Box::new(Pieces { reader: body, _abort: abort }) })
}

struct Pieces {
    reader: Option<ReadableStreamDefaultReader>,
    _abort: AbortOnDrop,
}

impl Body for Pieces {
    fn next(&mut self) -> LocalBoxFuture<'_, Result<Option<Vec<u8>>, String>> {
        async move {
            let Some(reader) = &self.reader else {
                return Ok(None);
            };
            let piece = JsFuture::from(reader.read()).await.map_err(words)?;
            let value = Reflect::get(&piece, &"value".into()).map_err(words)?;
            Ok(value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
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
    init.set_credentials(RequestCredentials::Omit);
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
    let response = JsFuture::from(scope().fetch_with_str_and_init(&request.url, &init)).await.map_err(words)?;
    Ok((response.unchecked_into(), abort))
}
