//! `GET /_synapse/admin/v3/users` (Synapse 1.103+) and `/v2/users`: one page of the accounts of this server.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-accounts>

use serde_json::Value;

use crate::api::capabilities::Capabilities;
use crate::api::fields::Fields;
use crate::api::rows::{Row, first, rows};
use crate::api::{ApiError, Endpoint, Method, Number, Odd, Path};
use crate::model::id::{Mxc, UserId};
use crate::model::version::Version;

/// Which generation of the list a server has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersApi {
    /// Before 1.103: deactivated accounts can be left out or included, not shown alone.
    V2,
    /// 1.103 and later: all three.
    V3,
}

/// What Synapse can sort accounts by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserOrder {
    /// MXID.
    #[default]
    Name,
    /// Display name.
    DisplayName,
    /// Guest accounts.
    IsGuest,
    /// Server admins.
    Admin,
    /// Deactivated accounts.
    Deactivated,
    /// `bot`, `support`, or none.
    UserType,
    /// Avatar URL.
    AvatarUrl,
    /// Shadow-banned accounts.
    ShadowBanned,
    /// Time of creation.
    CreationTs,
    /// Time last seen.
    LastSeenTs,
    /// Locked accounts.
    Locked,
}

impl UserOrder {
    /// All of them with Synapse's own names.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Name, "name"),
        (Self::DisplayName, "displayname"),
        (Self::IsGuest, "is_guest"),
        (Self::Admin, "admin"),
        (Self::Deactivated, "deactivated"),
        (Self::UserType, "user_type"),
        (Self::AvatarUrl, "avatar_url"),
        (Self::ShadowBanned, "shadow_banned"),
        (Self::CreationTs, "creation_ts"),
        (Self::LastSeenTs, "last_seen_ts"),
        (Self::Locked, "locked"),
    ];
}

/// Asks for one page of accounts.
#[derive(Clone, Debug)]
pub struct ListUsers {
    /// v2 or v3.
    pub api: UsersApi,
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page. Synapse sets no upper bound; 0 would page forever and is never sent.
    pub limit: u64,
    /// Part of the localpart or display name, any case.
    pub name: Option<String>,
    /// Sorted by.
    pub order_by: UserOrder,
    /// Largest first.
    pub backwards: bool,
    /// `Some(true)`: only deactivated (v2: also deactivated); `Some(false)`: only active; `None`: both.
    pub deactivated: Option<bool>,
    /// Whether locked accounts are listed too. Synapse's own default would hide them.
    pub locked: bool,
    /// `Some(true)`: only server admins; `Some(false)`: only others.
    pub admins: Option<bool>,
    /// Whether guests are listed too.
    pub guests: bool,
}

impl ListUsers {
    /// Everybody: the same set as the table `users`, whatever the server's own defaults would hide.
    #[must_use]
    pub fn everybody(api: UsersApi, limit: u64) -> Self {
        Self {
            api,
            from: 0,
            limit,
            name: None,
            order_by: UserOrder::Name,
            backwards: false,
            deactivated: None,
            locked: true,
            admins: None,
            guests: true,
        }
    }

    /// Everybody, as this server is to be asked, as far as is known of it: with the older API where it has no other, and
    /// without guests where there can be none.
    #[must_use]
    pub fn here(can: Option<&Capabilities>, limit: u64) -> Self {
        let newer = Self::everybody(UsersApi::V3, limit);
        let lacks = can.is_some_and(|can| can.lack(&newer).is_some());
        let api = if lacks { UsersApi::V2 } else { UsersApi::V3 };
        Self { api, guests: can.is_none_or(Capabilities::has_guests), ..newer }
    }

    /// The same question as this server understands it, after it refused it this way: with the older API where the newer
    /// is missing, without guests where Matrix Authentication Service is in charge (which has none). `None` when it was
    /// refused for another reason.
    #[must_use]
    pub fn instead(&self, refused: &ApiError) -> Option<Self> {
        if refused.is_unrecognized() && self.api == UsersApi::V3 {
            return Some(Self { api: UsersApi::V2, ..self.clone() });
        }
        let no_guests = refused.matrix().is_some_and(|e| e.status == 400 && e.error.contains("guests parameter"));
        (no_guests && self.guests).then(|| Self { guests: false, ..self.clone() })
    }
}

/// One page of accounts.
#[derive(Clone, Debug, PartialEq)]
pub struct UsersPage {
    /// The accounts, in order.
    pub users: Vec<Row<UserSummary>>,
    /// All that match, on all pages.
    pub total: Number,
}

/// One account as the list tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSummary {
    /// MXID.
    pub name: UserId,
    /// Display name, when set.
    pub displayname: Option<String>,
    /// `bot`, `support` or a configured type.
    pub user_type: Option<String>,
    /// Guest account.
    pub is_guest: bool,
    /// Server admin.
    pub admin: bool,
    /// Deactivated.
    pub deactivated: bool,
    /// Deactivated with erasure.
    pub erased: bool,
    /// Shadow-banned.
    pub shadow_banned: bool,
    /// Locked.
    pub locked: bool,
    /// Created at, in ms.
    pub creation_ts: Number,
    /// Last seen at, in ms.
    pub last_seen_ts: Number,
    /// Address of the avatar (`mxc://`), when set.
    pub avatar_url: Option<Mxc>,
}

impl UserSummary {
    fn decode(fields: &Fields) -> Result<Self, Odd> {
        Ok(Self {
            name: fields.text("name")?.into(),
            displayname: fields.shown("displayname"),
            user_type: fields.shown("user_type"),
            is_guest: fields.flag("is_guest")?,
            admin: fields.flag("admin")?,
            deactivated: fields.flag("deactivated")?,
            erased: fields.flag("erased")?,
            shadow_banned: fields.flag("shadow_banned")?,
            locked: fields.flag("locked")?,
            creation_ts: fields.ms("creation_ts"),
            last_seen_ts: fields.ms("last_seen_ts"),
            avatar_url: fields.shown("avatar_url").map(Into::into),
        })
    }
}

impl Endpoint for ListUsers {
    type Response = UsersPage;
    const METHOD: Method = Method::Get;

    fn since(&self) -> Option<Version> {
        (self.api == UsersApi::V3).then_some(Version::new(1, 103, 0))
    }

    fn path(&self) -> Path {
        Path::new(match self.api {
            UsersApi::V2 => "/_synapse/admin/v2/users",
            UsersApi::V3 => "/_synapse/admin/v3/users",
        })
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let order = UserOrder::ALL.iter().find(|(order, _)| *order == self.order_by).map_or("name", |(_, name)| name);
        let mut query = vec![
            ("from", self.from.to_string()),
            ("limit", self.limit.max(1).to_string()),
            ("order_by", order.to_owned()),
            ("dir", if self.backwards { "b" } else { "f" }.to_owned()),
            ("locked", self.locked.to_string()),
        ];
        if let Some(name) = &self.name {
            query.push(("name", name.clone()));
        }
        match (self.api, self.deactivated) {
            (UsersApi::V3, None) => {}
            (UsersApi::V3, Some(only)) => query.push(("deactivated", only.to_string())),
            (UsersApi::V2, shown) => query.push(("deactivated", (shown != Some(false)).to_string())),
        }
        if let Some(admins) = self.admins {
            query.push(("admins", admins.to_string()));
        }
        if !self.guests {
            query.push(("guests", "false".to_owned()));
        }
        query
    }

    fn decode(&self, body: &Value) -> Result<UsersPage, Odd> {
        let fields = Fields::of(body)?;
        Ok(UsersPage {
            users: rows(first(fields.list("users")?, self.limit), UserSummary::decode),
            total: fields.number("total"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ListUsers, UserOrder, UsersApi};
    use crate::api::endpoint::line;
    use crate::api::error::MatrixError;
    use crate::api::odd::{Kind, Odd};
    use crate::api::{ApiError, Endpoint as _, ErrorKind, Row};
    use serde_json::json;

    fn all(api: UsersApi) -> ListUsers {
        ListUsers::everybody(api, 50)
    }

    #[test]
    fn everybody_means_everybody() {
        assert_eq!(
            line(&all(UsersApi::V3)),
            "GET /_synapse/admin/v3/users?from=0&limit=50&order_by=name&dir=f&locked=true"
        );
        assert_eq!(
            line(&all(UsersApi::V2)),
            "GET /_synapse/admin/v2/users?from=0&limit=50&order_by=name&dir=f&locked=true&deactivated=true"
        );
    }

    #[test]
    fn filters_and_order() {
        let query = ListUsers {
            from: 100,
            limit: 0,
            name: Some("a b&c".to_owned()),
            order_by: UserOrder::LastSeenTs,
            backwards: true,
            deactivated: Some(false),
            locked: false,
            admins: Some(true),
            guests: false,
            ..all(UsersApi::V3)
        };
        assert_eq!(
            line(&query),
            "GET /_synapse/admin/v3/users?from=100&limit=1&order_by=last_seen_ts&dir=b&locked=false&name=a%20b%26c\
             &deactivated=false&admins=true&guests=false"
        );
    }

    /// Refusals as Synapse 1.98.0 (no v3) and 1.163.2 (with Matrix Authentication Service) send them.
    #[test]
    fn asks_again_as_the_server_understands() {
        let refused = |status, errcode: &str, words: &str| {
            let matrix = MatrixError::read(status, &json!({"errcode": errcode, "error": words}));
            ApiError { request: String::new(), kind: ErrorKind::Matrix(matrix.unwrap()) }
        };
        let missing = refused(404, "M_UNRECOGNIZED", "Unrecognized request");
        let older = all(UsersApi::V3).instead(&missing).unwrap();
        assert_eq!((older.api, older.guests), (UsersApi::V2, true));
        assert!(older.instead(&missing).is_none());
        let mas = refused(400, "M_UNKNOWN", "The guests parameter is not supported when delegating to MAS.");
        let without = all(UsersApi::V3).instead(&mas).unwrap();
        assert_eq!((without.api, without.guests), (UsersApi::V3, false));
        assert!(line(&without).ends_with("&guests=false"));
        assert!(without.instead(&mas).is_none());
        assert!(all(UsersApi::V3).instead(&refused(403, "M_FORBIDDEN", "You are not a server admin")).is_none());
    }

    /// Two rows as Synapse 1.163.2 (SQLite) sent them, one as an old PostgreSQL server does, one odd.
    #[test]
    fn decodes_real_rows() {
        let body = json!({"users": [
            {"name": "@admin:hs1.example", "user_type": null, "is_guest": false, "admin": true, "deactivated": false,
             "shadow_banned": false, "displayname": "admin", "avatar_url": null, "creation_ts": 1_795_405_513_000_u64,
             "approved": true, "erased": false, "last_seen_ts": 1_795_405_600_123_u64, "locked": false},
            {"name": "@old:hs1.example", "is_guest": 0, "admin": 1, "deactivated": 1, "shadow_banned": null,
             "displayname": null, "creation_ts": 0},
            {"name": 7},
            {"name": "@odd:hs1.example", "displayname": ["a"], "user_type": 1}
        ], "total": 4, "next_token": "4"});
        let page = all(UsersApi::V3).decode(&body).unwrap();
        assert_eq!(page.total, 4);
        let [Row::Good(admin), Row::Good(old), Row::Odd(odd), Row::Good(shown)] = &page.users[..] else {
            panic!("{page:?}")
        };
        assert!(admin.admin && !admin.locked);
        assert_eq!(admin.last_seen_ts, 1_795_405_600_123);
        assert!(old.admin && old.deactivated && !old.shadow_banned);
        assert_eq!((old.displayname.as_deref(), old.last_seen_ts.known()), (None, None));
        assert_eq!((shown.displayname.as_deref(), shown.user_type.as_deref()), (Some("[\"a\"]"), Some("1")));
        assert_eq!(odd.why, Odd::field("name", Kind::Text, Some(&json!(3))));
    }
}
