//! Accounts that (a stand-in for) Matrix Authentication Service keeps, and its sign-in.

use std::rc::Rc;

use futures_executor::block_on;
use glia::actions::{Action, Filled, Me, Refusal, ResetPassword, SetAdmin, Told, run};
use glia::api::capabilities::{Capabilities, Seen};
use glia::api::mas::{MasUserByName, SetMasAdmin, SetMasPassword};
use glia::api::oauth::{AuthMetadata, ExchangeCode, Generation, RefreshGrant, RegisterClient, Revoke, wanted};
use glia::api::session::{Grant, Origin, Session};
use glia::api::{ApiError, Endpoint};
use glia::model::secret::Secret;
use serde_json::{Value, json};

use crate::harness::{Fate, Lab, Plain, servers, unique};

/// An account; `token`: a good one for the scopes of an admin, and of the service's own admin API.
struct Account {
    username: String,
    user_id: String,
    token: String,
}

impl Lab {
    fn account(&self, scope: &str) -> Account {
        let (username, token) = (unique("mas"), unique("token"));
        let body = json!({ "username": username, "password": unique("secret"), "access_token": token, "scope": scope });
        self.arrange("", "POST", &format!("{}lab/accounts", self.issuer()), Some(body));
        Account { user_id: format!("@{username}:{}", self.server_name()), username, token }
    }

    fn admin(&self) -> Account {
        self.account(&wanted(true))
    }

    /// The service's own view.
    fn kept(&self, username: &str) -> Value {
        self.arrange("", "GET", &format!("{}lab/accounts/{username}", self.issuer()), None)
    }

    fn issuer(&self) -> String {
        self.text("/issuer")
    }

    /// What an admin can do who has asked for everything.
    fn can(&self) -> Capabilities {
        let grant = Grant {
            client_id: String::new(),
            token_endpoint: String::new(),
            revocation_endpoint: None,
            scope: wanted(true),
        };
        let session = Session {
            base_url: self.text("/base_url"),
            user_id: self.text("/admin/user_id").into(),
            access_token: Secret::new(""),
            refresh_token: None,
            refresh_at_ms: None,
            version: Some(self.text("/version")),
            origin: Origin::OAuth(grant),
            issuer: Some(self.issuer()),
            found_by: None,
            confirmed: false,
        };
        Capabilities::of(&session, &Seen::default())
    }
}

fn told(lab: &Lab, token: &str, fate: Fate, action: &dyn Action) -> Result<Told, ApiError> {
    let ask = lab.ask_over(Rc::new(Plain::with(fate)), Some(Secret::new(token)));
    block_on(run(action, &ask)).map(|ending| ending.told)
}

#[test]
fn an_admin_is_made_there() {
    for lab in servers(&["mas"]) {
        let (admin, user) = (lab.admin(), lab.account("urn:matrix:client:api:*"));
        for (fate, wanted, expected) in [
            (Fate::Fine, true, Told::Confirmed),
            (Fate::DoneThenLost, false, Told::Confirmed),
            (Fate::LostBefore, true, Told::Unchanged),
            (Fate::DoneThenDead, true, Told::Unknown),
        ] {
            let set = SetAdmin::new(user.user_id.as_str().into(), wanted, &lab.can());
            assert_eq!(told(&lab, &admin.token, fate, &set), Ok(expected), "{fate:?}");
            assert_eq!(lab.kept(&user.username)["admin"], json!(wanted && fate != Fate::LostBefore), "{fate:?}");
        }
        let me = Me { user_id: user.user_id.as_str().into(), server_name: lab.server_name() };
        let oneself = SetAdmin::new(me.user_id.clone(), false, &lab.can());
        assert!(matches!(oneself.refusal(&me, &lab.can()), Some(Refusal::Protected(_))));
        let nobody = SetAdmin::new(format!("@{}:x", unique("nobody")).into(), true, &lab.can());
        assert!(told(&lab, &admin.token, Fate::Fine, &nobody).err().unwrap().is_not_found());
        let error = told(&lab, &user.token, Fate::Fine, &SetAdmin::new(me.user_id, true, &lab.can())).err().unwrap();
        assert_eq!(error.matrix().unwrap().status, 403, "without its scope");
    }
}

#[test]
fn a_password_is_set_there_and_may_be_refused() {
    for lab in servers(&["mas"]) {
        let (admin, user) = (lab.admin(), lab.account("urn:matrix:client:api:*"));
        let reset = |password: &str| {
            let values = Filled::new(vec![("new-password", password.to_owned())]);
            ResetPassword::new(user.user_id.as_str().into(), false, &lab.can()).filled(&values).unwrap()
        };
        let password = unique("long enough");
        assert_eq!(told(&lab, &admin.token, Fate::Fine, &*reset(&password)), Ok(Told::Accepted));
        assert_eq!(lab.kept(&user.username)["password"], json!(password));
        assert_eq!(told(&lab, &admin.token, Fate::DoneThenLost, &*reset("another one")), Ok(Told::Unknown));
        assert_eq!(lab.kept(&user.username)["password"], json!("another one"));
        let weak = told(&lab, &admin.token, Fate::Fine, &*reset("short")).err().unwrap();
        assert_eq!(weak.matrix().unwrap().status, 400);
    }
}

#[test]
fn synapse_has_given_these_up() {
    use glia::api::account::Login;
    use glia::api::users::{GetAdmin, ResetPassword, SetAdmin};
    for lab in servers(&["mas"]) {
        let (admin, user_id) = (lab.admin(), lab.account("urn:matrix:client:api:*").user_id);
        fn gone<E: Endpoint>(lab: &Lab, token: &str, endpoint: &E) {
            assert!(E::DELEGATED);
            let error = lab.call_as(Some(token), endpoint).err().unwrap();
            assert!(error.is_unrecognized(), "{error:?}");
        }
        gone(&lab, &admin.token, &GetAdmin { user_id: user_id.as_str().into() });
        gone(&lab, &admin.token, &SetAdmin { user_id: user_id.as_str().into(), admin: true });
        let new_password = Secret::new("x");
        gone(
            &lab,
            &admin.token,
            &ResetPassword { user_id: user_id.as_str().into(), new_password, logout_devices: false },
        );
        gone(&lab, &admin.token, &Login { user: user_id, password: Secret::new("x"), device_name: "Glia".to_owned() });
    }
}

#[test]
fn the_endpoints_of_its_admin_api() {
    for lab in servers(&["mas"]) {
        let (admin, user) = (lab.admin(), lab.account("urn:matrix:client:api:*"));
        let issuer = || lab.issuer();
        let token = Some(admin.token.as_str());
        let look_up = |username: &str| MasUserByName { issuer: issuer(), username: username.to_owned() };
        let id = lab.call_as(token, &look_up(&user.username)).unwrap().id;
        assert!(lab.call_as(token, &SetMasAdmin { issuer: issuer(), id: id.clone(), admin: true }).unwrap().admin);
        let password = Secret::new("long enough");
        lab.call_as(token, &SetMasPassword { issuer: issuer(), id: id.clone(), password: password.clone() }).unwrap();
        assert_eq!(lab.refused_as(token, &look_up("nobody")).0, 404);
        let nobody = SetMasPassword { issuer: issuer(), id: "01NOBODY".to_owned(), password };
        assert_eq!(lab.refused_as(token, &nobody).0, 404);
        assert_eq!(lab.refused_as(Some("none"), &SetMasAdmin { issuer: issuer(), id, admin: false }).0, 401);
    }
}

#[test]
fn its_sign_in() {
    for lab in servers(&["mas"]) {
        let metadata = lab.call_as(None, &AuthMetadata(Generation::Stable)).unwrap();
        assert_eq!(metadata.issuer, lab.issuer());
        let endpoint = metadata.registration_endpoint.unwrap();
        let app = "https://glia.example/".to_owned();
        let client_id =
            lab.call_as(None, &RegisterClient { endpoint, name: "Glia".to_owned(), app: app.clone() }).unwrap();
        let endpoint = || metadata.token_endpoint.clone();
        let wrong = || Secret::new("wrong");
        let code = ExchangeCode {
            endpoint: endpoint(),
            client_id: client_id.clone(),
            code: wrong(),
            redirect_uri: app,
            verifier: Secret::new(&"v".repeat(43)),
        };
        assert!(lab.call_as(None, &code).err().unwrap().is_grant_over());
        let refresh = RefreshGrant { endpoint: endpoint(), client_id: client_id.clone(), refresh_token: wrong() };
        assert!(lab.call_as(None, &refresh).err().unwrap().is_grant_over());
        let endpoint = metadata.revocation_endpoint.unwrap();
        // What is not (or no longer) good is revoked.
        lab.call_as(None, &Revoke { endpoint, client_id, token: wrong(), is_refresh_token: false }).unwrap();
    }
    for lab in servers(&["current"]) {
        assert!(lab.call_as(None, &AuthMetadata(Generation::Stable)).err().unwrap().is_unrecognized());
    }
}
