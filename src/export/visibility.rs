//! Which events a user could see, worked out from all events of a room: for what can only be read as an admin.
//!
//! That is everything where nobody can be signed in as the user (Matrix Authentication Service, a locked account); and
//! always the rooms that the user was in and then was banned from, invited to again, or knocked at again, for there
//! Synapse gives its users nothing, but its own export everything that they saw.
//!
//! It follows Synapse's `visibility.py` (`_check_client_allowed_to_see_event`):
//!
//! | Rule | Here |
//! | --- | --- |
//! | `m.room.history_visibility` at each event, the laxer of both where it changes | yes |
//! | the user's membership at each event, the more joined of both where it changes | yes |
//! | people whom the user ignores; state of theirs is shown | yes |
//! | people who had their data erased, pruned where the user was not in the room | local people; of others the server does not tell |
//! | `m.room.aliases`, `org.matrix.dummy_event` | hidden, as there |
//! | `m.call.invite` in public rooms | hidden, as there |
//! | soft-failed events | hidden where the server marks them for admins (Synapse 1.142 and newer), else shown |
//! | the server's and the room's message retention | no: they are the server's settings, and off by default |
//! | state where the room's history forks | the last one in the order of the export counts, while Synapse resolves it |

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::event::Event;

/// Who looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// MXID.
    pub user_id: String,
    /// Whom they ignore.
    pub ignored: HashSet<String>,
}

/// How much of an event somebody could see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All.
    Whole,
    /// All, unless its sender had their data erased: then what `prune` leaves.
    PrunedIfErased,
    /// All, unless its sender had their data erased: then nothing.
    HiddenIfErased,
    /// Nothing.
    Hidden,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum History {
    WorldReadable,
    #[default]
    Shared,
    Invited,
    Joined,
}

impl History {
    fn read(text: Option<&str>) -> Self {
        match text {
            Some("world_readable") => Self::WorldReadable,
            Some("invited") => Self::Invited,
            Some("joined") => Self::Joined,
            _ => Self::Shared,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Membership {
    Join,
    Invite,
    Knock,
    #[default]
    Leave,
    Ban,
}

impl Membership {
    fn read(text: Option<&str>) -> Self {
        match text {
            Some("join") => Self::Join,
            Some("invite") => Self::Invite,
            Some("knock") => Self::Knock,
            Some("ban") => Self::Ban,
            _ => Self::Leave,
        }
    }
}

/// A room's state as far as it decides what somebody sees, while its events go by in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visibility {
    history: History,
    membership: Membership,
    is_public: bool,
}

impl Visibility {
    /// The next event.
    pub fn see(&mut self, event: &Event, viewer: &Viewer) -> Sight {
        let unsigned = event.json.get("unsigned");
        let is_soft_failed =
            unsigned.and_then(|unsigned| unsigned.get("io.element.synapse.soft_failed")?.raw().parse().ok());
        if is_soft_failed == Some(true) {
            return Sight::Hidden;
        }
        let previous = unsigned.and_then(|unsigned| unsigned.get("prev_content"));
        let was = |name: &str| previous.and_then(|content| content.text_of(name));
        let is_own = event.is_membership_of(&viewer.user_id);
        let is_history = event.kind == "m.room.history_visibility";
        match (&*event.kind, event.state_key.as_deref()) {
            ("m.room.history_visibility", Some("")) => {
                self.history = History::read(event.content_text("history_visibility").as_deref());
            }
            ("m.room.join_rules", Some("")) => {
                self.is_public = event.content_text("join_rule").as_deref() == Some("public");
            }
            _ if is_own => self.membership = Membership::read(event.content_text("membership").as_deref()),
            _ => {}
        }
        let is_state = event.state_key.is_some();
        let never = match &*event.kind {
            "m.room.aliases" | "org.matrix.dummy_event" => true,
            "m.call.invite" => !is_state && self.is_public,
            _ => false,
        };
        if never || (!is_state && viewer.ignored.contains(&*event.sender)) {
            return Sight::Hidden;
        }
        let before = Membership::read(was("membership").as_deref());
        let membership = if is_own { self.membership.min(before) } else { self.membership };
        let leaves =
            is_own && self.membership == Membership::Leave && matches!(before, Membership::Join | Membership::Invite);
        let history = if is_history {
            self.history.min(History::read(was("history_visibility").as_deref()))
        } else {
            self.history
        };
        let by_membership = match self.history {
            _ if leaves => true,
            _ if membership == Membership::Join => return Sight::Whole,
            History::Joined => false,
            History::Invited => membership == Membership::Invite,
            History::Shared | History::WorldReadable => true,
        };
        match (by_membership, history <= History::Shared) {
            (true, _) => Sight::PrunedIfErased,
            (false, true) => Sight::HiddenIfErased,
            (false, false) => Sight::Hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sight, Viewer, Visibility};
    use crate::export::event::Event;
    use crate::export::python_json::Json;
    use serde_json::{Value, json};

    const ME: &str = "@alice:hs.example";

    fn see(events: &[Value]) -> Vec<Sight> {
        let viewer = Viewer { user_id: ME.to_owned(), ignored: ["@igor:hs".to_owned()].into() };
        let mut visibility = Visibility::default();
        let texts: Vec<String> = events.iter().map(Value::to_string).collect();
        texts.iter().map(|text| visibility.see(&Event::read(Json::parse(text).unwrap()).unwrap(), &viewer)).collect()
    }

    fn message() -> Value {
        json!({"event_id": "$m", "type": "m.room.message", "sender": "@bob:hs", "content": {"body": "x"}})
    }

    fn member(membership: &str, before: &str) -> Value {
        json!({"event_id": "$s", "type": "m.room.member", "sender": "@bob:hs", "state_key": ME,
            "content": {"membership": membership}, "unsigned": {"prev_content": {"membership": before}}})
    }

    fn history(visibility: &str, before: &str) -> Value {
        json!({"event_id": "$h", "type": "m.room.history_visibility", "sender": "@bob:hs", "state_key": "",
            "content": {"history_visibility": visibility}, "unsigned": {"prev_content": {"history_visibility": before}}})
    }

    use Sight::{Hidden, HiddenIfErased, PrunedIfErased, Whole};

    #[test]
    fn history_can_be_for_members_only() {
        let story = [
            history("joined", "shared"),
            message(),
            member("invite", "leave"),
            message(),
            member("join", "invite"),
            message(),
            member("leave", "join"),
            message(),
            history("shared", "joined"),
            message(),
        ];
        assert_eq!(
            see(&story),
            [
                HiddenIfErased,
                Hidden,
                Hidden,
                Hidden,
                Whole,
                Whole,
                PrunedIfErased,
                Hidden,
                PrunedIfErased,
                PrunedIfErased
            ]
        );
    }

    #[test]
    fn history_can_begin_with_the_invite() {
        let story = [
            history("invited", ""),
            message(),
            member("invite", "leave"),
            message(),
            member("ban", "invite"),
            message(),
        ];
        let sights = see(&story);
        assert_eq!(sights, [HiddenIfErased, Hidden, PrunedIfErased, PrunedIfErased, PrunedIfErased, Hidden]);
    }

    #[test]
    fn what_is_never_shown() {
        let call = json!({"event_id": "$c", "type": "m.call.invite", "sender": "@bob:hs", "content": {}});
        let public = json!({"event_id": "$j", "type": "m.room.join_rules", "sender": "@bob:hs", "state_key": "",
            "content": {"join_rule": "public"}});
        let aliases = json!({"event_id": "$a", "type": "m.room.aliases", "sender": "@bob:hs", "state_key": "hs"});
        let failed = json!({"event_id": "$f", "type": "m.room.member", "sender": ME, "state_key": ME,
            "content": {"membership": "join"}, "unsigned": {"io.element.synapse.soft_failed": true}});
        let mut ignored = message();
        ignored["sender"] = json!("@igor:hs");
        let mut state = history("shared", "shared");
        state["sender"] = json!("@igor:hs");
        assert_eq!(
            see(&[call.clone(), public, call, aliases, failed, ignored, state]),
            [PrunedIfErased, PrunedIfErased, Hidden, Hidden, Hidden, Hidden, PrunedIfErased]
        );
    }
}
