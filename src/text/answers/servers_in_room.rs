//! Which servers take part in a room?

use super::Words;
use crate::text::counted;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Which servers take part in a room?",
    lead: "The servers whose users are members of a room now, the largest first, with how many members each has.",
    keywords: "federation room members homeservers participants list share",
    limits: &[
        "Only joined members count. Who is invited, knocking or banned does not.",
        "While this server is still joining a room (partial state), Synapse knows only some of its members, and its \
         answer does not say so.",
        "After the last user of this server has left a room, Synapse no longer knows who is in it: the list is empty.",
        "Taking part does not mean being reachable. Each server leads to its line among the destinations, which tells.",
    ],
    faq: "The FAQ takes split_part(state_key, ':', 2) as the server. For a server with a port that is wrong \
          (@a:host:8448 becomes “host”), for an IPv6 address it is nonsense (@a:[::1]:8448 becomes “[”), and SQLite has \
          no such function. These split at the first colon and keep the rest, ask for memberships by their type, and \
          count the members.",
};

sentences! {
    field = "Room";
    field_hint = "A room ID, an alias, a link to a room, or part of a name";
    look_up = "Find servers";
    matches = "Rooms with this in their name";
    no_matches = "This server knows no room with that in its name or alias. Of a room that this server does not know, give an alias with its server, such as #room:example.org.";
    column_room = "Room";
    column_alias = "Canonical alias";
    column_members = "Members";
    more_matches = "All matches";
    choose = "Name a room above to see its servers.";
    fact_room = "Room ID";
    fact_name = "Name";
    fact_alias = "Alias";
    fact_servers = "Servers";
    fact_members = "Members";
    fact_ours = "From this server";
    fact_others = "From other servers";
    servers = "Servers";
    column_server = "Server";
    column_share = "Share";
    column_bar = "Compared with the largest";
    this_server = "This server";
    search_label = "Filter servers";
    search_hint = "Part of a server name";
    list = "Download list";
    csv = "Download CSV";
    json = "Download JSON";
    unknown_room = "This server does not know such a room.";
    unknown_room_hint = "Nobody from here has ever been in it, or it has been deleted from this server. If the room has an alias, look it up by that: its server names servers that are in the room.";
    unknown_alias = "Nothing has this alias, says the server that it belongs to.";
    empty = "As far as this server knows, nobody is in this room.";
    empty_why = "Either everybody has left, or the last user of this server has: from then on Synapse is not told who is in a room, and forgets who was.";
    not_in_room = "Nobody from this server is in the room, so the list may be out of date.";
    by_directory = "This server is not in the room, so it cannot count its members. The alias' own server names these servers as being in the room; it may leave some out.";
    by_directory_none = "This server is not in the room, and the alias' own server names no server that is.";
}

/// Members whose id names no server.
#[must_use]
pub fn odd(count: u64, formatted: &str) -> String {
    let members = counted(count, formatted, "member has", "members have");
    format!("{members} an ID without a server, and are not counted.")
}

/// "2,000 of 100,000 (2 %)".
#[must_use]
pub fn of_all(part: &str, whole: &str, percent: &str) -> String {
    format!("{part} of {whole} ({percent})")
}

/// What a filter found.
#[must_use]
pub fn found(count: &str, all: &str) -> String {
    format!("{count} of {all} servers have this in their name.")
}

/// More rooms match than are shown.
#[must_use]
pub fn matches_shown(shown: &str, total: &str) -> String {
    format!("The {shown} largest of {total} are shown.")
}
