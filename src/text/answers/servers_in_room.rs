//! Which servers take part in a room?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "The servers whose users are members of a room now, the largest first, with how many members each has.";
    keywords = "federation room members homeservers participants list share";
    limit_joined = "Only joined members count. People who are invited, knocking or banned do not.";
    limit_partial = "While this server is still joining a room (partial state), Synapse knows only some of its members, and its answer does not say so.";
    limit_left = "After the last user of this server has left a room, Synapse no longer knows who is in it: the list is empty.";
    limit_reachable = "Taking part does not mean being reachable. Each server links to its line among the destinations, which shows that.";
    faq = "The FAQ takes split_part(state_key, ':', 2) as the server. For a server with a port that is wrong (@a:host:8448 becomes “host”), for an IPv6 address it is nonsense (@a:[::1]:8448 becomes “[”), and SQLite has no such function. These split at the first colon and keep the rest, ask for memberships by their type, and count the members.";
    field = "Room";
    field_hint = "A room ID, an alias, a link to a room, or part of a name";
    look_up = "Find servers";
    matches = "Rooms with this in their name";
    no_matches = "This server knows no room with that in its name or alias. For a room that this server does not know, give an alias with its server, such as #room:example.org.";
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
    unknown_room = "This server does not know this room.";
    unknown_room_hint = "Nobody from here has ever been in it, or it has been deleted from this server. If the room has an alias, look it up by that: its server names servers that are in the room.";
    unknown_alias = "No room has this alias, says the server that it belongs to.";
    empty = "As far as this server knows, nobody is in this room.";
    empty_why = "Either everyone has left, or the last user of this server has: from then on Synapse no longer hears who is in a room, and forgets who was.";
    not_in_room = "Nobody from this server is in the room, so the list may be out of date.";
    by_directory = "This server is not in the room, so it cannot count its members. The alias' own server names these servers as being in the room; it may leave some out.";
    by_directory_none = "This server is not in the room, and the alias' own server names no server that is.";
    odd(n: u64, count: &str) = { by n: one "{count} member has an ID without a server, and are not counted.", other "{count} members have an ID without a server, and are not counted." };
    of_all(part: &str, whole: &str, percent: &str) = "{part} of {whole} ({percent})";
    found(count: &str, all: &str) = "{count} of {all} servers have this in their name.";
    matches_shown(shown: &str, total: &str) = "The {shown} largest of {total} are shown.";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::ServersInRoom),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_joined(), limit_partial(), limit_left(), limit_reachable()],
        faq: faq(),
    }
}
