//! `POST <issuer>/api/admin/v1/users/{id}/set-password`: gives an account a new password.
//!
//! Source: <https://element-hq.github.io/matrix-authentication-service/api/index.html>

use serde_json::{Value, json};

use crate::api::odd::Kind;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::secret::Secret;

/// Sets it (204). 400 when MAS finds it too weak, 403 when passwords are switched off.
#[derive(Clone, Debug)]
pub struct SetMasPassword {
    /// Issuer of the server's sign-ins.
    pub issuer: String,
    /// MAS' id of the user.
    pub id: String,
    /// The new password.
    pub password: Secret,
}

impl Endpoint for SetMasPassword {
    type Response = ();
    const METHOD: Method = Method::Post;

    fn path(&self) -> Path {
        super::users(&self.issuer).id(&self.id).then("set-password")
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "password": self.password.reveal() }))
    }

    fn body_for_show(&self) -> Option<Value> {
        Some(json!({ "password": "THE NEW PASSWORD" }))
    }

    /// Nothing, as 204 has no body: no server tells what a password is, so this is the only proof that it was MAS who
    /// answered, and not something in front of it.
    fn decode(&self, body: &Value) -> Result<(), Odd> {
        if body.is_null() { Ok(()) } else { Err(Odd::field("", Kind::Null, Some(body))) }
    }
}

#[cfg(test)]
mod tests {
    use super::SetMasPassword;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use crate::model::secret::Secret;
    use serde_json::json;

    #[test]
    fn only_an_answer_without_a_body_proves_that_it_is_set() {
        let set = SetMasPassword { issuer: String::new(), id: String::new(), password: Secret::new("") };
        assert_eq!(set.decode(&json!(null)), Ok(()));
        for other in [json!({"status": "login required"}), json!({}), json!("ok")] {
            assert!(set.decode(&other).is_err(), "{other}");
        }
    }

    #[test]
    fn sends_and_hides() {
        let set = SetMasPassword {
            issuer: "https://auth.example/".to_owned(),
            id: "01AB".to_owned(),
            password: Secret::exact(" s3cret"),
        };
        assert_eq!(
            line(&set),
            "POST https://auth.example/api/admin/v1/users/01AB/set-password {\"password\":\" s3cret\"}"
        );
        assert!(!set.body_for_show().unwrap().to_string().contains("s3cret"));
    }
}
