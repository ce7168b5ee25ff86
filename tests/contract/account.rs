//! Signing in and out, and one's own account.

use glia::api::account::{GetPresence, Login, LoginFlows, LoginWithToken, Logout, Refresh, SetPresence, WhoAmI, WhoIs};
use glia::model::id::UserId;
use glia::model::secret::Secret;

use crate::harness::{releases, servers};

#[test]
fn a_session_from_login_to_logout() {
    for lab in releases() {
        let flows = lab.call_as(None, &LoginFlows).unwrap();
        assert!(flows.password && !flows.sso);
        let person = lab.person();
        let login = |password: &str| Login {
            user: person.user_id.clone(),
            password: Secret::exact(password),
            device_name: "Glia".to_owned(),
        };
        let session = lab.call_as(None, &login(&person.password)).unwrap();
        assert_eq!(session.user_id, person.user_id);
        let token = session.access_token.reveal();
        assert_eq!(lab.call_as(Some(token), &WhoAmI).unwrap().user_id, person.user_id);
        lab.call_as(Some(token), &Logout).unwrap();
        assert_eq!(lab.refused_as(Some(token), &WhoAmI), (401, "M_UNKNOWN_TOKEN".to_owned()));
        assert_eq!(lab.refused_as(None, &login("wrong")), (403, "M_FORBIDDEN".to_owned()));
        let token = LoginWithToken { token: Secret::new("no such token"), device_name: "Glia".to_owned() };
        assert_eq!(lab.refused_as(None, &token).0, 403);
    }
}

#[test]
fn tokens_are_refreshed_once() {
    for lab in servers(&["short"]) {
        let person = lab.person();
        let login =
            Login { user: person.user_id, password: Secret::new(&person.password), device_name: "Glia".to_owned() };
        let refresh_token = lab.call_as(None, &login).unwrap().refresh_token.expect("this server's tokens end");
        let refresh = || Refresh { refresh_token: refresh_token.clone() };
        let renewed = lab.call_as(None, &refresh()).unwrap();
        lab.call_as(Some(renewed.access_token.reveal()), &WhoAmI).unwrap();
        // The new token was used, so the old one is used up.
        assert!([401, 403].contains(&lab.refused_as(None, &refresh()).0));
    }
}

#[test]
fn presence() {
    for lab in releases() {
        let person = lab.person();
        let user_id = || UserId::from(person.user_id.as_str());
        lab.call_as(Some(&person.token), &SetPresence { user_id: user_id(), presence: "online" }).unwrap();
        let kept = lab.call_as(Some(&person.token), &GetPresence { user_id: user_id() }).unwrap();
        assert!(["online", "offline"].contains(&kept.presence.as_str()), "{kept:?}");
        assert_eq!(lab.refused(&SetPresence { user_id: user_id(), presence: "online" }).0, 403);
    }
}

#[test]
fn only_admins_ask_who_somebody_is() {
    for lab in releases() {
        let user_id = UserId::from(lab.person().user_id);
        lab.ok(&WhoIs { user_id: user_id.clone() });
        assert_eq!(lab.refused_as(Some(&lab.person().token), &WhoIs { user_id }).0, 403);
    }
}
