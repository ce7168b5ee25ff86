//! Which servers is my server talking to?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Every server that this one has sent something to, or tried to: whether it can be reached, how long it has been failing, and when Synapse tries again.";
    keywords = "federation destinations failing retry backoff reset connection unreachable down";
    limit_unsent = "A server appears here when this one first sends to it. One that only ever sends to this server may be missing.";
    limit_why = "Why a server fails is not in the admin API. Synapse's log says it: look for “was unsuccessful” with its name.";
    limit_position = "When something last got through is not kept as a time: the last column is a position in the stream of events.";
    limit_rooms = "The rooms of a server are those through which events were sent to it, not those that it is in now.";
    faq = "The FAQ reads the table “destinations” of the database. It holds the same rows; only what was never set is NULL there and 0 in the API. The FAQ's query has no order; the second one puts what fails first, with either database.";
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
    failing_unknown = "Failing since an unknown time";
    unclear = "Not known whether they fail";
    never_reached = "Not one event delivered yet";
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
    values_last = "A name leads to details about the server and its rooms. Rows without a value come last, whichever way a column is sorted.";
    reset = "Reset connection";
    reset_title = "Reset the connection?";
    reset_what = "Synapse forgets that this server failed, and tries it again at once if there is something to send. Nothing is lost either way; if the server still cannot be reached, Synapse begins to wait again, at first for a short time.";
    reset_not_needed = "Synapse says that there is nothing to reset: this server is not waiting for another try. It has most likely been reached in the meantime.";
    reset_unconfirmed = "The server accepted the reset, but still reports the same. Synapse's log may say why.";
    nothing_to_reset = "This server is not failing, so there is nothing to reset.";
    csv = "Download CSV";
    json = "Download JSON";
    close_one = "Close";
    one_next_try = "Next try";
    one_at_once = "as soon as there is something to send";
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
    one(server: &str) = "About {server}";
    of(action: &str, server: &str) = "{action}: {server}";
    reset_done(server: &str) = "{server} is no longer waiting (confirmed by the server).";
    reset_failed_again(server: &str) = "The connection to {server} was reset and tried at once, and it failed again.";
    odd_rows(n: u64, count: &str) = { by n: one "{count} row could not be read, and will be missing in downloads.", other "{count} rows could not be read, and will be missing in downloads." };
    found(count: &str, all: &str) = "{count} of {all} have this in their name.";
    rooms_shown(shown: &str, total: &str) = "{shown} of {total} are shown.";
    rooms_counted(n: u64, count: &str) = { by n: one "{count} room.", other "{count} rooms." };
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::ServersWeTalkTo),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_unsent(), limit_why(), limit_position(), limit_rooms()],
        faq: faq(),
    }
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
