//! `GET /_synapse/admin/v2/users/<user_id>`: all that is known about one local account.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#query-user-account>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::rows::{Row, rows};
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::{Mxc, UserId};

/// Asks for one account. Answers 404 `M_NOT_FOUND` for unknown and 400 for remote users.
#[derive(Clone, Debug)]
pub struct GetUser {
    /// MXID.
    pub user_id: UserId,
}

/// One account in full.
#[derive(Clone, Debug, PartialEq)]
pub struct UserDetails {
    /// MXID.
    pub name: UserId,
    /// Display name, when set.
    pub displayname: Option<String>,
    /// Address of the avatar (`mxc://`), when set.
    pub avatar_url: Option<Mxc>,
    /// Server admin.
    pub admin: bool,
    /// Deactivated.
    pub deactivated: bool,
    /// Deactivated with erasure.
    pub erased: bool,
    /// Locked (1.91+).
    pub locked: bool,
    /// Suspended (1.110+).
    pub suspended: bool,
    /// Shadow-banned.
    pub shadow_banned: bool,
    /// Guest account.
    pub is_guest: bool,
    /// `bot`, `support` or a configured type.
    pub user_type: Option<String>,
    /// The application service that owns the account.
    pub appservice_id: Option<String>,
    /// Created at, in ms. (This endpoint alone sends seconds; decoded to ms like everywhere.)
    pub creation_ts: Number,
    /// Last seen at, in ms.
    pub last_seen_ts: Number,
    /// E-mail addresses and phone numbers.
    pub threepids: Vec<Row<ThreePid>>,
    /// Identities at SSO providers.
    pub external_ids: Vec<Row<ExternalId>>,
}

/// An e-mail address or phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreePid {
    /// `email` or `msisdn`.
    pub medium: String,
    /// The address.
    pub address: String,
}

/// An identity at an SSO provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalId {
    /// E.g. `oidc-keycloak`.
    pub auth_provider: String,
    /// The provider's id for the person.
    pub external_id: String,
}

impl Endpoint for GetUser {
    type Response = UserDetails;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v2/users").id(self.user_id.as_str())
    }

    fn decode(&self, body: &Value) -> Result<UserDetails, Odd> {
        let fields = Fields::of(body)?;
        Ok(UserDetails {
            name: fields.text("name")?.into(),
            displayname: fields.shown("displayname"),
            avatar_url: fields.shown("avatar_url").map(Into::into),
            admin: fields.flag("admin")?,
            deactivated: fields.flag("deactivated")?,
            erased: fields.flag("erased")?,
            locked: fields.flag("locked")?,
            suspended: fields.flag("suspended")?,
            shadow_banned: fields.flag("shadow_banned")?,
            is_guest: fields.flag("is_guest")?,
            user_type: fields.shown("user_type"),
            appservice_id: fields.shown("appservice_id"),
            creation_ts: fields.seconds("creation_ts"),
            last_seen_ts: fields.ms("last_seen_ts"),
            threepids: rows(fields.maybe_list("threepids")?, |fields| {
                Ok(ThreePid { medium: fields.text("medium")?, address: fields.text("address")? })
            }),
            external_ids: rows(fields.maybe_list("external_ids")?, |fields| {
                Ok(ExternalId {
                    auth_provider: fields.text("auth_provider")?,
                    external_id: fields.text("external_id")?,
                })
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ListUsers, UsersApi};
    use super::GetUser;
    use crate::api::endpoint::line;
    use crate::api::{Endpoint as _, Row};
    use serde_json::json;

    #[test]
    fn encodes_the_id_as_one_segment() {
        let get = GetUser { user_id: "@user=with.odd/chars_+-:hs.example".into() };
        assert_eq!(line(&get), "GET /_synapse/admin/v2/users/%40user%3Dwith.odd%2Fchars_%2B-%3Ahs.example");
    }

    /// Old servers hold ids that today's grammar forbids.
    #[test]
    fn an_odd_id_of_a_list_is_asked_for_to_the_letter() {
        for (odd, encoded) in
            [("@Zoë two/words:hs:8448", "%40Zo%C3%AB%20two%2Fwords%3Ahs%3A8448"), ("!room?#%", "!room%3F%23%25")]
        {
            let body = json!({"users": [{"name": odd}], "total": 1});
            let page = ListUsers::everybody(UsersApi::V3, 1).decode(&body).unwrap();
            let [Row::Good(user)] = &page.users[..] else { panic!("{page:?}") };
            let get = GetUser { user_id: user.name.clone() };
            assert_eq!(line(&get), format!("GET /_synapse/admin/v2/users/{encoded}"));
        }
    }

    /// As Synapse 1.163.2 sent it (shortened).
    #[test]
    fn decodes_a_real_user() {
        let body = json!({"name": "@alice:hs1.example", "admin": false, "deactivated": false, "locked": false,
            "shadow_banned": false, "creation_ts": 1_795_405_513, "appservice_id": null, "consent_server_notice_sent": null,
            "consent_version": null, "consent_ts": null, "user_type": null, "is_guest": false, "suspended": true,
            "displayname": "Alice", "avatar_url": "mxc://hs1.example/alice",
            "threepids": [{"medium": "email", "address": "a@x.example", "validated_at": 1, "added_at": 1}],
            "external_ids": [{"auth_provider": "oidc-x", "external_id": "al/ice 1"}],
            "erased": false, "last_seen_ts": 1_795_405_600_123_u64});
        let user = GetUser { user_id: "".into() }.decode(&body).unwrap();
        assert_eq!(user.creation_ts, 1_795_405_513_000);
        assert!(user.suspended);
        assert_eq!(user.avatar_url, Some("mxc://hs1.example/alice".into()));
        assert!(matches!(&user.threepids[..], [Row::Good(pid)] if pid.address == "a@x.example"));
        assert!(matches!(&user.external_ids[..], [Row::Good(id)] if id.external_id == "al/ice 1"));
    }
}
