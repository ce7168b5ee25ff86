//! Room aliases, through the client API: a server admin may look up, remove and set any alias of the own server.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#room-aliases>

mod delete_alias;
mod local_aliases;
mod put_alias;
mod resolve_alias;

pub use delete_alias::DeleteAlias;
pub use local_aliases::LocalAliases;
pub use put_alias::PutAlias;
pub use resolve_alias::{ResolveAlias, ResolvedAlias};

use super::Path;
use crate::model::id::RoomAlias;

/// Where one alias lives.
fn alias_path(alias: &RoomAlias) -> Path {
    Path::new("/_matrix/client/v3/directory/room").id(alias.as_str())
}
