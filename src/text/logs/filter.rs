//! Narrowing a log down to some of its requests.

use crate::logs::protocol::Status;

sentences! {
    title = "Filter";
    from = "From";
    to = "Until";
    endpoint = "Endpoint";
    endpoint_hint = "As the table of endpoints names it: GET /_matrix/client/v3/sync";
    status = "Status";
    status_hint = "404, 5xx, failed (4xx and 5xx), or dropped (the client had gone)";
    requester = "Requester";
    requester_hint = "A user ID, a server, or None; exactly";
    ip = "IP address";
    agent = "User agent";
    process = "Process";
    slower = "Slower than (seconds)";
    apply = "Apply";
    clear = "Clear all";
    active = "Only requests with";
    time_alone = "Only time and process narrow errors and warnings; the rest of the filter is about requests.";
    nothing = "No request matches.";
    nothing_hint = "The log has requests, but none that matches all of this at once.";
    nothing_clear = "Show all requests";
    chip(name: &str, value: &str) = "{name}: {value}";
    drop_chip(chip: &str) = "Remove “{chip}”";
    slower_than(duration: &str) = "slower than {duration}";
    since(moment: &str) = "from {moment}";
    until(moment: &str) = "until {moment}";
    status_class(class: u8) = "{class}xx";
    status_failed = "4xx and 5xx";
    status_dropped = "dropped by the client";
    status_dropped_with(code: u16) = "{code}, dropped by the client";
    status_answered(code: u16) = "{code}, not dropped by the client";
}

/// A status that can be asked for.
#[must_use]
pub fn status_is(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => status_class(class),
        Status::Failed => status_failed().to_owned(),
        Status::Dropped => status_dropped().to_owned(),
        Status::DroppedWith(code) => status_dropped_with(code),
        Status::Answered(code) => status_answered(code),
    }
}
