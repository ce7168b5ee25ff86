//! Which rooms are the biggest?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "“Big” means three things, and they are rarely the same rooms: how much state a room has now, how much of the database it fills, and how many people are in it.";
    keywords = "large largest size state events database bytes disk members extremities state_groups_state compress";
    limit_statistics = "State events and members come from Synapse's room statistics. Rooms without them, as with “stats: {enabled: false}”, are missing from both lists.";
    limit_estimate = "The bytes are an estimate: the size of seven large tables, shared out by the column statistics of PostgreSQL. They name ten rooms at most, and none that PostgreSQL finds rare.";
    limit_media = "Media are not counted. They lie beside the database.";
    faq = "The FAQ counts the rows of state_groups_state. That is a fourth measure: it holds all state that a room ever had, as differences, so a small room with much coming and going can lead it. The API's count of state events, which the FAQ names as the same, is of the current state alone. The FAQ's query also left out rooms without statistics; this one does not. On a large server it runs for minutes.";
    by_state = "Current state events";
    by_state_what = "Everything that holds in a room right now: one event for each member that ever was, and for name, rights, aliases and so on. Much state makes joining slow and takes memory.";
    by_database = "Estimated database size";
    by_database_what = "What a room's events and its old and new state take up on disk, with indexes. The closest to the FAQ's own query.";
    by_members = "Members";
    by_members_what = "Joined people of all servers. With many servers among them, every message is sent to each of those.";
    all_rooms = "All rooms, ordered by state events";
    extremities = "Forward extremities";
    column_state = "State events";
    column_size = "Size";
    column_members = "Members";
    sqlite = "This server runs on SQLite, and Synapse estimates sizes on PostgreSQL only.";
    sqlite_instead = "The next best is a sum in the database itself:";
    no_endpoint = "This server does not offer the estimate: it needs Synapse 1.83, and is served by the main process.";
    no_statistics = "Synapse could not estimate the sizes. It fails so while PostgreSQL has no column statistics of one of the seven tables: a table is empty, or was never analysed. Analysing them can help:";
    no_sizes = "PostgreSQL's column statistics name no room yet.";
    instead_below = "The FAQ's own query below works in any case.";
    names_from_lists = "The estimate has room IDs alone. Names come from the other two lists.";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::BiggestRooms),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_statistics(), limit_estimate(), limit_media()],
        faq: faq(),
    }
}
