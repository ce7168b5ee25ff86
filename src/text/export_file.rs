//! Sentences that stand in an export itself: its pages for people, and its manifest.

sentences! {
    as_user = "As the user: exactly what the server shows to them.";
    admin_filtered = "Admin view: read as a server admin, and then left out what the user could not see, as far as Glia can tell.";
    admin_unfiltered = "Admin view, unfiltered: everything that the server has of these rooms, also what the user could not see.";
    encrypted_stays = "Encrypted messages stay encrypted: the server does not have the keys.";
    own_media_only = "Media are what this account has uploaded, not what others have sent.";
    others_erased = "What other people had removed or erased is gone from the server, and so from this export.";
    ranged = "Only events and media of the chosen time are in it.";
    no_media = "The media files were left out; media_ids lists what exists.";
    rooms_as_admin = "Some rooms (banned, invited again, knocked again) the server no longer shows to the user. They were read as an admin, and what the user could not see was left out.";
    never_in = "The user was never in it.";
    left_out = "Left out on request.";
    state_in_client_format = "Some events of this state are in the form that clients see: the server did not give the form that servers exchange.";
    invite_without_event = "The server told of the invite or knock, but did not give the event itself.";
    no_stripped_state = "What a room shows to people before they join, the server tells only to the user.";
    may_be_forgotten = "Rooms that the user has forgotten may be in it: an admin cannot tell them apart.";
    joined_only = "Only rooms that the user is in: this Synapse does not tell an admin about any others.";
    titled(user: &str) = "Data export: {user}";
    rooms = "Rooms";
    media = "Media";
    devices = "Devices";
    connections = "Connections";
    account_data = "Account data";
    profile = "Profile";
    about = "About this export";
    not_in_it = "What is not in it";
    to_overview = "Overview";
    earlier = "Earlier";
    later = "Later";
    none = "None.";
    name = "Name";
    id = "ID";
    membership = "Membership";
    events = "Events";
    last_seen = "Last seen";
    address = "IP address";
    program = "Program";
    kind = "Type";
    size = "Size";
    uploaded = "Uploaded";
    reason = "Reason";
    user = "User";
    server = "Server";
    made = "Made";
    how = "How";
    encrypted = "Encrypted message";
    removed = "Removed message";
    edited = "Edited:";
    elsewhere = "not in this export";
    in_utc = "All times are UTC.";
    shorter_than_listed(bytes: u64, listed: u64) = "it exists, but {bytes} bytes arrived where the server lists {listed}";
    reacted(with: &str) = "reacted with {with}";
    made_by(when: &str, version: &str) = "{when} (Glia {version})";
    only_part_read(bytes: usize, length: usize) = "only {bytes} of {length} bytes could be read";
    page(number: u64) = "Page {number}";
    member_join_some = "changed their profile";
    member_join = "joined";
    member_leave_some_invite_true = "rejected the invite";
    member_leave_some_invite_false(whom: &str) = "withdrew the invite of {whom}";
    member_leave_some_ban_false(whom: &str) = "unbanned {whom}";
    member_leave_true = "left";
    member_leave_false(whom: &str) = "removed {whom}";
    member_invite(whom: &str) = "invited {whom}";
    member_ban(whom: &str) = "banned {whom}";
    member_other(whom: &str) = "changed the membership of {whom}";
    member_knock = "knocked";
    set_name(value: &str) = "changed the room's name to {value}";
    unset_name = "removed the room's name";
    set_topic(value: &str) = "changed the topic to {value}";
    unset_topic = "removed the topic";
    set_history(value: &str) = "changed who can read the history to {value}";
    set_join_rule(value: &str) = "changed who can join to {value}";
    set_alias(value: &str) = "changed the main address to {value}";
    unset_alias = "removed the main address";
    created = "created the room";
    redacted_plain = "removed a message";
    redacted_for(reason: &str) = "removed a message: {reason}";
    no_name = "Room without a name";
    option_media = "With the files";
    option_since = "Sent or uploaded since";
    option_until = "Sent or uploaded before";
    option_yes = "yes";
    option_no = "no";
}

/// What was chosen, by its name in the manifest.
#[must_use]
pub fn option_name(name: &str) -> &str {
    match name {
        "media" => option_media(),
        "since" => option_since(),
        "until" => option_until(),
        other => other,
    }
}

/// A choice, by its value in the manifest.
#[must_use]
pub fn option_value(value: &str) -> &str {
    match value {
        "true" => option_yes(),
        "false" => option_no(),
        other => other,
    }
}

/// What an event did, for those that are no messages. `who` and `whom` are names.
#[must_use]
pub fn member(membership: &str, before: Option<&str>, is_self: bool, whom: &str) -> String {
    match (membership, before, is_self) {
        ("join", Some("join"), _) => member_join_some().to_owned(),
        ("join", ..) => member_join().to_owned(),
        ("leave", Some("invite"), true) => member_leave_some_invite_true().to_owned(),
        ("leave", Some("invite"), false) => member_leave_some_invite_false(whom),
        ("leave", Some("ban"), false) => member_leave_some_ban_false(whom),
        ("leave", _, true) => member_leave_true().to_owned(),
        ("leave", _, false) => member_leave_false(whom),
        ("invite", ..) => member_invite(whom),
        ("ban", ..) => member_ban(whom),
        ("knock", ..) => member_knock().to_owned(),
        _ => member_other(whom),
    }
}

/// A change of a room's setting, in words.
#[must_use]
pub fn setting(what: Setting, value: &str) -> String {
    match (what, value.is_empty()) {
        (Setting::Name, false) => set_name(value),
        (Setting::Name, true) => unset_name().to_owned(),
        (Setting::Topic, false) => set_topic(value),
        (Setting::Topic, true) => unset_topic().to_owned(),
        (Setting::History, _) => set_history(value),
        (Setting::JoinRule, _) => set_join_rule(value),
        (Setting::Alias, false) => set_alias(value),
        (Setting::Alias, true) => unset_alias().to_owned(),
    }
}

/// Settings that have words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `m.room.name`
    Name,
    /// `m.room.topic`
    Topic,
    /// `m.room.history_visibility`
    History,
    /// `m.room.join_rules`
    JoinRule,
    /// `m.room.canonical_alias`
    Alias,
}

/// A redaction.
#[must_use]
pub fn redacted(reason: Option<&str>) -> String {
    reason.map_or_else(|| redacted_plain().to_owned(), redacted_for)
}

/// A room without a name.
#[must_use]
pub fn unnamed(people: &[String]) -> String {
    if people.is_empty() { no_name().to_owned() } else { super::catalogue::list(people) }
}
