//! The members of a seeded community that tests and people refer to by role.

use serde::{Deserialize, Serialize};

use super::account::{Account, Credentials};
use super::federation::Federation;

/// A seeded community: who to sign in as, and the special cases in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Community {
    /// The server admin to sign in as.
    pub admin: Account,
    /// Another server admin.
    pub second_admin: Account,
    /// A user who is no admin.
    pub member: Account,
    /// The special cases; the small community of a server with another purpose has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cast: Option<Cast>,
    /// How much there is.
    pub totals: Totals,
}

/// Sizes of the community, as the admin API counts them right after seeding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Totals {
    /// Users that Synapse lists when not asked for more: neither deactivated nor locked.
    pub users: u64,
    /// All users.
    pub users_all: u64,
    /// Rooms.
    pub rooms: u64,
}

/// Users, rooms and aliases that are special in one way each.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cast {
    /// A display name of 250 characters.
    pub long_name: String,
    /// No display name at all (`null`).
    pub no_name: String,
    /// Markup as display name.
    pub markup: String,
    /// A right-to-left override (U+202E) in the display name.
    pub rtl: String,
    /// An Arabic display name.
    pub arabic: String,
    /// A Chinese display name.
    pub cjk: String,
    /// A display name of emoji, one of them several code points long.
    pub emoji: String,
    /// `=`, `.`, `/`, `_`, `-` and `+` in the localpart.
    pub odd: String,
    /// Of user type `bot`.
    pub bot: String,
    /// Of user type `support`.
    pub support: String,
    /// Cannot do anything, not even sign in.
    pub locked: Credentials,
    /// Can read, not write; not on releases before 1.110.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<String>,
    /// Deactivated, and erased nowhere.
    pub deactivated: Credentials,
    /// Deactivated with erasure.
    pub erased: String,
    /// Its messages go nowhere without it knowing.
    pub shadow_banned: String,
    /// Has an invite it has not answered.
    pub invited: String,
    /// Has uploaded files.
    pub uploader: String,
    /// Special rooms.
    pub rooms: Rooms,
    /// Special aliases.
    pub aliases: Aliases,
    /// The room behind [`Aliases::stuck`].
    pub stuck_room: String,
    /// What other servers add.
    pub federation: Federation,
}

/// Room ids by role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rooms {
    /// Room version 6.
    pub v6: String,
    /// Room version 10.
    pub v10: String,
    /// Room version 11.
    pub v11: String,
    /// Room version 12, whose ids have no domain; not on releases that do not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub v12: Option<String>,
    /// More than 1,500 state events.
    pub many_state: String,
    /// A space with children.
    pub space: String,
    /// Encrypted.
    pub encrypted: String,
    /// Upgraded: points to `replacement`.
    pub tombstoned: String,
    /// The room that replaced `tombstoned`.
    pub replacement: String,
    /// A direct chat without a name.
    pub dm: String,
    /// Markup and a right-to-left override in name and topic.
    pub markup: String,
    /// A topic of 10,000 characters.
    pub long_topic: String,
    /// In the public room list, and anybody may join.
    pub public: String,
    /// People have to knock.
    pub knock: String,
    /// People have to be invited.
    pub invite: String,
    /// Members of the space may join.
    pub restricted: String,
    /// Everybody has left.
    pub empty: String,
}

/// Aliases by role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Aliases {
    /// Slash, hash, percent escape, quotes, backslash and emoji.
    pub odd: String,
    /// Names a room that nobody can enter any more.
    pub stuck: String,
    /// Just an alias.
    pub ordinary: String,
}
