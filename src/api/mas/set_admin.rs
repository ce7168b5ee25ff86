//! `POST <issuer>/api/admin/v1/users/{id}/set-admin`: who may ask for the admin scopes.
//!
//! Source: <https://element-hq.github.io/matrix-authentication-service/api/index.html>

use serde_json::{Value, json};

use super::MasUser;
use crate::api::{Endpoint, Method, Odd, Path};

/// Sets it. Sessions that exist keep the scopes that they have.
#[derive(Clone, Debug)]
pub struct SetMasAdmin {
    /// Issuer of the server's sign-ins.
    pub issuer: String,
    /// MAS' id of the user.
    pub id: String,
    /// Admin from now on?
    pub admin: bool,
}

impl Endpoint for SetMasAdmin {
    type Response = MasUser;
    const METHOD: Method = Method::Post;

    fn path(&self) -> Path {
        super::users(&self.issuer).id(&self.id).then("set-admin")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "admin": self.admin }))
    }

    fn decode(&self, body: &Value) -> Result<MasUser, Odd> {
        MasUser::decode(body)
    }
}

#[cfg(test)]
mod tests {
    use super::SetMasAdmin;
    use crate::api::endpoint::line;

    #[test]
    fn sends() {
        let set = SetMasAdmin { issuer: "https://auth.example".to_owned(), id: "01AB".to_owned(), admin: true };
        assert_eq!(line(&set), "POST https://auth.example/api/admin/v1/users/01AB/set-admin {\"admin\":true}");
    }
}
