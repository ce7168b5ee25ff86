//! The User Admin API.

use glia::api::Row;
use glia::api::users::{
    CountJoinedRooms, CountMedia, CountMemberships, GetAdmin, GetUser, ListDevices, ListUsers, ResetPassword, SetAdmin,
    UserDevices, UserOrder, UserRooms, UsersApi,
};
use glia::model::id::UserId;
use glia::model::secret::Secret;
use serde_json::json;

use crate::harness::{Lab, everywhere, releases, unique};

fn api(lab: &Lab) -> UsersApi {
    if lab.is_old() { UsersApi::V2 } else { UsersApi::V3 }
}

fn nobody(lab: &Lab) -> UserId {
    format!("@{}:{}", unique("nobody"), lab.server_name()).into()
}

#[test]
fn list_users_in_every_order() {
    for lab in everywhere() {
        let all = lab.ok(&ListUsers::everybody(api(&lab), 1000));
        assert!(all.total.known() > Some(10) && all.total == all.users.len() as u64, "{:?}", all.total);
        assert!(all.users.iter().all(|row| matches!(row, Row::Good(_))));
        for (order_by, name) in UserOrder::ALL {
            for backwards in [false, true] {
                // 1.98.0 knows no `locked` to sort by.
                if lab.is_old() && order_by == UserOrder::Locked {
                    continue;
                }
                let page = lab.ok(&ListUsers { order_by, backwards, ..ListUsers::everybody(api(&lab), 3) });
                assert_eq!((page.users.len(), page.total.known() >= all.total.known()), (3, true), "{name}");
            }
        }
        let admins = lab.ok(&ListUsers { admins: Some(true), ..ListUsers::everybody(api(&lab), 1000) });
        assert!(admins.users.iter().all(|row| matches!(row, Row::Good(user) if user.admin)));
        let person = lab.person();
        let found =
            lab.ok(&ListUsers { name: Some(person.user_id[1..20].to_owned()), ..ListUsers::everybody(api(&lab), 5) });
        assert!(found.users.iter().any(|row| matches!(row, Row::Good(user) if user.name == person.user_id)));
        assert_eq!(
            lab.refused_as(Some(&person.token), &ListUsers::everybody(api(&lab), 1)),
            (403, "M_FORBIDDEN".into())
        );
        assert_eq!(lab.refused_as(None, &ListUsers::everybody(api(&lab), 1)).0, 401);
        if lab.is_old() {
            let refused = lab.call(&ListUsers::everybody(UsersApi::V3, 1)).err().unwrap();
            assert!(refused.is_unrecognized());
        }
    }
}

#[test]
fn get_user() {
    for lab in everywhere() {
        let person = lab.person();
        let user = lab.ok(&GetUser { user_id: person.user_id.as_str().into() });
        assert_eq!((user.name.as_str(), user.admin, user.deactivated), (person.user_id.as_str(), false, false));
        let gone = lab.ok(&GetUser { user_id: lab.text("/cast/deactivated/user_id").into() });
        assert!(gone.deactivated);
        assert_eq!(lab.refused(&GetUser { user_id: nobody(&lab) }).0, 404);
        assert_eq!(lab.refused(&GetUser { user_id: "@x:elsewhere.example".into() }).0, 400);
    }
}

#[test]
fn get_admin_and_set_admin() {
    for lab in everywhere() {
        let user_id = UserId::from(lab.person().user_id);
        for admin in [true, false] {
            lab.ok(&SetAdmin { user_id: user_id.clone(), admin });
            assert_eq!(lab.ok(&GetAdmin { user_id: user_id.clone() }), admin);
        }
        let person = lab.person();
        assert_eq!(lab.refused_as(Some(&person.token), &GetAdmin { user_id }).0, 403);
        assert_eq!(lab.refused(&SetAdmin { user_id: nobody(&lab), admin: true }).0, 404);
        assert_eq!(lab.refused(&SetAdmin { user_id: lab.text("/admin/user_id").into(), admin: false }).0, 400);
    }
}

#[test]
fn reset_password() {
    for lab in releases() {
        let new = |user_id: &str| ResetPassword {
            user_id: user_id.into(),
            new_password: Secret::new("a new one"),
            logout_devices: false,
        };
        lab.ok(&new(&lab.person().user_id));
        assert_eq!(lab.refused(&new(nobody(&lab).as_str())).0, 404);
        let person = lab.person();
        assert_eq!(lab.refused_as(Some(&person.token), &new(&person.user_id)).0, 403);
    }
}

#[test]
fn counts_of_a_user() {
    for lab in everywhere() {
        let person = lab.person();
        let user_id = || UserId::from(person.user_id.as_str());
        lab.room(&person.token, json!({}));
        assert_eq!(lab.ok(&ListDevices { user_id: user_id() }), 1);
        assert_eq!(lab.ok(&CountJoinedRooms { user_id: user_id() }), 1);
        assert_eq!(lab.ok(&CountMedia { user_id: user_id() }), 0);
        let uploader = lab.text("/cast/uploader").into();
        assert!(lab.ok(&CountMedia { user_id: uploader }).known() > Some(0));
        if lab.is_old() {
            assert!(lab.call(&CountMemberships { user_id: user_id() }).err().unwrap().is_unrecognized());
        } else {
            let memberships = lab.ok(&CountMemberships { user_id: user_id() });
            assert_eq!((memberships.invites, memberships.knocks), (0, 0));
            let invited = lab.ok(&CountMemberships { user_id: lab.text("/cast/invited").into() });
            assert!(invited.invites > 0);
        }
    }
}

#[test]
fn devices_and_rooms_of_a_user() {
    for lab in everywhere() {
        let person = lab.person();
        let user_id = || UserId::from(person.user_id.as_str());
        let rooms = [lab.room(&person.token, json!({})), lab.room(&person.token, json!({}))];
        let devices = lab.ok(&UserDevices { user_id: user_id() });
        let [Row::Good(device)] = &devices[..] else { panic!("{devices:?}") };
        assert!(!device.device_id.as_str().is_empty() && device.last_seen_ts.odd().is_none(), "{device:?}");
        assert_eq!(lab.refused(&UserDevices { user_id: nobody(&lab) }).0, 404);
        assert_eq!(lab.refused(&UserDevices { user_id: "@x:elsewhere.example".into() }).0, 400);
        let listed = lab.ok(&UserRooms { user_id: user_id() });
        assert_eq!(listed.len(), rooms.len());
        assert!(rooms.iter().all(|room| listed.contains(&Row::Good(room.as_str().into()))), "{listed:?}");
        assert_eq!(lab.ok(&UserRooms { user_id: nobody(&lab) }), []);
        for refused in [
            lab.refused_as(Some(&person.token), &UserDevices { user_id: user_id() }),
            lab.refused_as(Some(&person.token), &UserRooms { user_id: user_id() }),
        ] {
            assert_eq!(refused, (403, "M_FORBIDDEN".into()));
        }
    }
}
