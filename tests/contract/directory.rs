//! Room aliases.

use glia::api::directory::{DeleteAlias, LocalAliases, PutAlias, ResolveAlias};
use glia::model::id::{RoomAlias, RoomId};
use serde_json::json;

use crate::harness::{releases, unique};

#[test]
fn an_alias_is_put_resolved_listed_and_deleted() {
    for lab in releases() {
        // Somebody else's room: a server admin need not be in it.
        let owner = lab.person();
        let room_id = RoomId::from(lab.room(&owner.token, json!({})));
        let alias = RoomAlias::from(format!("#{}/100%\"🦊:{}", unique("odd"), lab.server_name()));
        let resolve = || ResolveAlias { alias: alias.clone() };
        let put = |room_id: &RoomId| PutAlias { alias: alias.clone(), room_id: room_id.clone() };
        let delete = || DeleteAlias { alias: alias.clone() };
        assert_eq!(lab.refused(&resolve()), (404, "M_NOT_FOUND".to_owned()));
        lab.ok(&put(&room_id));
        assert_eq!(lab.ok(&resolve()).room_id, room_id);
        assert_eq!(lab.ok(&LocalAliases { room_id: room_id.clone() }), std::slice::from_ref(&alias));
        assert_eq!(lab.refused(&put(&room_id)).0, 409);
        lab.ok(&delete());
        assert_eq!(lab.refused(&resolve()).0, 404);
        assert_eq!(lab.refused(&delete()), (404, "M_NOT_FOUND".to_owned()));
        let elsewhere = DeleteAlias { alias: "#x:elsewhere.example".into() };
        assert!([400, 404].contains(&lab.refused(&elsewhere).0));
    }
}
