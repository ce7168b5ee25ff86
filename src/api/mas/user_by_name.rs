//! `GET <issuer>/api/admin/v1/users/by-username/{username}`: an account, as Matrix Authentication Service knows it.
//!
//! Source: <https://element-hq.github.io/matrix-authentication-service/api/index.html>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::odd::Kind;
use crate::api::{Endpoint, Method, Odd, Path};

/// Looks an account up. 404 when MAS has no such user; 403 without the scope.
#[derive(Clone, Debug)]
pub struct MasUserByName {
    /// Issuer of the server's sign-ins.
    pub issuer: String,
    /// Localpart.
    pub username: String,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasUser {
    /// MAS' own id (ULID).
    pub id: String,
    /// May ask for the admin scopes.
    pub admin: bool,
}

impl MasUser {
    pub(super) fn decode(body: &Value) -> Result<Self, Odd> {
        let data = body.get("data").ok_or_else(|| Odd::field("data", Kind::Object, None))?;
        let attributes = data.get("attributes").ok_or_else(|| Odd::field("attributes", Kind::Object, None))?;
        Ok(Self { id: Fields::of(data)?.text("id")?, admin: Fields::of(attributes)?.flag("admin")? })
    }
}

impl Endpoint for MasUserByName {
    type Response = MasUser;
    const METHOD: Method = Method::Get;
    const TIMEOUT_MS: u32 = 20_000;

    fn path(&self) -> Path {
        super::users(&self.issuer).then("by-username").id(&self.username)
    }

    fn decode(&self, body: &Value) -> Result<MasUser, Odd> {
        MasUser::decode(body)
    }
}

#[cfg(test)]
mod tests {
    use super::MasUserByName;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    /// The example of MAS' API description.
    #[test]
    fn asks_and_reads() {
        let ask = MasUserByName { issuer: "https://auth.example/".to_owned(), username: "a/b".to_owned() };
        assert_eq!(line(&ask), "GET https://auth.example/api/admin/v1/users/by-username/a%2Fb");
        let body = json!({
            "data": {"type": "user", "id": "01040G2081040G2081040G2081",
                "attributes": {"username": "alice", "created_at": "1970-01-01T00:00:00Z", "locked_at": null,
                    "deactivated_at": null, "admin": true, "legacy_guest": false},
                "links": {"self": "/api/admin/v1/users/01040G2081040G2081040G2081"}},
            "links": {"self": "/api/admin/v1/users/by-username/alice"}
        });
        let user = ask.decode(&body).unwrap();
        assert_eq!((user.id.as_str(), user.admin), ("01040G2081040G2081040G2081", true));
    }
}
