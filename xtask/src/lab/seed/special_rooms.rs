//! The rooms and aliases that are special in one way each.

use anyhow::Result;
use serde_json::{Value, json};

use super::actions;
use super::special_people::SpecialPeople;
use crate::lab::account::Account;
use crate::lab::cast::{Aliases, Rooms};
use crate::lab::client::{Client, Session, text};
use crate::lab::path;

/// State events of the room that has many: what the creation of a room adds comes on top.
pub const MANY_STATE_EVENTS: usize = 1_510;

/// How many of them come with the room's creation. That is quicker than one by one at first, but
/// its time grows with the square; from here on the next one costs more.
const INITIAL_STATE_EVENTS: usize = 750;

/// Type of those state events.
const SHELF: &str = "example.makers.shelf";

/// Length of the long topic in characters.
pub const LONG_TOPIC_LENGTH: usize = 10_000;

/// Room name that must stay text and must not turn its surroundings around.
pub const MARKUP_ROOM_NAME: &str = "<script>alert('room')</script> & \u{202E}moor a ton";

/// Localpart of the alias with everything in it that clients might stumble over.
pub const ODD_ALIAS: &str = r#"odd/name#with%25"double"'single'\back🦊"#;

/// Localpart of the alias of the room that nobody can enter any more.
pub const STUCK_ALIAS: &str = "lost-property";

/// The special rooms and their aliases, as made.
#[derive(Debug)]
pub struct SpecialRooms {
    /// Rooms by role.
    pub rooms: Rooms,
    /// Aliases by role.
    pub aliases: Aliases,
    /// Invite-only, and its only member is going to be deactivated.
    pub stuck_room: String,
}

/// Who takes part in the special rooms.
#[derive(Clone, Copy, Debug)]
pub struct Company<'a> {
    /// The server.
    pub client: &'a Client,
    /// The server's name.
    pub server_name: &'a str,
    /// The main admin.
    pub admin: &'a Account,
    /// The user who is no admin.
    pub member: &'a Account,
    /// Ordinary people.
    pub people: &'a [Account],
    /// Special people.
    pub special: &'a SpecialPeople,
    /// Rooms to put into the space.
    pub ordinary_rooms: &'a [String],
}

impl Company<'_> {
    fn session(&self, account: &Account) -> Session {
        actions::session(self.client, account)
    }

    fn person(&self, index: usize) -> Session {
        self.session(&self.people[index])
    }

    fn alias(&self, localpart: &str) -> String {
        format!("#{localpart}:{}", self.server_name)
    }

    /// Creates all special rooms.
    pub fn create_rooms(&self) -> Result<SpecialRooms> {
        let member = self.session(self.member);
        let space = self.space()?;
        let (tombstoned, replacement) = self.upgraded()?;
        let public = self.public()?;
        let rooms = Rooms {
            v6: self.of_version("6", "Old hall")?,
            v10: self.of_version("10", "Middle hall")?,
            v11: self.of_version("11", "New hall")?,
            v12: if self.knows_version("12")? { Some(self.of_version("12", "Hall without a domain")?) } else { None },
            many_state: self.many_state()?,
            encrypted: self.encrypted()?,
            tombstoned,
            replacement,
            dm: self.direct_chat()?,
            markup: actions::create_room(
                &member,
                &json!({
                    "name": MARKUP_ROOM_NAME,
                    "topic": "<b>bold</b> \u{202E}txet dessrever",
                    "preset": "public_chat",
                }),
            )?,
            long_topic: self.long_topic()?,
            public,
            knock: self.with_join_rule("Ask first", &json!({ "join_rule": "knock" }))?,
            invite: self.invite_only()?,
            restricted: self.with_join_rule(
                "Space members only",
                &json!({
                    "join_rule": "restricted",
                    "allow": [{ "type": "m.room_membership", "room_id": space }],
                }),
            )?,
            empty: self.abandoned()?,
            space,
        };
        actions::knock(&self.person(20), &rooms.knock, "I would like to help with the archive.")?;
        self.uploads(&rooms.public)?;
        let aliases = Aliases {
            odd: self.alias(ODD_ALIAS),
            stuck: self.alias(STUCK_ALIAS),
            ordinary: self.alias(super::rooms::ORDINARY_ALIAS),
        };
        actions::add_alias(&member, &rooms.markup, &aliases.odd)?;
        Ok(SpecialRooms { rooms, aliases, stuck_room: self.stuck()? })
    }

    fn knows_version(&self, version: &str) -> Result<bool> {
        let reply = self.session(self.admin).get(&path::client(&["capabilities"]))?;
        Ok(reply["capabilities"]["m.room_versions"]["available"].get(version).is_some())
    }

    fn of_version(&self, version: &str, name: &str) -> Result<String> {
        let room_id = actions::create_room(
            &self.person(3),
            &json!({ "name": name, "preset": "public_chat", "room_version": version }),
        )?;
        for index in 4..8 {
            actions::join(&self.person(index), &room_id)?;
        }
        Ok(room_id)
    }

    fn with_join_rule(&self, name: &str, rule: &Value) -> Result<String> {
        actions::create_room(
            &self.session(self.member),
            &json!({
                "name": name,
                "preset": "private_chat",
                "room_version": "10",
                "initial_state": [{ "type": "m.room.join_rules", "state_key": "", "content": rule }],
            }),
        )
    }

    fn invite_only(&self) -> Result<String> {
        let member = self.session(self.member);
        let room_id = actions::create_room(
            &member,
            &json!({ "name": "Mediation", "topic": "Confidential", "preset": "private_chat" }),
        )?;
        actions::invite(&member, &room_id, &self.special.invited)?;
        actions::invite(&member, &room_id, &self.people[9])?;
        actions::join(&self.person(9), &room_id)?;
        Ok(room_id)
    }

    fn many_state(&self) -> Result<String> {
        let keeper = self.session(&self.special.bot);
        let content = |shelf: usize| json!({ "holds": shelf % 17, "checked": shelf.is_multiple_of(3) });
        let initial: Vec<Value> = (0..INITIAL_STATE_EVENTS)
            .map(|shelf| json!({ "type": SHELF, "state_key": shelf_key(shelf), "content": content(shelf) }))
            .collect();
        let room_id = actions::create_room(
            &keeper,
            &json!({
                "name": "Inventory",
                "topic": "One state event per shelf, kept by the door bot.",
                "preset": "public_chat",
                "room_alias_name": "inventory",
                "initial_state": initial,
            }),
        )?;
        for shelf in INITIAL_STATE_EVENTS..MANY_STATE_EVENTS {
            actions::set_state(&keeper, &room_id, SHELF, &shelf_key(shelf), &content(shelf))?;
        }
        Ok(room_id)
    }

    fn space(&self) -> Result<String> {
        let member = self.session(self.member);
        let space = actions::create_room(
            &member,
            &json!({
                "name": "The co-op",
                "topic": "All rooms of the house",
                "preset": "public_chat",
                "visibility": "public",
                "room_alias_name": "co-op",
                "creation_content": { "type": "m.space" },
            }),
        )?;
        for child in self.ordinary_rooms.iter().take(5) {
            let via = json!({ "via": [self.server_name] });
            actions::set_state(&member, &space, "m.space.child", child, &via)?;
        }
        for index in 0..6 {
            actions::join(&self.person(index), &space)?;
        }
        Ok(space)
    }

    fn encrypted(&self) -> Result<String> {
        let creator = self.person(1);
        let room_id = actions::create_room(
            &creator,
            &json!({
                "name": "Personnel",
                "preset": "private_chat",
                "invite": [self.people[2].user_id],
                "initial_state": [{
                    "type": "m.room.encryption",
                    "state_key": "",
                    "content": { "algorithm": "m.megolm.v1.aes-sha2" },
                }],
            }),
        )?;
        actions::join(&self.person(2), &room_id)?;
        // Opaque to everybody, as it is to the server.
        let content = json!({
            "algorithm": "m.megolm.v1.aes-sha2",
            "ciphertext": "AwgAEnACgAkLmt6qF84IK",
            "device_id": "RJYKSTBOIE",
            "sender_key": "IlRMeOPX2e0MurIyfWEucYBRVOEEUMrOHqn/8mLqMjA",
            "session_id": "X3lUlvLELLYxeTx4yOVu6UDpasGEVO0Jbu+QFnm0cKQ",
        });
        actions::send(&creator, &room_id, "m.room.encrypted", "encrypted-0", &content)?;
        Ok(room_id)
    }

    fn upgraded(&self) -> Result<(String, String)> {
        let creator = self.person(5);
        let old = actions::create_room(
            &creator,
            &json!({ "name": "Archive", "preset": "public_chat", "room_version": "9" }),
        )?;
        actions::say(&creator, &old, "archive-0", "We are moving to a newer room.")?;
        let upgrade = path::client(&["rooms", &old, "upgrade"]);
        let reply = creator.post(&upgrade, &json!({ "new_version": "10" }))?;
        Ok((old, text(&reply, "replacement_room")?))
    }

    fn direct_chat(&self) -> Result<String> {
        let creator = self.session(self.member);
        let room_id = actions::create_room(
            &creator,
            &json!({
                "is_direct": true,
                "preset": "trusted_private_chat",
                "invite": [self.people[8].user_id],
            }),
        )?;
        let other = self.person(8);
        actions::join(&other, &room_id)?;
        actions::say(&creator, &room_id, "dm-0", "Are you coming on Thursday?")?;
        actions::say(&other, &room_id, "dm-1", "Yes, a bit late.")?;
        Ok(room_id)
    }

    fn long_topic(&self) -> Result<String> {
        let topic: String = "House rules, the long version. ".chars().cycle().take(LONG_TOPIC_LENGTH).collect();
        actions::create_room(
            &self.person(10),
            &json!({ "name": "House rules", "topic": topic, "preset": "public_chat" }),
        )
    }

    fn public(&self) -> Result<String> {
        let room_id = actions::create_room(
            &self.session(self.member),
            &json!({
                "name": "Open workshop",
                "topic": "Everybody is welcome, also those from other houses.",
                "preset": "public_chat",
                "visibility": "public",
                "room_alias_name": "open-workshop",
            }),
        )?;
        let special = self.special;
        for guest in [
            self.admin,
            &special.long_name,
            &special.no_name,
            &special.markup,
            &special.rtl,
            &special.arabic,
            &special.cjk,
            &special.emoji,
            &special.odd,
            &special.bot,
            &special.locked,
            &special.suspended,
            &special.deactivated,
            &special.erased,
            &special.shadow_banned,
        ] {
            let session = self.session(guest);
            actions::join(&session, &room_id)?;
            let greeting = format!("Hello from {}", guest.localpart);
            actions::say(&session, &room_id, "greeting", &greeting)?;
        }
        Ok(room_id)
    }

    fn uploads(&self, room_id: &str) -> Result<()> {
        let uploader = self.session(self.member);
        for (name, content) in [
            ("opening-hours.txt", "Thursdays from six, Saturdays from ten.\n"),
            ("key list.csv", "card,holder\n0417,lost\n0418,Yara\n"),
        ] {
            let uri = uploader.upload(name, "text/plain", content.as_bytes())?;
            let file = json!({ "msgtype": "m.file", "body": name, "url": uri });
            actions::send(&uploader, room_id, "m.room.message", name, &file)?;
        }
        Ok(())
    }

    fn abandoned(&self) -> Result<String> {
        let (creator, guest) = (self.person(11), self.person(12));
        let room_id =
            actions::create_room(&creator, &json!({ "name": "Winter market 2019", "preset": "public_chat" }))?;
        actions::join(&guest, &room_id)?;
        actions::leave(&guest, &room_id)?;
        actions::leave(&creator, &room_id)?;
        Ok(room_id)
    }

    fn stuck(&self) -> Result<String> {
        let creator = self.session(&self.special.deactivated);
        let room_id = actions::create_room(
            &creator,
            &json!({
                "name": "Lost property",
                "preset": "private_chat",
                "room_alias_name": STUCK_ALIAS,
            }),
        )?;
        actions::leave(&creator, &room_id)?;
        Ok(room_id)
    }
}

fn shelf_key(shelf: usize) -> String {
    format!("shelf-{shelf:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_alias_has_every_odd_character() {
        assert!(["/", "#", "%25", "\"", "'", "\\", "🦊"].iter().all(|odd| ODD_ALIAS.contains(odd)));
        assert!(!ODD_ALIAS.contains(char::is_whitespace) && !ODD_ALIAS.contains(':'));
    }
}
