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
    time_alone = "Errors and warnings are narrowed by time and process alone; the rest of the filter is about requests.";
    nothing = "No request matches.";
    nothing_hint = "The log holds requests, but none that fits all of this at once.";
    nothing_clear = "Show all requests";
}

/// What an active part of the filter is called: "Status: 5xx".
#[must_use]
pub fn chip(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

/// The link that drops it.
#[must_use]
pub fn drop_chip(chip: &str) -> String {
    format!("Remove “{chip}”")
}

/// At least this long.
#[must_use]
pub fn slower_than(duration: &str) -> String {
    format!("slower than {duration}")
}

/// From a moment on.
#[must_use]
pub fn since(moment: &str) -> String {
    format!("from {moment}")
}

/// Before a moment.
#[must_use]
pub fn until(moment: &str) -> String {
    format!("until {moment}")
}

/// A status that can be asked for.
#[must_use]
pub fn status_is(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}xx"),
        Status::Failed => "4xx and 5xx".to_owned(),
        Status::Dropped => "dropped by the client".to_owned(),
        Status::DroppedWith(code) => format!("{code}, dropped by the client"),
        Status::Answered(code) => format!("{code}, not dropped by the client"),
    }
}
