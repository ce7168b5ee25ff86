//! The users that are special in one way each, and how they become so.

use anyhow::Result;
use serde_json::json;

use super::people::EVERYBODYS_PASSWORD;
use crate::lab::account::Account;
use crate::lab::client::{Client, NewUser, Session};
use crate::lab::path;

/// The admin to sign in as.
pub const ADMIN: NewUser<'_> = NewUser {
    localpart: "admin",
    password: "admin-in-the-lab",
    display_name: Some("Ada Okafor"),
    admin: true,
    user_type: None,
};

/// The other admin.
pub const SECOND_ADMIN: NewUser<'_> = NewUser {
    localpart: "quartermaster",
    password: "second-admin-in-the-lab",
    display_name: Some("Quentin the Quartermaster"),
    admin: true,
    user_type: None,
};

/// The user who is no admin.
pub const MEMBER: NewUser<'_> = NewUser {
    localpart: "maya",
    password: "member-in-the-lab",
    display_name: Some("Maya Torres"),
    admin: false,
    user_type: None,
};

/// A display name of 250 characters; Synapse allows 256.
pub const LONG_NAME: &str = concat!(
    "Maximiliane Theodora Wilhelmina von und zu Hohenfels-Brandenstein, keeper of the laser ",
    "cutter, the second soldering iron from the left, the good scissors, the label printer, ",
    "three half-finished clocks and a long waiting list for the big kiln at home."
);

/// A display name that must stay text.
pub const MARKUP_NAME: &str = "<img src=x onerror=alert(1)><b>bold</b>";

/// A display name that would turn the rest of its line around.
pub const RTL_NAME: &str = "Bob \u{202E}nimda";

/// A localpart of everything that is allowed besides letters and digits.
pub const ODD_LOCALPART: &str = "user=with.odd/chars_+-";

/// Everybody special, registered but not yet changed.
#[derive(Debug)]
pub struct SpecialPeople {
    /// See [`crate::lab::cast::Cast`] for all of them.
    pub long_name: Account,
    /// Without display name.
    pub no_name: Account,
    /// Markup.
    pub markup: Account,
    /// Right-to-left override.
    pub rtl: Account,
    /// Arabic.
    pub arabic: Account,
    /// Chinese.
    pub cjk: Account,
    /// Emoji.
    pub emoji: Account,
    /// Odd localpart.
    pub odd: Account,
    /// Bot.
    pub bot: Account,
    /// Support.
    pub support: Account,
    /// To be locked.
    pub locked: Account,
    /// To be suspended.
    pub suspended: Account,
    /// To be deactivated.
    pub deactivated: Account,
    /// To be deactivated and erased.
    pub erased: Account,
    /// To be shadow-banned.
    pub shadow_banned: Account,
    /// To be invited.
    pub invited: Account,
}

impl SpecialPeople {
    /// Registers all of them.
    pub fn register(client: &Client) -> Result<Self> {
        let user =
            |localpart: &str, name: &str| client.register(&NewUser::ordinary(localpart, EVERYBODYS_PASSWORD, name));
        let typed = |localpart: &str, name: &str, user_type: &'static str| {
            client.register(&NewUser {
                user_type: Some(user_type),
                ..NewUser::ordinary(localpart, EVERYBODYS_PASSWORD, name)
            })
        };
        Ok(Self {
            long_name: user("maximiliane", LONG_NAME)?,
            no_name: user("nameless", "to be removed")?,
            markup: user("markup", MARKUP_NAME)?,
            rtl: user("rtl", RTL_NAME)?,
            arabic: user("layla", "ليلى المنصوري")?,
            cjk: user("xiaoming", "陳曉明")?,
            emoji: user("gardener", "🌱👩🏽‍🌾🏳️‍🌈")?,
            odd: user(ODD_LOCALPART, "Odd Localpart")?,
            bot: typed("doorbot", "Door bot", "bot")?,
            support: typed("helpdesk", "Help desk", "support")?,
            locked: user("lorenzo", "Lorenzo Greco")?,
            suspended: user("suki", "Suki Tanaka")?,
            deactivated: user("dieter", "Dieter Vogel")?,
            erased: user("erika", "Erika Vogel")?,
            shadow_banned: user("spamuel", "Spamuel Best Prices")?,
            invited: user("newcomer", "Nell Newcomer")?,
        })
    }

    /// Makes them special, as the last step: most of them can do nothing afterwards. Returns
    /// whether this Synapse can suspend users.
    pub fn change(&self, admin: &Session) -> Result<bool> {
        let user = |account: &Account| path::admin_v2(&["users", &account.user_id]);
        let v1 = |action: &str, account: &Account| path::admin_v1(&[action, &account.user_id]);

        admin.put(&user(&self.no_name), &json!({ "displayname": "" }))?;
        admin.put(&user(&self.locked), &json!({ "locked": true }))?;
        admin.post(&v1("deactivate", &self.deactivated), &json!({ "erase": false }))?;
        admin.post(&v1("deactivate", &self.erased), &json!({ "erase": true }))?;
        let ban = path::admin_v1(&["users", &self.shadow_banned.user_id, "shadow_ban"]);
        admin.post(&ban, &json!({}))?;
        admin.put_if_supported(&v1("suspend", &self.suspended), &json!({ "suspend": true }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_name_is_as_long_as_promised() {
        assert_eq!(LONG_NAME.chars().count(), 250);
    }

    #[test]
    fn the_odd_localpart_has_every_odd_character() {
        assert!("=./_+-".chars().all(|odd| ODD_LOCALPART.contains(odd)));
    }
}
