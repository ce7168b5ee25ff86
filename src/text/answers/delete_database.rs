//! Can I just delete my database and start again?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Please don't. Other servers remember this one: they would think that it is still in rooms it no longer knows, and those rooms would hardly ever work for its users again.";
    keywords = "drop database wipe reset start over clean slate server_name change federation reinstall";
    limit_proof = "It cannot be proven that this server has never federated. Deleted rooms, destinations that were cleaned up, and whatever other servers remember leave no trace here.";
    limit_listed = "Only rooms in Synapse's statistics are listed. Rooms that all local users have left still count in other servers' memory, but show no members here.";
    limit_paged = "Rooms are read page by page, the largest first; one whose number of members changes meanwhile may be missed.";
    limit_lost = "Nothing here looks at what would be lost for local users: their messages, their devices and their keys.";
    faq = "The FAQ says why not, and names two exceptions: a server that has never joined a federated room, and one that gets another server_name. It leaves it to you to find out whether the first is yours. The SQL below counts what this page counts. In both exceptions the media store goes with the database.";
    verdict = "Verdict";
    first<verdict> = "Exception 1: this server has never federated: {verdict}.";
    proven = "no, it has";
    proven_what = "This exception does not apply. This server has federated, as the evidence below proves. Deleting its database would break what is listed.";
    hinted = "probably not true";
    hinted_what = "No room and no delivered event proves that this server has federated, but it has tried to reach other servers. Why, the list of destinations may tell.";
    open = "nothing found against it";
    open_what = "All of it was read, without a sign of federation. A sign may be lost: see what this page does not show.";
    reading = "not known";
    reading_what = "Nothing has been found so far, but not everything could be read yet.";
    no_list_what = "The list of rooms is empty. It is made from statistics, so that proves nothing.";
    no_federated_so_far(part: &str) = "Rooms with members from other servers: none so far, in {part}.";
    no_foreign_so_far(part: &str) = "Rooms created by a user of another server: none so far, in {part}.";
    part_of(done: &str, of: &str) = "{done} of {of}";
    second<name> = "Exception 2: the server gets another server_name: {name}";
    second_what = "Only you know. With another server_name in homeserver.yaml this is a new server for everyone else. None of its old accounts and rooms can be used under the new name, so it starts with an empty database. If the name stays, this exception does not apply.";
    evidence = "The evidence";
    no_destinations = "No other server has ever been sent anything.";
    reached = "At least one of them got something: it knows this server.";
    reached_none = "None of them is known to have got anything.";
    no_federated = "No room has members from other servers.";
    no_federated_known = "No room is known to have members from other servers.";
    no_foreign_known = "No room is known to have been created by a user of another server.";
    no_foreign = "No room was created by a user of another server.";
    broken = "What would break first";
    broken_what = "The rooms with the most members from other servers:";
    column_room = "Room";
    column_members = "Members";
    column_remote = "From other servers";
    column_share = "Share";
    links = "All destinations";
    named(server: &str) = "This server is called {server}.";
    destinations(n: u64, count: &str) = { by n: one "This server has sent something to {count} other server, or tried to.", other "This server has sent something to {count} other servers, or tried to." };
    accounts(n: u64, count: &str) = { by n: one "{count} account of this server would be gone, with their messages, devices and keys.", other "{count} accounts of this server would be gone, with their messages, devices and keys." };
    unknown(n: u64, count: &str) = { by n: one "The list does not tell who created {count} room, or who is in it.", other "The list does not tell who created {count} rooms, or who is in them." };
    federated(n: u64, count: &str, of: &str, members: &str) = { by n: one "{count} room has members from other servers, of {of} that were checked. Counted once for each room, these are {members} members.", other "{count} rooms have members from other servers, of {of} that were checked. Counted once for each room, these are {members} members." };
    created_elsewhere(n: u64, count: &str) = { by n: one "{count} room was created by users of other servers: this server joined or was let in.", other "{count} rooms were created by users of other servers: this server joined or was let in." };
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::DeleteDatabase),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_proof(), limit_listed(), limit_paged(), limit_lost()],
        faq: faq(),
    }
}
