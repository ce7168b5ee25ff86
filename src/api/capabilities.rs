//! What this server and this token can do. Pages ask here before they offer something, so that nobody runs into a wall
//! that was known to be there.

use super::error::{ApiError, ErrorKind};
use super::oauth::{MAS_ADMIN, has_scope};
use super::session::{Origin, Session};
use super::{Endpoint, Needs, Request};
use crate::model::version::Version;

/// What Synapse says where only PostgreSQL will do.
const NO_POSTGRES: &str = "requires using PostgreSQL";

/// What every address of the admin API of Matrix Authentication Service has in it.
const MAS_ADMIN_API: &str = "/api/admin/v1/";

/// What answers have told about a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Routes that were answered with `M_UNRECOGNIZED`.
    absent: Vec<String>,
    database: Option<Database>,
    /// The admin API of Matrix Authentication Service gave no answer, or refused the token.
    mas_closed: bool,
    /// Synapse said that Matrix Authentication Service does something in its place.
    delegates: bool,
}

/// Where Synapse keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Seen {
    /// Learns from how a request ended. `true` when that was news.
    pub fn learn(&mut self, request: &Request, error: Option<&ApiError>) -> bool {
        let (before, route) = (self.clone(), &request.route);
        let needs_postgres = request.needs == Needs::Postgres;
        if route.contains(MAS_ADMIN_API) {
            self.mas_closed = error.is_some_and(is_closed);
            return *self != before;
        }
        match error {
            Some(error) if error.is_unrecognized() => {
                if !self.absent.contains(route) {
                    self.absent.push(route.clone());
                }
            }
            Some(error) if error.is_delegated() => self.delegates = true,
            Some(error) if needs_postgres => {
                if error.matrix().is_some_and(|matrix| matrix.error.contains(NO_POSTGRES)) {
                    self.database = Some(Database::Sqlite);
                }
            }
            // What answers now (after an update, or a mended proxy) is not absent.
            None => {
                self.absent.retain(|known| known != route);
                if needs_postgres {
                    self.database = Some(Database::Postgres);
                }
            }
            Some(_) => {}
        }
        *self != before
    }
}

/// Whether nothing there will answer: it is not switched on or not reachable, or this token may not use it.
fn is_closed(error: &ApiError) -> bool {
    match &error.kind {
        ErrorKind::Network { .. } | ErrorKind::NotMatrix { .. } | ErrorKind::Unexpected { .. } => true,
        ErrorKind::Matrix(matrix) => matrix.status == 401 || matrix.status == 403 || error.is_unrecognized(),
        ErrorKind::Timeout { .. } | ErrorKind::NoSession | ErrorKind::NoUser(_) => false,
    }
}

/// Why something cannot work here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Matrix Authentication Service does it in Synapse's place.
    MovedToMas,
    /// This Synapse is older than that.
    TooOld(Version),
    /// It answers only with PostgreSQL, and this server runs on SQLite.
    NeedsPostgres,
    /// The server answered so when it was asked.
    Unrecognized,
}

/// Where accounts are kept: passwords, and who is an admin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Accounts {
    /// In Synapse.
    #[default]
    Synapse,
    /// In Matrix Authentication Service.
    Mas {
        /// Its address; empty when a session does not know it (one that an older Glia has begun).
        issuer: String,
        /// Its admin API.
        admin_api: AdminApi,
    },
}

/// Whether the admin API of Matrix Authentication Service can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminApi {
    /// As far as known.
    Usable,
    /// Whoever signed in did not ask for it; and nobody tells what a pasted token may do.
    NotAsked,
    /// It did not answer, or refused the token.
    Unreachable,
}

/// What this server and this token can do, as far as known. By default nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Synapse's version.
    pub version: Option<Version>,
    /// Where accounts are kept.
    pub accounts: Accounts,
    /// Where Synapse keeps its data.
    pub database: Option<Database>,
    absent: Vec<String>,
}

impl Capabilities {
    /// By what a session knows and what answers have told.
    #[must_use]
    pub fn of(session: &Session, seen: &Seen) -> Self {
        let accounts = match &session.issuer {
            None if seen.delegates => Accounts::Mas { issuer: String::new(), admin_api: AdminApi::NotAsked },
            None => Accounts::Synapse,
            Some(issuer) => Accounts::Mas {
                issuer: issuer.clone(),
                admin_api: match &session.origin {
                    Origin::OAuth(grant) if has_scope(&grant.scope, MAS_ADMIN) => {
                        if seen.mas_closed {
                            AdminApi::Unreachable
                        } else {
                            AdminApi::Usable
                        }
                    }
                    _ => AdminApi::NotAsked,
                },
            },
        };
        Self {
            version: session.version.as_deref().and_then(Version::parse),
            accounts,
            database: seen.database,
            absent: seen.absent.clone(),
        }
    }

    /// Why this endpoint cannot work here; `None` when nothing speaks against it. Unknown versions are taken for new.
    #[must_use]
    pub fn lack<E: Endpoint>(&self, endpoint: &E) -> Option<Lack> {
        let route = endpoint.request().route;
        if E::DELEGATED && self.is_mas() {
            Some(Lack::MovedToMas)
        } else if let (Some(since), Some(version)) = (endpoint.since(), self.version)
            && version < since
        {
            Some(Lack::TooOld(since))
        } else if E::NEEDS == Needs::Postgres && self.database == Some(Database::Sqlite) {
            Some(Lack::NeedsPostgres)
        } else {
            self.absent.contains(&route).then_some(Lack::Unrecognized)
        }
    }

    /// Whether Matrix Authentication Service keeps the accounts.
    #[must_use]
    pub fn is_mas(&self) -> bool {
        matches!(self.accounts, Accounts::Mas { .. })
    }

    /// Whether there can be guests, and the list takes a word about them. With Matrix Authentication Service there are
    /// none, and Synapse refuses a list that asks for them.
    #[must_use]
    pub fn has_guests(&self) -> bool {
        !self.is_mas()
    }
}

#[cfg(test)]
mod tests {
    use super::{Accounts, AdminApi, Capabilities, Database, Lack, Seen};
    use crate::api::error::MatrixError;
    use crate::api::mas::MasUserByName;
    use crate::api::oauth::wanted;
    use crate::api::rooms::ListRooms;
    use crate::api::server::DatabaseRooms;
    use crate::api::session::{Grant, Origin, Session};
    use crate::api::users::{GetUser, ListUsers, ResetPassword, SetAdmin, UsersApi};
    use crate::api::{ApiError, Endpoint as _, ErrorKind};
    use crate::model::secret::Secret;
    use crate::model::version::Version;

    fn session(origin: Origin, issuer: Option<&str>, version: &str) -> Session {
        Session {
            base_url: "https://hs.example".to_owned(),
            user_id: "@a:hs.example".into(),
            access_token: Secret::new("t"),
            refresh_token: None,
            refresh_at_ms: None,
            version: Some(version.to_owned()),
            origin,
            issuer: issuer.map(str::to_owned),
            found_by: None,
            confirmed: false,
        }
    }

    fn oauth(with_mas_admin: bool) -> Origin {
        Origin::OAuth(Grant {
            client_id: "c".to_owned(),
            token_endpoint: "https://auth.example/oauth2/token".to_owned(),
            revocation_endpoint: None,
            scope: wanted(with_mas_admin),
        })
    }

    fn error(status: u16, errcode: &str, words: &str) -> ApiError {
        let body = serde_json::json!({"errcode": errcode, "error": words});
        let kind = ErrorKind::Matrix(MatrixError::read(status, &body).unwrap());
        ApiError { request: String::new(), kind }
    }

    fn set_admin() -> SetAdmin {
        SetAdmin { user_id: "@b:hs.example".into(), admin: true }
    }

    #[test]
    fn mas_takes_over_what_synapse_gives_up() {
        let mas = Capabilities::of(&session(Origin::Token, Some("https://auth.example/"), "1.163.2"), &Seen::default());
        let reset =
            ResetPassword { user_id: "@b:hs.example".into(), new_password: Secret::new("x"), logout_devices: false };
        assert_eq!([mas.lack(&set_admin()), mas.lack(&reset)], [Some(Lack::MovedToMas); 2]);
        assert_eq!(mas.lack(&GetUser { user_id: "@b:hs.example".into() }), None);
        assert!(!mas.has_guests());
        let plain = Capabilities::of(&session(Origin::Password, None, "1.163.2"), &Seen::default());
        assert_eq!((plain.lack(&set_admin()), plain.accounts.clone()), (None, Accounts::Synapse));
    }

    #[test]
    fn the_admin_api_of_mas_needs_its_scope() {
        let usable_with_scope =
            [(oauth(true), AdminApi::Usable), (oauth(false), AdminApi::NotAsked), (Origin::Token, AdminApi::NotAsked)];
        for (origin, expected) in usable_with_scope {
            let of = Capabilities::of(&session(origin, Some("https://auth.example/"), "1.163.2"), &Seen::default());
            let issuer = "https://auth.example/".to_owned();
            assert_eq!(of.accounts, Accounts::Mas { issuer, admin_api: expected });
        }
    }

    #[test]
    fn an_admin_api_of_mas_that_is_closed_is_noticed() {
        let look_up = MasUserByName { issuer: "https://auth.example".to_owned(), username: "x".to_owned() }.request();
        let mut seen = Seen::default();
        let admin_api = |seen: &Seen| match Capabilities::of(&session(oauth(true), Some("x"), "1.163.2"), seen).accounts
        {
            Accounts::Mas { admin_api, .. } => admin_api,
            Accounts::Synapse => panic!("it is MAS"),
        };
        let no_such_user = MatrixError::read(404, &serde_json::json!({"errors": [{"title": "not found"}]})).unwrap();
        let no_such_user = ApiError { request: String::new(), kind: ErrorKind::Matrix(no_such_user) };
        assert!(!seen.learn(&look_up, Some(&no_such_user)));
        let kind = ErrorKind::NotMatrix { status: 404, snippet: String::new() };
        assert!(seen.learn(&look_up, Some(&ApiError { request: String::new(), kind })));
        assert_eq!(admin_api(&seen), AdminApi::Unreachable);
        assert!(seen.learn(&look_up, None));
        assert_eq!(admin_api(&seen), AdminApi::Usable);
    }

    #[test]
    fn learns_from_answers() {
        let mut seen = Seen::default();
        let (absent, sqlite) =
            (error(404, "M_UNRECOGNIZED", ""), error(400, "M_UNKNOWN", "Endpoint requires using PostgreSQL"));
        let set = set_admin().request();
        assert!(seen.learn(&set, Some(&absent)) && !seen.learn(&set, Some(&absent)));
        assert!(!seen.learn(&set, Some(&error(403, "M_FORBIDDEN", "You are not a server admin"))));
        let of = |seen: &Seen| Capabilities::of(&session(Origin::Password, None, "1.163.2"), seen);
        assert_eq!(of(&seen).lack(&set_admin()), Some(Lack::Unrecognized));
        assert!(seen.learn(&set, None));
        assert_eq!(of(&seen).lack(&set_admin()), None);
        let delegated = error(400, "M_INVALID_PARAM", "The guests parameter is not supported when delegating to MAS.");
        let mut of_mas = Seen::default();
        assert!(of_mas.learn(&ListUsers::everybody(UsersApi::V3, 1).request(), Some(&delegated)));
        assert!(of(&of_mas).is_mas() && !of(&of_mas).has_guests());
        assert!(seen.learn(&DatabaseRooms.request(), Some(&sqlite)));
        assert_eq!(
            (of(&seen).database, of(&seen).lack(&DatabaseRooms)),
            (Some(Database::Sqlite), Some(Lack::NeedsPostgres))
        );
        assert!(seen.learn(&DatabaseRooms.request(), None));
        assert_eq!((of(&seen).database, of(&seen).lack(&DatabaseRooms)), (Some(Database::Postgres), None));
    }

    #[test]
    fn old_releases_have_the_old_list() {
        let api = |version| {
            let can = Capabilities::of(&session(Origin::Token, None, version), &Seen::default());
            ListUsers::here(Some(&can), 1).api
        };
        assert_eq!([api("1.98.0"), api("1.103.0"), api("unknown")], [UsersApi::V2, UsersApi::V3, UsersApi::V3]);
        let old = Capabilities::of(&session(Origin::Token, None, "1.98.0"), &Seen::default());
        let filtered = ListRooms { empty_rooms: Some(true), ..ListRooms::default() };
        assert_eq!(old.lack(&filtered), Some(Lack::TooOld(Version::new(1, 110, 0))));
        assert_eq!(old.lack(&ListRooms::default()), None);
    }
}
