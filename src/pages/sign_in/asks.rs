//! What the form asks of servers is a part of its own: nobody needs it before there is a server to ask. It is loaded while
//! somebody types the server's name.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::enter::{Credentials, Entered, enter};
use crate::api::ApiError;
use crate::api::discovery::{Homeserver, Problem, discover, leads_to};
use crate::api::wire::Wire;

/// What comes of asking.
type Coming<T> = LocalBoxFuture<'static, T>;

type Discover = fn(Rc<dyn Wire>, String) -> Coming<Result<Homeserver, Problem>>;

/// The part.
#[derive(Clone, Copy)]
pub(super) struct Asks {
    /// Finds the homeserver that this text names.
    pub discover: Discover,
    /// Whether discovery of a server name leads to this base URL.
    pub leads_to: fn(Rc<dyn Wire>, &str, &str) -> Coming<bool>,
    /// Signs in and asks for the admin right.
    pub enter: fn(Homeserver, Credentials) -> Coming<Result<Entered, ApiError>>,
}

#[wasm_split(asks, fallible, preload(load_asks))]
fn take_asks() -> Result<Asks, SplitLoaderError> {
    Ok(Asks {
        discover: |wire, text| async move { discover(wire, &text).await }.boxed_local(),
        leads_to,
        enter: |found, credentials| enter(found, credentials).boxed_local(),
    })
}

/// Fetches the part; `None` when it cannot be loaded, which the browser's console explains.
pub(super) async fn fetch() -> Option<Asks> {
    load_asks().await.ok()?;
    here()
}

/// The part, if it has been fetched.
pub(super) fn here() -> Option<Asks> {
    take_asks().now_or_never()?.ok()
}
