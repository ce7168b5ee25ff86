//! Which servers is my server talking to?

use super::Words;
use crate::text::counted;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Which servers is my server talking to?",
    lead: "Every server that this one has sent something to, or tried to: whether it can be reached, since when it \
           fails, and when it is tried again.",
    keywords: "federation destinations failing retry backoff reset connection unreachable down",
    limits: &[
        "A server appears here when this one first sends to it. One that only ever sends to this server may be missing.",
        "Why a server fails is not in the admin API. Synapse's log says it: look for “was unsuccessful” with its name.",
        "When something last got through is not kept as a time: the last column is a position in the stream of events.",
        "The rooms of a server are those through which events were sent to it, not those that it is in now.",
    ],
    faq: "The FAQ reads the table “destinations” of the database. It holds the same rows; only what was never set is NULL \
          there and 0 in the API. The FAQ's query has no order; the second one puts what fails first, with either \
          database.",
};

sentences! {
    name = "Destinations";
    totals = "How they do";
    all = "Destinations";
    healthy = "Healthy";
    failing = "Failing";
    waiting = "Of these, waiting for the next try";
    longest = "Failing the longest";
    failing_day = "Failing for less than a day";
    failing_week = "Failing for 1 to 7 days";
    failing_month = "Failing for 7 to 30 days";
    failing_longer = "Failing for more than 30 days";
    never_reached = "Not one event delivered yet";
    none_failing = "none fails";
    nothing_yet = "This server has not sent anything to another server yet.";
    only_so_far = "The list is still being read: totals, search and order are about what has come so far.";
    not_all = "This is not the whole list: totals, search and order are about what has come so far.";
    changed_meanwhile = "The list changed while it was being read, so that a row may be missing. Refresh reads it again.";
    search_label = "Search servers";
    search_hint = "Part of a server name";
    failing_first = "Failing first";
    column_server = "Server";
    column_failing = "Failing since";
    column_last_try = "Last retry";
    column_interval = "Retry interval";
    column_delivered = "Delivered up to";
    column_actions = "Actions";
    values_last = "A name leads to the rooms of its server and all about it. Rows without a value come last, whichever way a column is sorted.";
    rooms = "Rooms";
    reset = "Reset connection";
    reset_title = "Reset the connection?";
    reset_what = "Synapse forgets that this server failed, and tries it again at once if there is something to send. Nothing is lost either way; if the server still cannot be reached, Synapse begins to wait again, at first for a short time.";
    reset_not_needed = "Synapse says that there is nothing to reset: this server is not waiting for another try. It has most likely been reached in the meantime.";
    reset_unconfirmed = "The server accepted the reset, but when asked again still says the same. Synapse's log may tell why.";
    nothing_to_reset = "This server is not failing, so there is nothing to reset.";
    csv = "Download CSV";
    json = "Download JSON";
    close_one = "Close";
    one_state = "State";
    one_is_healthy = "Healthy";
    one_next_try = "Next try";
    one_at_once = "as soon as there is something to send";
    never = "never";
    not_waiting = "none";
    nothing_delivered = "nothing";
    unknown_destination = "This server has never sent anything to that one, so it knows nothing about it.";
    one_rooms = "Rooms that were sent to it";
    room_column = "Room ID";
    sent_column = "Last event sent at";
    servers_in_room = "Servers in this room";
    no_rooms = "Nothing in a room has been sent to it yet.";
    show_more = "Show more";
    rooms_of_all = "Until 1.105, Synapse answers with the rooms of all servers here, not with those of this one alone, so they are not shown. The SQL below asks for them.";
}

/// The heading of one destination.
#[must_use]
pub fn one(server: &str) -> String {
    format!("About {server}")
}

/// A button for one of many rows, for assistive technology.
#[must_use]
pub fn of(action: &str, server: &str) -> String {
    format!("{action}: {server}")
}

/// Read back: it does not fail any more.
#[must_use]
pub fn reset_done(server: &str) -> String {
    format!("{server} is not waiting any more (the server confirms it).")
}

/// Read back: it was tried again and failed again.
#[must_use]
pub fn reset_failed_again(server: &str) -> String {
    format!("The connection to {server} was reset and tried at once, and it failed again.")
}

/// Rows that could not be read, which no download has.
#[must_use]
pub fn odd_rows(count: u64, formatted: &str) -> String {
    let rows = counted(count, formatted, "row", "rows");
    format!("{rows} could not be read, and will be missing in downloads.")
}

/// What a search found.
#[must_use]
pub fn found(count: &str, all: &str) -> String {
    format!("{count} of {all} have this in their name.")
}

/// How many rooms there are, where they cannot be listed.
#[must_use]
pub fn rooms_counted(count: u64, formatted: &str) -> String {
    format!("{}.", counted(count, formatted, "room", "rooms"))
}

/// More rooms than are shown.
#[must_use]
pub fn rooms_shown(shown: &str, total: &str) -> String {
    format!("{shown} of {total} are shown.")
}

#[cfg(test)]
mod tests {
    use super::odd_rows;

    #[test]
    fn counts_in_words() {
        assert!(odd_rows(1, "1").starts_with("1 row could"));
        assert!(odd_rows(2, "2").starts_with("2 rows could"));
    }
}
