//! What the FAQ has one look for in a log: what it means, and what to do about it.

use crate::text::counted;

sentences! {
    slow_limit = "Slow is what takes longer than (seconds)";
    apply = "Apply";
    open = "Begun and never finished";
    open_unknown = "This log cannot tell: it has no “Received request” lines. Since Synapse 1.11 they are logged at the level DEBUG alone. With this they are there from now on:";
    open_none = "Every request that was received was finished.";
    open_young = "All of them were begun shortly before the log ends, so they may just have been under way.";
    open_do = "They hold their file handles until Synapse restarts. Look at their lines: what did they do last? Mostly they wait for another server or for a lock. If there are more of them every day, raise the limit of file handles to gain time, and report the lines to Synapse.";
    open_table = "Requests that were never finished";
    column_tag = "Tag";
    column_received = "Received";
    column_open = "Open for";
    column_request = "Request";
    column_process = "Process";
    slow = "Slow requests";
    slow_none = "No request took that long, long polls aside.";
    slow_do = "Look at the slowest: time in the database points to the database, CPU to large rooms; if neither explains it, it waited for other servers or behind other requests.";
    slow_link = "Show them";
    peak = "Requests at once";
    peak_unknown = "No request has a time.";
    peak_what = "Synapse does one thing at a time. Many requests at once mean that each waits for the others: see which endpoint they are of at that time.";
    peak_link = "Look at that time";
    signatures = "Invalid signatures";
    signatures_none = "No request of another server was refused for its signature.";
    signatures_do = "One server alone: mostly that one is set up wrongly. Many servers, or all: a reverse proxy here changes addresses or headers on their way to Synapse.";
    signatures_link = "Check the reverse proxy";
    signatures_table = "Servers whose signatures were refused";
    column_server = "Server";
    column_times = "Times";
    column_last = "Last";
    show_line = "Show the line";
    presence = "Presence";
    presence_low = "Presence is no large part of the work.";
    presence_do = "Who is online makes up much of the work. It can be switched off (presence: enabled: false), and nothing else is lost.";
    federation = "Other servers";
    federation_low = "Requests of other servers are no flood.";
    federation_do = "Most of the work comes from other servers. See which of them ask, and which rooms they share with yours: large public rooms bring the most. Workers for federation take the load off the main process.";
    federation_link = "See which servers";
    starved = "Waiting for the database";
    starved_none = "No request waited 100 ms or longer for a connection to the database.";
    starved_do = "All connections were in use. If it happens often, raise cp_max of the database in homeserver.yaml (and max_connections of PostgreSQL), unless the database itself is slow: compare the time in the database.";
    starved_link = "Show those that waited longest";
    restarts = "Restarts";
    restarts_none = "No restart within this log.";
    restarts_do = "If nobody restarted Synapse on purpose, look at the last lines before each: it was killed (out of memory?), or stopped with an error.";
    restarts_link = "See when";
    dropped = "Given up by clients";
    dropped_none = "No client went away before its answer came.";
    dropped_few = "Few: people close their apps, phones lose their networks.";
    dropped_do = "Clients or the reverse proxy lose patience. Compare the proxy's timeout with how long these requests took.";
    limited = "Rate-limited";
    limited_none = "No request was refused for coming too often.";
    limited_few = "Few: that is what the limits are for.";
    limited_do = "Either somebody asks too much (see who), or the limits (rc_…) in homeserver.yaml are too strict for what your people do.";
    show_requests = "Show the requests";
    over_time = "Load over time";
}

/// How many were never finished.
#[must_use]
pub fn open_total(count: u64, formatted: &str, received: &str) -> String {
    let words = counted(count, formatted, "request was", "requests were");
    format!("{words} received and never finished, of {received}.")
}

/// Only the longest are shown.
#[must_use]
pub fn open_shown(shown: &str, total: &str) -> String {
    format!("The {shown} that were open longest, of {total}.")
}

/// How many were slow.
#[must_use]
pub fn slow_total(count: u64, formatted: &str, limit: &str, percent: &str) -> String {
    format!("{} longer than {limit}: {percent}.", counted(count, formatted, "request took", "requests took"))
}

/// Long polls are long on purpose.
#[must_use]
pub fn long_polls(count: u64, formatted: &str) -> String {
    let words = counted(count, formatted, "request that waits", "requests that wait");
    format!("Besides, {words} for news on purpose (/sync, /events, /keys/changes): nothing wrong with that.")
}

/// The most requests at once, and when.
#[must_use]
pub fn peak_is(count: u64, formatted: &str, at: &str) -> String {
    format!("At most {} at once, at {at}.", counted(count, formatted, "request", "requests"))
}

/// How often signatures were refused.
#[must_use]
pub fn signatures_total(count: u64, formatted: &str, servers: u64, formatted_servers: &str) -> String {
    let servers = counted(servers, formatted_servers, "server", "servers");
    format!("{} refused, of {servers}.", counted(count, formatted, "signature", "signatures"))
}

/// A part of all requests.
#[must_use]
pub fn share(formatted: &str, all: &str, percent: &str) -> String {
    format!("{formatted} of {all} requests: {percent}.")
}

/// How many waited for the database.
#[must_use]
pub fn starved_total(count: u64, formatted: &str, percent: &str, longest: &str) -> String {
    let words = counted(count, formatted, "request waited", "requests waited");
    format!("{words} 100 ms or longer for a connection ({percent}), the longest {longest}.")
}

/// How often processes began anew.
#[must_use]
pub fn restarts_total(count: u64, formatted: &str) -> String {
    format!("{} within this log.", counted(count, formatted, "restart", "restarts"))
}
