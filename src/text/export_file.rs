//! Sentences that stand in an export itself: its pages for people, and its manifest.

sentences! {
    as_user = "As the user: exactly what the server shows to them.";
    admin_filtered = "Admin view: read as a server admin, and then left out what the user could not see, as far as that can be worked out.";
    admin_unfiltered = "Admin view, unfiltered: everything that the server has of these rooms, also what the user could not see.";
    encrypted_stays = "Encrypted messages stay encrypted: the server does not have the keys.";
    own_media_only = "Media are what this account has uploaded. What others have sent is not in it.";
    others_erased = "What other people had removed or erased is gone from the server, and so from this export.";
    ranged = "Only events and media of the chosen time are in it.";
    no_media = "The bytes of media were left out; media_ids tells what there is.";
    rooms_as_admin = "From some rooms (banned, invited again, knocked again) the server shows nothing to the user any more. They were read as an admin, and what the user could not see was left out.";
    never_in = "The user was never in it.";
    left_out = "Left out on request.";
    state_in_client_format = "Some events of this state are as clients see them: the server did not give them as servers exchange them.";
    invite_without_event = "The server told of the invite or knock, but did not give the event itself.";
    no_stripped_state = "What the user is told of a room before they are in it, the server tells only themselves.";
    may_be_forgotten = "Rooms that the user has forgotten may be in it: an admin cannot tell them apart.";
    joined_only = "Only rooms that the user is in: this Synapse does not tell an admin about others.";
    title = "Data export";
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
}

/// What was chosen, by its name in the manifest.
#[must_use]
pub fn option_name(name: &str) -> &str {
    match name {
        "media" => "With the files",
        "since" => "Sent or uploaded since",
        "until" => "Sent or uploaded before",
        other => other,
    }
}

/// A choice, by its value in the manifest.
#[must_use]
pub fn option_value(value: &str) -> &str {
    match value {
        "true" => "yes",
        "false" => "no",
        other => other,
    }
}

/// A file that came shorter than the server lists it, again and again.
#[must_use]
pub fn shorter_than_listed(bytes: u64, listed: u64) -> String {
    format!("it is there, but it came with {bytes} bytes where the server lists {listed}")
}

/// What an event did, for those that are no messages. `who` and `whom` are names.
#[must_use]
pub fn member(membership: &str, before: Option<&str>, is_self: bool, whom: &str) -> String {
    match (membership, before, is_self) {
        ("join", Some("join"), _) => "changed their profile".to_owned(),
        ("join", ..) => "joined".to_owned(),
        ("leave", Some("invite"), true) => "rejected the invite".to_owned(),
        ("leave", Some("invite"), false) => format!("withdrew the invite of {whom}"),
        ("leave", Some("ban"), false) => format!("unbanned {whom}"),
        ("leave", _, true) => "left".to_owned(),
        ("leave", _, false) => format!("removed {whom}"),
        ("invite", ..) => format!("invited {whom}"),
        ("ban", ..) => format!("banned {whom}"),
        ("knock", ..) => "knocked".to_owned(),
        _ => format!("changed the membership of {whom}"),
    }
}

/// A change of a room's setting, in words.
#[must_use]
pub fn setting(what: Setting, value: &str) -> String {
    let name = match what {
        Setting::Name => "changed the room's name to",
        Setting::Topic => "changed the topic to",
        Setting::History => "changed who can read the history to",
        Setting::JoinRule => "changed who can join to",
        Setting::Alias => "changed the main address to",
    };
    if value.is_empty() { format!("{name} nothing") } else { format!("{name} {value}") }
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

/// The making of a room.
#[must_use]
pub fn created() -> &'static str {
    "created the room"
}

/// A reaction.
#[must_use]
pub fn reacted(with: &str) -> String {
    format!("reacted with {with}")
}

/// A redaction.
#[must_use]
pub fn redacted(reason: Option<&str>) -> String {
    reason.map_or_else(|| "removed a message".to_owned(), |reason| format!("removed a message: {reason}"))
}

/// `Page 3 of 7`, or without the number of pages while that is not known.
#[must_use]
pub fn page(number: u64) -> String {
    format!("Page {number}")
}

/// A room without a name.
#[must_use]
pub fn unnamed(people: &[String]) -> String {
    if people.is_empty() { "Room without a name".to_owned() } else { people.join(", ") }
}
