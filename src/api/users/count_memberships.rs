//! `GET /_synapse/admin/v1/users/<user_id>/memberships` (Synapse 1.145+): where somebody stands in which room.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-room-memberships-of-a-user>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::odd::Kind;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;
use crate::model::version::Version;

/// Asks for the memberships of a user. Invites to rooms of which this server knows no state are missing.
#[derive(Clone, Debug)]
pub struct CountMemberships {
    /// MXID.
    pub user_id: UserId,
}

/// How many rooms of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memberships {
    /// Invited, and not answered.
    pub invites: u64,
    /// Knocked, and not answered.
    pub knocks: u64,
}

impl Endpoint for CountMemberships {
    type Response = Memberships;
    const METHOD: Method = Method::Get;
    const SINCE: Option<Version> = Some(Version::new(1, 145, 0));

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("memberships")
    }

    fn decode(&self, body: &Value) -> Result<Memberships, Odd> {
        Fields::of(body)?;
        let all = body.get("memberships");
        let all = all.and_then(Value::as_object).ok_or_else(|| Odd::field("memberships", Kind::Object, all))?;
        let count = |kind: &str| {
            u64::try_from(all.values().filter(|value| value.as_str() == Some(kind)).count()).unwrap_or(u64::MAX)
        };
        Ok(Memberships { invites: count("invite"), knocks: count("knock") })
    }
}

#[cfg(test)]
mod tests {
    use super::{CountMemberships, Memberships};
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn asks_and_counts() {
        let get = CountMemberships { user_id: "@a/b:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs.example/memberships");
        let body =
            json!({"memberships": {"!a": "join", "!b:hs": "invite", "!c": "invite", "!d": "knock", "!e": "ban"}});
        assert_eq!(get.decode(&body), Ok(Memberships { invites: 2, knocks: 1 }));
        assert!(get.decode(&json!({"memberships": []})).is_err());
    }
}
