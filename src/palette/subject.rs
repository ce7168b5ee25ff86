//! What something can be done with, and what that is.

use std::rc::Rc;

use super::{Entry, Group, Leads};
use crate::actions::{Action, DeleteAlias, Keeper, Me, PointAlias, ResetPassword, SetAdmin};
use crate::api::capabilities::Capabilities;
use crate::api::users::UserDetails;
use crate::model::id::{RoomAlias, RoomId};
use crate::route::Page;
use crate::text;

/// A user or an alias of this server, as the server describes them.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A user.
    User(UserDetails),
    /// An alias.
    Alias {
        /// The whole alias.
        alias: RoomAlias,
        /// The room that has it; `None`: it is free.
        room_id: Option<RoomId>,
        /// Whether nobody is in that room any more.
        deserted: bool,
    },
}

impl Subject {
    /// What can be done with it: the same actions as on its page.
    #[must_use]
    pub fn actions(&self, me: &Me, can: &Capabilities) -> Vec<Rc<dyn Action>> {
        let mut actions: Vec<Rc<dyn Action>> = Vec::new();
        match self {
            Self::User(user) => {
                actions.push(Rc::new(ResetPassword::new(user.name.clone(), user.deactivated, can)));
                // Where somebody else keeps the accounts, what Synapse says about admins is not what counts.
                if Keeper::of(&user.name, can) == Keeper::Synapse {
                    actions.push(Rc::new(SetAdmin::new(user.name.clone(), !user.admin, can)));
                }
            }
            Self::Alias { alias, room_id, deserted } => {
                if let Some(room_id) = room_id {
                    actions.push(Rc::new(DeleteAlias::new(alias.clone(), room_id.clone(), *deserted)));
                }
                actions.push(Rc::new(PointAlias::new(alias.clone(), room_id.clone(), &me.server_name)));
            }
        }
        actions.retain(|action| action.refusal(me, can).is_none());
        actions
    }

    /// Its actions as entries, and the page of a user's export.
    #[must_use]
    pub fn entries(&self, actions: &[Rc<dyn Action>]) -> Vec<Entry> {
        let (id, export) = match self {
            Self::User(user) => {
                let id = user.name.to_string();
                let page = Page::Export(vec![id.clone()]);
                (id.clone(), Some(Entry::page(Group::Actions, text::users::export(), &id, page)))
            }
            Self::Alias { alias, .. } => (alias.to_string(), None),
        };
        let act = |(place, action): (usize, &Rc<dyn Action>)| Entry {
            group: Group::Actions,
            words: action.words().button.to_owned(),
            hint: id.clone(),
            leads: Leads::Action(place),
        };
        actions.iter().enumerate().map(act).chain(export).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Subject;
    use crate::actions::Me;
    use crate::api::Endpoint as _;
    use crate::api::capabilities::Capabilities;
    use crate::api::users::GetUser;
    use serde_json::json;

    fn names(subject: &Subject, me: &str) -> Vec<&'static str> {
        let me = Me { user_id: me.into(), server_name: "hs".to_owned() };
        let actions = subject.actions(&me, &Capabilities::default());
        let more = usize::from(matches!(subject, Subject::User(_)));
        assert_eq!(subject.entries(&actions).len(), actions.len() + more);
        actions.iter().map(|action| action.name()).collect()
    }

    #[test]
    fn a_user_has_the_actions_of_their_page_and_nobody_harms_themselves() {
        let user = |admin| {
            let body = json!({"name": "@a:hs", "admin": admin, "deactivated": false});
            Subject::User(GetUser { user_id: "@a:hs".into() }.decode(&body).unwrap())
        };
        assert_eq!(names(&user(false), "@me:hs"), ["reset-password", "make-admin"]);
        assert_eq!(names(&user(true), "@me:hs"), ["reset-password", "remove-admin"]);
        assert_eq!(names(&user(true), "@a:hs"), ["reset-password"]);
    }

    #[test]
    fn an_alias_that_is_free_cannot_be_deleted() {
        let alias = |room: Option<&str>| Subject::Alias {
            alias: "#a:hs".into(),
            room_id: room.map(Into::into),
            deserted: false,
        };
        assert_eq!(names(&alias(Some("!r:hs")), "@me:hs"), ["delete-alias", "point-alias"]);
        assert_eq!(names(&alias(None), "@me:hs"), ["point-alias"]);
    }
}
