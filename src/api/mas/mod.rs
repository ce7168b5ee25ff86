//! The admin API of Matrix Authentication Service: what became of the parts of Synapse's own that it replaces.
//!
//! Source: <https://element-hq.github.io/matrix-authentication-service/api/index.html>. It needs a token with the scope
//! `urn:mas:admin`, and only answers where the service's host has switched it on (`adminapi`).

mod set_admin;
mod set_password;
mod user_by_name;

pub use set_admin::SetMasAdmin;
pub use set_password::SetMasPassword;
pub use user_by_name::{MasUser, MasUserByName};

use crate::api::Path;

/// Below this address it has users.
fn users(issuer: &str) -> Path {
    Path::elsewhere(&format!("{}/api/admin/v1/users", issuer.trim_end_matches('/')))
}
