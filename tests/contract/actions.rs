//! Every action on real servers: done, refused, done with a lost answer, never sent, and with nobody to ask afterwards.

use std::rc::Rc;

use futures_executor::block_on;
use glia::actions::{
    Action, DeleteAlias, Ending, Filled, Me, PointAlias, PutAliasBack, Refusal, ResetConnection, ResetPassword,
    SetAdmin, Told, ask_again, run,
};
use glia::api::ApiError;
use glia::api::account::Login;
use glia::api::capabilities::Capabilities;
use glia::api::directory::ResolveAlias;
use glia::api::federation::GetDestination;
use glia::api::users::GetAdmin;
use glia::model::secret::Secret;
use serde_json::json;

use crate::harness::{Fate, Lab, Plain, everywhere, releases, unique};

fn run_over(lab: &Lab, fate: Fate, action: &dyn Action) -> (Result<Ending, ApiError>, Vec<String>) {
    let wire = Rc::new(Plain::with(fate));
    let outcome = block_on(run(action, &lab.ask_over(wire.clone(), Some(lab.admin_token()))));
    (outcome, wire.sent())
}

fn told(lab: &Lab, fate: Fate, action: &dyn Action) -> Told {
    let (outcome, _) = run_over(lab, fate, action);
    outcome.unwrap_or_else(|error| panic!("{} with {fate:?}: {error:?}", action.name())).told
}

fn refused(lab: &Lab, action: &dyn Action) -> (u16, String) {
    let error =
        run_over(lab, Fate::Fine, action).0.err().unwrap_or_else(|| panic!("{} was not refused", action.name()));
    let matrix = error.matrix().unwrap();
    (matrix.status, matrix.errcode.clone())
}

/// An action, made anew on a server that is as it wants it.
type Case = (&'static str, fn(&Lab) -> Rc<dyn Action>);

/// All actions. A new one is a row here, and is tried with every fate by that.
const CASES: [Case; 7] = [
    ("make-admin", |lab| Rc::new(SetAdmin::new(lab.person().user_id.into(), true, &Capabilities::default()))),
    ("remove-admin", |lab| {
        let user_id = lab.person().user_id;
        lab.ok(&glia::api::users::SetAdmin { user_id: user_id.as_str().into(), admin: true });
        Rc::new(SetAdmin::new(user_id.into(), false, &Capabilities::default()))
    }),
    ("reset-password", |lab| reset(&lab.person().user_id, &unique("new"), false)),
    ("delete-alias", |lab| {
        let (alias, room) = taken(lab);
        Rc::new(DeleteAlias::new(alias.into(), room.into(), false))
    }),
    ("put-alias-back", |lab| {
        let room = lab.room(lab.admin_token().reveal(), json!({}));
        Rc::new(PutAliasBack::new(lab.alias().into(), room.into()))
    }),
    ("point-alias", |lab| {
        let (alias, room) = taken(lab);
        point(lab, &alias, Some(room), &lab.room(lab.admin_token().reveal(), json!({})))
    }),
    ("reset-connection", |lab| {
        Rc::new(ResetConnection::new(lab.ok(&GetDestination { destination: failing(lab).into() })))
    }),
];

fn reset(user_id: &str, password: &str, logout: bool) -> Rc<dyn Action> {
    let values = Filled::new(vec![
        ("new-password", password.to_owned()),
        ("logout-devices", if logout { Filled::YES.to_owned() } else { String::new() }),
    ]);
    ResetPassword::new(user_id.into(), false, &Capabilities::default()).filled(&values).unwrap()
}

fn point(lab: &Lab, alias: &str, current: Option<String>, target: &str) -> Rc<dyn Action> {
    let values = Filled::new(vec![("target-room", target.to_owned())]);
    PointAlias::new(alias.into(), current.map(Into::into), &lab.server_name()).filled(&values).unwrap()
}

/// Somebody else's room with an alias.
fn taken(lab: &Lab) -> (String, String) {
    let name = unique("taken");
    let owner = lab.person();
    let room = lab.room(&owner.token, json!({ "room_alias_name": name }));
    (format!("#{name}:{}", lab.server_name()), room)
}

fn room_of(lab: &Lab, alias: &str) -> Option<String> {
    lab.call(&ResolveAlias { alias: alias.into() }).ok().map(|found| found.room_id.into())
}

/// A destination that fails. The lab's servers send nothing, so it is written into the database.
fn failing(lab: &Lab) -> String {
    let destination = format!("{}.example:8448", unique("gone"));
    lab.sql(&format!(
        "INSERT INTO destinations (destination, failure_ts, retry_last_ts, retry_interval)
         VALUES ('{destination}', 1700000000000, 1700000060000, 5400000);"
    ));
    destination
}

fn is_writing(method: &str) -> bool {
    method != "GET"
}

#[test]
fn every_action_is_done_and_confirmed() {
    for lab in everywhere() {
        for (name, make) in CASES {
            let action = make(&lab);
            assert_eq!(action.name(), name);
            let (outcome, sent) = run_over(&lab, Fate::Fine, &*action);
            let ending = outcome.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let expected = if action.can_be_read() { Told::Confirmed } else { Told::Accepted };
            assert_eq!((ending.told, ending.error), (expected, None), "{name}: {}", ending.says);
            // What is shown is what is sent.
            let shown: Vec<_> =
                action.plan().iter().map(|request| request.method.name()).filter(|m| is_writing(m)).collect();
            assert_eq!(shown, sent.iter().filter(|method| is_writing(method)).collect::<Vec<_>>(), "{name}");
        }
    }
}

#[test]
fn every_action_whose_answer_is_lost_says_what_is_true() {
    for lab in releases() {
        for (name, make) in CASES {
            let action = make(&lab);
            let (outcome, sent) = run_over(&lab, Fate::DoneThenLost, &*action);
            let ending = outcome.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let expected = match name {
                "reset-password" => Told::Unknown,
                // The alias was taken away, and the second write was never sent.
                "point-alias" => Told::Halfway,
                _ => Told::Confirmed,
            };
            assert_eq!(ending.told, expected, "{name}: {}", ending.says);
            let writes = sent.iter().filter(|method| is_writing(method)).count();
            assert_eq!(writes, 1, "{name}: a write is never repeated behind one's back");
        }
    }
}

#[test]
fn every_action_that_never_got_there_says_so() {
    for lab in releases() {
        for (name, make) in CASES {
            let expected = if name == "reset-password" { Told::Unknown } else { Told::Unchanged };
            assert_eq!(told(&lab, Fate::LostBefore, &*make(&lab)), expected, "{name}");
        }
    }
}

#[test]
fn with_nobody_to_ask_nothing_is_claimed_and_asking_again_ends_the_doubt() {
    for lab in releases() {
        for (name, make) in CASES {
            let action = make(&lab);
            assert_eq!(told(&lab, Fate::DoneThenDead, &*action), Told::Unknown, "{name}");
            if action.can_be_read() {
                let ask = lab.ask_over(Rc::new(Plain::new()), Some(lab.admin_token()));
                let again = block_on(ask_again(&*action, &ask, None));
                let expected = if name == "point-alias" { Told::Halfway } else { Told::Confirmed };
                assert_eq!(again.told, expected, "{name}");
            }
        }
    }
}

#[test]
fn what_can_be_undone_is_undone() {
    for lab in releases() {
        for (name, make) in CASES {
            let action = make(&lab);
            let ending = run_over(&lab, Fate::Fine, &*action).0.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let can_be_undone = !matches!(name, "reset-password" | "reset-connection");
            assert_eq!(ending.undo.is_some(), can_be_undone, "{name}");
            // An alias that points elsewhere has to be freed before it is put back.
            if let Some(undo) = ending.undo.filter(|_| name != "point-alias") {
                assert_eq!(told(&lab, Fate::Fine, &*undo), Told::Confirmed, "undoing {name}");
            }
        }
    }
}

#[test]
fn a_server_admin_is_made_and_unmade() {
    for lab in everywhere() {
        let user_id = lab.person().user_id;
        let set = |admin| SetAdmin::new(user_id.as_str().into(), admin, &Capabilities::default());
        for admin in [true, true, false] {
            assert_eq!(told(&lab, Fate::Fine, &set(admin)), Told::Confirmed);
            assert_eq!(lab.ok(&GetAdmin { user_id: user_id.as_str().into() }), admin);
        }
        let nobody = format!("@{}:{}", unique("nobody"), lab.server_name());
        assert_eq!(refused(&lab, &SetAdmin::new(nobody.into(), true, &Capabilities::default())).0, 404);
        let remote = SetAdmin::new("@x:elsewhere.example".into(), true, &Capabilities::default());
        assert_eq!(refused(&lab, &remote).0, 400);
        let me = Me { user_id: lab.text("/admin/user_id").into(), server_name: lab.server_name() };
        let oneself = SetAdmin::new(me.user_id.clone(), false, &Capabilities::default());
        assert!(matches!(oneself.refusal(&me, &Capabilities::default()), Some(Refusal::Protected(_))));
        // The server would refuse it, too.
        assert_eq!(refused(&lab, &oneself).0, 400);
    }
}

#[test]
fn a_password_is_set_to_the_letter() {
    for lab in releases() {
        let person = lab.person();
        let login = |password: &str| {
            let password = Secret::exact(password);
            lab.call_as(None, &Login { user: person.user_id.clone(), password, device_name: "lab".to_owned() }).is_ok()
        };
        let new = " 'two  blanks' \"\\\" $HOME 🦊 ";
        assert_eq!(told(&lab, Fate::Fine, &*reset(&person.user_id, new, false)), Told::Accepted);
        assert!(login(new) && !login(new.trim()) && !login(&person.password));
        assert!(lab.call_as(Some(&person.token), &glia::api::account::WhoAmI).is_ok());
        // With the box ticked every device is signed out.
        assert_eq!(told(&lab, Fate::Fine, &*reset(&person.user_id, "other", true)), Told::Accepted);
        assert_eq!(lab.refused_as(Some(&person.token), &glia::api::account::WhoAmI).1, "M_UNKNOWN_TOKEN");
        // A lost answer: the password that may be in force is kept for the admin.
        let kept = run_over(&lab, Fate::DoneThenLost, &*reset(&person.user_id, "kept", false)).0;
        let ending = kept.unwrap_or_else(|error| panic!("{error:?}"));
        assert!(ending.receipt.unwrap().in_one_line().contains("kept") && login("kept"));
        let nobody = format!("@{}:{}", unique("nobody"), lab.server_name());
        assert_eq!(refused(&lab, &*reset(&nobody, "x", false)).0, 404);
    }
}

#[test]
fn an_alias_is_freed_only_from_the_room_that_was_shown() {
    for lab in everywhere() {
        let (alias, room) = taken(&lab);
        let other = DeleteAlias::new(alias.as_str().into(), "!other".into(), false);
        let (outcome, sent) = run_over(&lab, Fate::Fine, &other);
        let ending = outcome.unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((ending.told, sent), (Told::Unchanged, vec!["GET".to_owned()]));
        assert!(ending.says.contains(&room));
        assert_eq!(room_of(&lab, &alias), Some(room.clone()));
        let delete = DeleteAlias::new(alias.as_str().into(), room.as_str().into(), false);
        // The second press of the button finds it done.
        for _ in 0..2 {
            assert_eq!(told(&lab, Fate::Fine, &delete), Told::Confirmed);
            assert_eq!(room_of(&lab, &alias), None);
        }
        let back = delete.undo().unwrap();
        assert_eq!(told(&lab, Fate::Fine, &*back), Told::Confirmed);
        // Putting it back again meets 409, and is done all the same.
        assert_eq!(told(&lab, Fate::Fine, &*back), Told::Confirmed);
        assert_eq!(room_of(&lab, &alias), Some(room));
        let elsewhere =
            PutAliasBack::new(alias.as_str().into(), lab.room(lab.admin_token().reveal(), json!({})).into());
        assert_eq!(refused(&lab, &elsewhere).0, 409);
    }
}

#[test]
fn an_alias_goes_to_another_room_by_id_and_by_alias() {
    for lab in releases() {
        let (alias, room) = taken(&lab);
        let (named, heir) = taken(&lab);
        let by_alias = point(&lab, &alias, Some(room.clone()), &named);
        assert_eq!(told(&lab, Fate::Fine, &*by_alias), Told::Confirmed);
        assert_eq!(room_of(&lab, &alias), Some(heir.clone()));
        // Somebody is quicker: it no longer is where the admin was shown it.
        let late = point(&lab, &alias, Some(room.clone()), &lab.room(lab.admin_token().reveal(), json!({})));
        assert_eq!(told(&lab, Fate::Fine, &*late), Told::Unchanged);
        assert_eq!(room_of(&lab, &alias), Some(heir.clone()));
        // A room that does not exist takes no alias away.
        for nowhere in [format!("!{}:{}", unique("nowhere"), lab.server_name()), lab.alias()] {
            assert_eq!(refused(&lab, &*point(&lab, &alias, Some(heir.clone()), &nowhere)).0, 404);
            assert_eq!(room_of(&lab, &alias), Some(heir.clone()));
        }
        // A room that nobody is in takes none: it was free, and stays free.
        let leaver = lab.person();
        let empty = lab.room(&leaver.token, json!({}));
        let path = format!("/_matrix/client/v3/rooms/{}/leave", glia::model::percent::encode(&empty));
        lab.arrange(&leaver.token, "POST", &path, Some(json!({})));
        let free = lab.alias();
        assert_eq!(refused(&lab, &*point(&lab, &free, None, &empty)).0, 400);
        // It was taken: then it is between two rooms, which is told, and taken back.
        let (outcome, _) = run_over(&lab, Fate::Fine, &*point(&lab, &alias, Some(heir.clone()), &empty));
        let ending = outcome.unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((ending.told, room_of(&lab, &alias)), (Told::Halfway, None));
        assert_eq!(told(&lab, Fate::Fine, &*ending.undo.unwrap()), Told::Confirmed);
        assert_eq!(room_of(&lab, &alias), Some(heir));
    }
}

#[test]
fn a_connection_that_needs_no_reset_is_no_failure() {
    for lab in everywhere() {
        let destination = lab.text("/cast/federation/destinations/healthy").into();
        let healthy = lab.ok(&GetDestination { destination });
        let (outcome, _) = run_over(&lab, Fate::Fine, &ResetConnection::new(healthy));
        let ending = outcome.unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(ending.told, Told::Confirmed);
        assert!(ending.says.contains("nothing to reset"), "{}", ending.says);
        let unknown = glia::api::federation::Destination { destination: "never.example".into(), ..Default::default() };
        assert_eq!(refused(&lab, &ResetConnection::new(unknown)), (404, "M_NOT_FOUND".to_owned()));
    }
}
