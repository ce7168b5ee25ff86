//! `POST /_synapse/admin/v1/reset_password/<user_id>`: gives an account a new password.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#reset-password>

use serde_json::{Value, json};

use crate::api::fields::nothing;
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;
use crate::model::secret::Secret;

/// Sets a password. Synapse checks no password policy here. 403 when passwords are switched off; 404 for unknown users;
/// a deactivated account gets the password but stays deactivated.
/// Absent (404 `M_UNRECOGNIZED`) with Matrix Authentication Service.
#[derive(Clone, Debug)]
pub struct ResetPassword {
    /// MXID.
    pub user_id: UserId,
    /// The new password.
    pub new_password: Secret,
    /// Deletes all devices of the user too: end-to-end keys that exist only there are lost.
    pub logout_devices: bool,
}

impl Endpoint for ResetPassword {
    type Response = ();
    const METHOD: Method = Method::Post;
    const DELEGATED: bool = true;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/reset_password").id(self.user_id.as_str())
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "new_password": self.new_password.reveal(), "logout_devices": self.logout_devices }))
    }

    fn body_for_show(&self) -> Option<Value> {
        Some(json!({ "new_password": "THE NEW PASSWORD", "logout_devices": self.logout_devices }))
    }

    /// `{}` and nothing else: no server tells what a password is, so this is the only proof that
    /// it was Synapse who answered, and not something in front of it.
    fn decode(&self, body: &Value) -> Result<(), Odd> {
        nothing(body)
    }
}

#[cfg(test)]
mod tests {
    use super::ResetPassword;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use crate::model::secret::Secret;
    use serde_json::json;

    fn reset() -> ResetPassword {
        ResetPassword { user_id: "@bob:hs.example".into(), new_password: Secret::new("pa\"ss"), logout_devices: false }
    }

    /// As Synapse answers, and what something in front of it may answer instead.
    #[test]
    fn only_what_synapse_answers_proves_that_it_is_set() {
        assert_eq!(reset().decode(&json!({})), Ok(()));
        for other in [json!({"status": "login required"}), json!({"ok": null}), json!([]), json!(true), json!(null)] {
            assert!(reset().decode(&other).is_err(), "{other}");
        }
    }

    #[test]
    fn sends_and_hides() {
        let reset = reset();
        assert_eq!(
            line(&reset),
            "POST /_synapse/admin/v1/reset_password/%40bob%3Ahs.example {\"logout_devices\":false,\"new_password\":\"pa\\\"ss\"}"
        );
        assert!(!reset.body_for_show().unwrap().to_string().contains("pa\\\"ss"));
    }
}
