//! Signing in with OAuth 2.0, as homeservers do that use Matrix Authentication Service.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#oauth-20-api>

mod authorization;
mod metadata;
mod register;
mod revoke;
mod scope;
mod token;

pub use authorization::{Authorization, Returned};
pub use metadata::{AuthMetadata, Generation, Metadata};
pub use register::RegisterClient;
pub use revoke::Revoke;
pub use scope::{MAS_ADMIN, SYNAPSE_ADMIN, has_scope, wanted};
pub use token::{ExchangeCode, RefreshGrant, TokenAnswer};
