//! `/_matrix/client/v3/presence/<user_id>/status`: whether somebody is there.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#presence>. A Synapse without presence accepts what is set,
//! and says `offline` all the same, without `last_active_ago`.

use serde_json::{Value, json};

use crate::api::fields::Fields;
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::UserId;

/// Asks for it (`GET`).
#[derive(Clone, Debug)]
pub struct GetPresence {
    /// MXID.
    pub user_id: UserId,
}

/// Sets one's own (`PUT`).
#[derive(Clone, Debug)]
pub struct SetPresence {
    /// One's own MXID.
    pub user_id: UserId,
    /// `online`, `offline` or `unavailable`.
    pub presence: &'static str,
}

/// What the server knows about somebody's presence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// `online`, `offline`, `unavailable`, or what a server makes up.
    pub presence: String,
    /// Whether the server knows when the user was last active.
    pub has_been_active: bool,
}

impl Presence {
    /// Whether the server certainly keeps track: it knows more than a server without presence ever says.
    #[must_use]
    pub fn is_tracked(&self) -> bool {
        self.has_been_active || self.presence != "offline"
    }
}

fn path(user_id: &UserId) -> Path {
    Path::new("/_matrix/client/v3/presence").id(user_id.as_str()).then("status")
}

impl Endpoint for GetPresence {
    type Response = Presence;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        path(&self.user_id)
    }

    fn decode(&self, body: &Value) -> Result<Presence, Odd> {
        let fields = Fields::of(body)?;
        Ok(Presence {
            presence: fields.text("presence")?,
            has_been_active: fields.number("last_active_ago") != Number::Missing,
        })
    }
}

impl Endpoint for SetPresence {
    type Response = ();
    const METHOD: Method = Method::Put;

    fn path(&self) -> Path {
        path(&self.user_id)
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "presence": self.presence }))
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{GetPresence, SetPresence, UserId};
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn asks() {
        let user_id = UserId::from("@a/b:hs");
        let path = "/_matrix/client/v3/presence/%40a%2Fb%3Ahs/status";
        assert_eq!(line(&GetPresence { user_id: user_id.clone() }), format!("GET {path}"));
        let set = SetPresence { user_id, presence: "online" };
        assert_eq!(line(&set), format!("PUT {path} {{\"presence\":\"online\"}}"));
    }

    /// As Synapse 1.163.2 answered with presence, and with `presence: {enabled: false}` after one was set.
    #[test]
    fn tells_whether_it_is_tracked() {
        let tracked = |body: &serde_json::Value| GetPresence { user_id: "".into() }.decode(body).unwrap().is_tracked();
        assert!(tracked(&json!({"presence": "online", "last_active_ago": 85, "currently_active": true})));
        assert!(tracked(&json!({"presence": "offline", "last_active_ago": 21})));
        assert!(!tracked(&json!({"presence": "offline"})));
    }
}
