//! Creating the first admin with the registration secret.

use std::rc::Rc;

use futures_executor::block_on;
use glia::api::account::WhoAmI;
use glia::api::admin_right::{AdminRight, probe};
use glia::api::register::{CreateAdmin, Created, GetNonce, NewAdmin, NotCreated, Refusal, create_admin};
use glia::api::session::{Origin, Session};
use glia::api::users::ListDevices;
use glia::model::secret::Secret;

use crate::harness::{Fate, Plain, releases, servers, unique};

fn new(shared_secret: &str, username: &str) -> NewAdmin {
    NewAdmin {
        shared_secret: Secret::new(shared_secret),
        username: username.to_owned(),
        password: Secret::new("a password"),
        device_name: "Glia".to_owned(),
    }
}

#[test]
fn an_admin_is_created_and_each_refusal_is_known() {
    for lab in releases() {
        let secret = lab.text("/shared_secret");
        let nonce = || lab.call_as(None, &GetNonce).unwrap();
        let name = unique("admin");
        let made = lab.call_as(None, &CreateAdmin::signed(nonce(), new(&secret, &name))).unwrap();
        assert_eq!(made.user_id, format!("@{name}:{}", lab.server_name()));
        let session = Session {
            base_url: lab.text("/base_url"),
            user_id: made.user_id,
            access_token: made.access_token,
            refresh_token: None,
            refresh_at_ms: None,
            version: None,
            origin: Origin::Password,
            issuer: None,
            found_by: None,
            confirmed: false,
        };
        assert_eq!(block_on(probe(&lab.client(Rc::new(Plain::new())), &session)), Ok(AdminRight::Admin));
        let refusal = |nonce: String, secret: &str, name: &str| {
            Refusal::of(&lab.call_as(None, &CreateAdmin::signed(nonce, new(secret, name))).err().unwrap())
        };
        assert_eq!(refusal(nonce(), &secret, &name), Some(Refusal::NameTaken));
        assert_eq!(refusal(nonce(), "wrong", &unique("admin")), Some(Refusal::WrongSecret));
        assert_eq!(refusal("0".repeat(64), &secret, &unique("admin")), Some(Refusal::UnknownNonce));
    }
    for lab in servers(&["mas"]) {
        let error = lab.call_as(None, &GetNonce).err().unwrap();
        assert_eq!(Refusal::of(&error), Some(Refusal::NotOffered));
    }
}

#[test]
fn an_admin_that_was_created_with_a_lost_answer_is_signed_in_all_the_same() {
    for lab in releases() {
        let (secret, name) = (lab.text("/shared_secret"), unique("admin"));
        let create = |fate| block_on(create_admin(&lab.client(Rc::new(Plain::with(fate))), new(&secret, &name)));
        assert!(matches!(create(Fate::LostBefore), Err(NotCreated::Unknown(_))));
        let Ok(Created::Found(made)) = create(Fate::DoneThenLost) else { panic!("nobody told that it was created") };
        assert!(lab.call_as(Some(made.access_token.reveal()), &WhoAmI).is_ok());
        // The second press finds the name taken, by this very account.
        assert!(matches!(create(Fate::Fine), Ok(Created::Found(again)) if again.user_id == made.user_id));
        // Somebody's account that is no admin is left alone, also when the password is the right one.
        let person = lab.person();
        let username = glia::model::id::localpart(&person.user_id).to_owned();
        let taken = NewAdmin { username, password: Secret::new(&person.password), ..new(&secret, "") };
        let Err(NotCreated::Refused(error)) = block_on(create_admin(&lab.client(Rc::new(Plain::new())), taken)) else {
            panic!("somebody else's account was taken over");
        };
        assert_eq!(Refusal::of(&error), Some(Refusal::NameTaken));
        assert_eq!(lab.ok(&ListDevices { user_id: person.user_id.as_str().into() }), 1, "no session of it is left");
    }
}

#[test]
fn who_is_no_admin_is_told_so() {
    for lab in releases() {
        let person = lab.person();
        let session = Session {
            base_url: lab.text("/base_url"),
            user_id: person.user_id.into(),
            access_token: Secret::new(&person.token),
            refresh_token: None,
            refresh_at_ms: None,
            version: None,
            origin: Origin::Token,
            // Asks as with Matrix Authentication Service, too (`GetUser`).
            issuer: None,
            found_by: None,
            confirmed: false,
        };
        let client = lab.client(Rc::new(Plain::new()));
        for issuer in [None, Some("https://auth.example/".to_owned())] {
            let session = Session { issuer, ..session.clone() };
            assert_eq!(block_on(probe(&client, &session)), Ok(AdminRight::NotAdmin));
        }
    }
}
