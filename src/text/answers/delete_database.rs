//! Can I just delete my database and start again?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Can I just delete my database and start again?",
    lead: "Please don't. Other servers remember this one: they would think that it is in rooms of which it knows nothing any \
           more, and those rooms would hardly ever work for its users again.",
    keywords: "drop database wipe reset start over clean slate server_name change federation reinstall",
    limits: &[
        "That this server has never federated cannot be proven. Rooms that were deleted, destinations that were cleaned up and \
         everything that other servers remember leave no trace here.",
        "Only rooms in Synapse's statistics are listed. Rooms that all local users have left still count in other servers' \
         memory, but show no members here.",
        "Rooms are read page by page, the largest first; one whose number of members changes meanwhile may be missed.",
        "Nothing here looks at what would be lost for local users: their messages, their devices and their keys.",
    ],
    faq: "The FAQ says why not, and names two exceptions: a server that has never joined a federated room, and one that gets \
          another server_name. It leaves it to you to find out whether the first is yours. The SQL below counts what this page \
          counts. In both exceptions the media store goes with the database.",
};

sentences! {
    verdict = "Verdict";
    first = "Exception 1: this server has never federated";
    proven = "It does not apply";
    proven_what = "This server has federated, as the evidence below proves. Deleting its database would break what is listed.";
    hinted = "It most likely does not apply";
    hinted_what = "No room and no delivered event proves that this server has federated, but it has tried to reach other servers. \
                   Why, the list of destinations may tell.";
    open = "It is not disproven";
    open_what = "Nothing of what this server tells shows that it has ever federated. That is no proof that it has not: see what \
                 this page does not tell.";
    reading = "Not known yet";
    reading_what = "Nothing has been found so far, but not all has been read.";
    second = "Exception 2: the server gets another server_name";
    second_what = "Only you know. With another server_name in homeserver.yaml this is a new server for everybody else, none of its \
                   old accounts and rooms can be used under the new name, and so it begins with an empty database. If the name \
                   stays, this exception does not apply.";
    evidence = "The evidence";
    no_destinations = "No other server has ever been sent anything.";
    reached = "At least one of them got something: it knows this server.";
    reached_none = "None of them is known to have got anything.";
    no_federated = "No room has members from other servers.";
    no_foreign = "No room was created by a user of another server.";
    broken = "What would break first";
    broken_what = "The rooms with the most members from other servers:";
    column_room = "Room";
    column_members = "Members";
    column_remote = "From other servers";
    column_share = "Share";
    links = "All destinations";
}

/// Exception 2, with the present name.
#[must_use]
pub fn named(server: &str) -> String {
    format!("This server is called {server}.")
}

/// Servers that this one has sent to, or tried to.
#[must_use]
pub fn destinations(count: u64, formatted: &str) -> String {
    let servers = super::super::counted(count, formatted, "other server", "other servers");
    format!("This server has sent something to {servers}, or tried to.")
}

/// Rooms with remote members.
#[must_use]
pub fn federated(rooms: u64, formatted: &str, of: &str, members: &str) -> String {
    let have = if rooms == 1 { "room has" } else { "rooms have" };
    format!(
        "{formatted} {have} members from other servers, of {of} that were looked at. Counted once for each room, these are \
         {members} members."
    )
}

/// Rooms that were made elsewhere.
#[must_use]
pub fn created_elsewhere(rooms: u64, formatted: &str) -> String {
    let were = if rooms == 1 { "room was" } else { "rooms were" };
    format!("{formatted} {were} created by users of other servers: this server joined or was let in.")
}

/// Accounts of this server.
#[must_use]
pub fn accounts(count: u64, formatted: &str) -> String {
    let accounts = super::super::counted(count, formatted, "account", "accounts");
    format!("{accounts} of this server would be gone, with their messages, devices and keys.")
}

/// Rooms of which the members are unknown.
#[must_use]
pub fn unknown(count: u64, formatted: &str) -> String {
    let rooms = super::super::counted(count, formatted, "room", "rooms");
    format!("Of {rooms} the list does not tell the members.")
}
