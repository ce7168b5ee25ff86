//! `DELETE /_matrix/client/v3/directory/room/<alias>`: frees an alias. The room stays.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#delete_matrixclientv3directoryroomroomalias>

use serde_json::Value;

use super::alias_path;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::RoomAlias;

/// Removes an alias of the own server. 404 when it does not exist (also for aliases of other servers);
/// 400 `M_EXCLUSIVE` when it belongs to an application service.
#[derive(Clone, Debug)]
pub struct DeleteAlias {
    /// A whole alias.
    pub alias: RoomAlias,
}

impl Endpoint for DeleteAlias {
    type Response = ();
    const METHOD: Method = Method::Delete;

    fn path(&self) -> Path {
        alias_path(&self.alias)
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::DeleteAlias;
    use crate::api::endpoint::line;

    #[test]
    fn sends() {
        let delete = DeleteAlias { alias: "#lobby:hs.example".into() };
        assert_eq!(line(&delete), "DELETE /_matrix/client/v3/directory/room/%23lobby%3Ahs.example");
    }
}
