//! The typed Matrix and Synapse endpoints, how they are sent and how their answers are read.
//!
//! One endpoint is one small file below: method, path, query, body, response, source, decode tests.
//! Invariant: nothing here knows Leptos or the DOM; the browser is reached only through [`transport::Wire`].

pub mod account;
pub mod admin_right;
mod ask;
pub mod capabilities;
pub mod curl;
pub mod departure;
pub mod directory;
pub mod discovery;
pub mod doctor;
mod endpoint;
pub mod error;
pub mod export;
pub mod federation;
mod fields;
pub mod mas;
pub mod media;
mod number;
pub mod oauth;
pub mod odd;
pub mod probe;
pub mod register;
pub mod rooms;
pub mod rows;
pub mod server;
pub mod session;
pub mod transport;
pub mod users;
pub mod wire;

pub use ask::{Answer, Ask, Keyed, none_if_unknown};
pub use endpoint::{Auth, Endpoint, Method, Needs, Path, Request};
pub use error::{ApiError, ErrorKind, MatrixError};
pub use number::Number;
pub use odd::Odd;
pub use rows::{OddRow, Row};
