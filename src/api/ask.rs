//! Asking without knowing who answers: the app's session, or a plain client in tests.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

use super::error::ErrorKind;
use super::odd::Odd;
use super::wire::{Client, snippet};
use super::{ApiError, Endpoint, Request};
use crate::model::secret::Secret;

/// A good answer before anybody has read it.
#[derive(Clone)]
pub struct Answer {
    /// `GET https://…`: method and URL as sent.
    pub request: String,
    /// HTTP status, 200 to 299.
    pub status: u16,
    /// The JSON; null when there was none and none was needed.
    pub body: Value,
}

impl Answer {
    /// Reads it as this endpoint's.
    ///
    /// # Errors
    /// When it is not what the endpoint answers.
    pub fn read<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, ApiError> {
        endpoint.decode(&self.body).map_err(|why| self.odd(why))
    }

    fn odd(&self, why: Odd) -> ApiError {
        let kind = ErrorKind::Unexpected { status: self.status, why, snippet: snippet(&self.body.to_string()) };
        ApiError { request: self.request.clone(), kind }
    }
}

/// Sends requests for one account. Object-safe, so that what asks is compiled once.
pub trait Ask {
    /// Sends one. Dropping the future aborts the request.
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Answer, ApiError>>;
}

impl dyn Ask + '_ {
    /// Asks one endpoint.
    ///
    /// # Errors
    /// Whatever went wrong, with its evidence.
    pub async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, ApiError> {
        self.send(endpoint.request()).await?.read(endpoint)
    }

    /// Asks for what need not exist: `None` when the server does not know it.
    ///
    /// # Errors
    /// Everything else that went wrong.
    pub async fn maybe<E: Endpoint>(&self, endpoint: &E) -> Result<Option<E::Response>, ApiError> {
        self.call(endpoint).await.map(Some).or_else(none_if_unknown)
    }
}

/// "Not found" as an answer: there is none.
///
/// # Errors
/// Everything else.
pub fn none_if_unknown<T>(error: ApiError) -> Result<Option<T>, ApiError> {
    if error.is_not_found() { Ok(None) } else { Err(error) }
}

/// A server and a token, without a session around them.
#[derive(Clone)]
pub struct Keyed {
    client: Client,
    token: Option<Secret>,
}

impl Keyed {
    /// Asks this server with this token; `None` asks what anybody may.
    #[must_use]
    pub fn new(client: Client, token: Option<Secret>) -> Self {
        Self { client, token }
    }
}

impl Ask for Keyed {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Answer, ApiError>> {
        let Self { client, token } = self.clone();
        async move {
            let (status, body) = client.exchange(token.as_ref(), &request, &|_| ()).await?;
            Ok(Answer { request: client.named(&request), status, body })
        }
        .boxed_local()
    }
}
