//! Requests in numbers.

sentences! {
    numbers = "In numbers";
    requests = "Requests";
    rate = "A second";
    median = "Median";
    p95 = "95 %";
    p99 = "99 %";
    slowest = "Slowest";
    database = "Database";
    waiting = "Database wait";
    cpu = "CPU";
    bytes = "Sent";
    client_errors = "4xx";
    server_errors = "5xx";
    limited = "Rate-limited";
    dropped = "Dropped";
    over_time = "Over time";
    failed = "Failed";
    at_once = "At once";
    endpoints = "Endpoints";
    endpoints_lead = "IDs in addresses are replaced. A click on one shows that endpoint alone.";
    column_endpoint = "Endpoint";
    column_requests = "Requests";
    column_rate = "A second";
    column_p50 = "Median";
    column_p95 = "95 %";
    column_p99 = "99 %";
    column_max = "Slowest";
    column_total = "Time in all";
    column_database = "Database";
    column_cpu = "CPU";
    column_bytes = "Sent";
    column_errors = "Errors";
    statuses = "Statuses";
    column_status = "Status";
    dropped_status = "the client had gone";
    users = "Users";
    servers = "Servers that ask";
    ips = "IP addresses";
    agents = "User agents";
    column_user = "User";
    column_server = "Server";
    column_ip = "IP address";
    column_agent = "User agent";
    column_time = "Time in all";
    column_failed = "Failed";
    save_csv = "Save as CSV";
    save_json = "Save as JSON";
    failed_what = "Failed are 5xx and 429 answers, and those whose client had gone. “At once” is how many requests were under way, counted back from when they ended.";
}

/// "Show all 312".
#[must_use]
pub fn show_all(count: &str) -> String {
    format!("Show all {count}")
}

/// Requests that no chart can show.
#[must_use]
pub fn untimed(count: &str) -> String {
    format!("{count} requests have no time, so they are in no chart and in no filter by time.")
}

/// How many different ones there are, when not all are shown.
#[must_use]
pub fn of_distinct(shown: &str, distinct: &str) -> String {
    format!("The {shown} most frequent of {distinct}.")
}
