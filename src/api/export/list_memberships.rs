//! `GET /_synapse/admin/v1/users/<user_id>/memberships` (Synapse 1.145+) or `…/joined_rooms`: where somebody stands in
//! which room, for an export that cannot be made as the user.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-room-memberships-of-a-user>.
//! Rooms that the user has forgotten are in it; rooms that the server has left, and invites over federation, are not.

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;

/// Asks for the rooms of a local user.
#[derive(Clone, Debug)]
pub struct ListMemberships {
    /// MXID.
    pub user_id: UserId,
    /// Only the rooms that they are in: all that older releases tell.
    pub joined_only: bool,
}

impl Endpoint for ListMemberships {
    type Response = ();
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        let path = Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str());
        path.then(if self.joined_only { "joined_rooms" } else { "memberships" })
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ListMemberships;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let get = |joined_only| line(&ListMemberships { user_id: "@a/b:hs".into(), joined_only });
        assert_eq!(get(false), "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs/memberships");
        assert_eq!(get(true), "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs/joined_rooms");
    }
}
