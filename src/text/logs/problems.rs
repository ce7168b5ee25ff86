//! What the FAQ has one look for in a log: what it means, and what to do about it.

sentences! {
    slow_limit = "Slow is what takes longer than (seconds)";
    apply = "Apply";
    open = "Started but never finished";
    open_unknown = "This log cannot tell: it has no “Received request” lines. Since Synapse 1.11 they are logged at the level DEBUG alone. With this they are there from now on:";
    open_none = "Every request that was received was finished.";
    open_young = "They all started shortly before the log ends, so they may simply have been in progress.";
    open_do = "They hold their file handles until Synapse restarts. Look at their lines: what did they do last? Usually they are waiting for another server or for a lock. If there are more of them every day, raise the limit of file handles to gain time, and report the lines to Synapse.";
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
    signatures_none = "No request from another server was refused because of its signature.";
    signatures_do = "If it is one server, that server is usually set up wrongly. If it is many or all of them, a reverse proxy here changes addresses or headers on their way to Synapse.";
    signatures_link = "Check the reverse proxy";
    signatures_table = "Servers whose signatures were refused";
    column_server = "Server";
    column_times = "Times";
    column_last = "Last";
    show_line = "Show the line";
    presence = "Presence";
    presence_low = "Presence is only a small part of the work.";
    presence_do = "Who is online makes up much of the work. It can be switched off (presence: enabled: false), and nothing else is lost.";
    federation = "Other servers";
    federation_low = "Requests from other servers are not excessive.";
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
    dropped = "Abandoned by clients";
    dropped_none = "No client disconnected before its answer arrived, apart from those that wait for news (/sync), which do so as a rule.";
    dropped_few = "Few: people close their apps, phones lose their networks. Clients that wait for news (/sync) go as a rule, and are not counted here.";
    dropped_do = "Clients or the reverse proxy lose patience. Compare the proxy's timeout with how long these requests took. Clients that wait for news (/sync) go as a rule, and are not counted here.";
    limited = "Rate-limited";
    limited_none = "No request was refused for coming too often.";
    limited_few = "Few: that is what the limits are for.";
    limited_do = "Either somebody asks too much (see who), or the limits (rc_…) in homeserver.yaml are too strict for what your people do.";
    show_requests = "Show the requests";
    over_time = "Load over time";
    open_total(n: u64, count: &str, received: &str) = { by n: one "{count} request was received and never finished, of {received}.", other "{count} requests were received and never finished, of {received}." };
    open_shown(shown: &str, total: &str) = "The {shown} that were open longest, of {total}.";
    long_polls(n: u64, count: &str) = { by n: one "In addition, {count} request waits for news on purpose (/sync, /events, /keys/changes), which is fine.", other "In addition, {count} requests wait for news on purpose (/sync, /events, /keys/changes), which is fine." };
    share(formatted: &str, all: &str, percent: &str) = "{formatted} of {all} requests: {percent}.";
    starved_total(n: u64, count: &str, percent: &str, longest: &str) = { by n: one "{count} request waited 100 ms or longer for a connection ({percent}), the longest {longest}.", other "{count} requests waited 100 ms or longer for a connection ({percent}), the longest {longest}." };
    slow_total(n: u64, count: &str, limit: &str, percent: &str) = { by n: one "{count} request took longer than {limit}: {percent}.", other "{count} requests took longer than {limit}: {percent}." };
    peak_is(n: u64, count: &str, at: &str) = { by n: one "At most {count} request at once, at {at}.", other "At most {count} requests at once, at {at}." };
    signatures_refused(n: u64, count: &str, servers: &str) = { by n: one "{count} signature refused, of {servers}.", other "{count} signatures refused, of {servers}." };
    servers_counted(n: u64, count: &str) = { by n: one "{count} server", other "{count} servers" };
    restarts_total(n: u64, count: &str) = { by n: one "{count} restart within this log.", other "{count} restarts within this log." };
}

/// How often signatures were refused.
#[must_use]
pub fn signatures_total(count: u64, formatted: &str, servers: u64, formatted_servers: &str) -> String {
    signatures_refused(count, formatted, &servers_counted(servers, formatted_servers))
}
