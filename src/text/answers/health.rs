//! Verdicts, forward extremities and pasted metrics: words that several answers share.

use crate::model::health::Verdict;

sentences! {
    how = "How to do it";
    room_gone = "The server does not know this room any more.";
    column_room = "Room";
    column_extremities = "Forward extremities";
    column_verdict = "Verdict";
    extremities_table = "Forward extremities of the largest rooms";
    extremities_none = "No room to count in.";
    extremities_many = "Resolving the state of a room with many forward extremities costs much CPU with every event that comes in. Synapse merges them by itself with an empty event, every five minutes, in rooms where somebody of this server may send. If they stay: update Synapse; let somebody of this server send a message there; look whether events from other servers get stuck.";
    extremities_danger = "As a last resort all but the newest can be deleted. It is dangerous: this server then forgets that the other branches of the room exist, and may see other state there than everybody else. Back up the database first.";
    metrics_label = "Metrics of Synapse";
    metrics_hint = "The text of /_synapse/metrics, pasted here. It is read in this browser and sent nowhere.";
    metrics_how = "How to get them";
    metrics_how_lead = "A browser cannot read them from Synapse: they are on a listener of their own, mostly open to the machine alone. Once it is there, read them into a file and drop it here.";
    metrics_none = "There are no metrics of Synapse in this text. It should have lines such as “process_open_fds 20.0”.";
    metrics_source = "From the pasted metrics";
}

/// A verdict in words.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "Fine",
        Verdict::Warn => "Worth a look",
        Verdict::Bad => "Likely a cause",
        Verdict::Unknown => "Not known",
    }
}

/// The button that counts forward extremities.
#[must_use]
pub fn count_extremities(count: usize, formatted: &str) -> String {
    match count {
        1 => "Count forward extremities of this room".to_owned(),
        _ => format!("Count forward extremities of these {formatted} rooms"),
    }
}

/// What forward extremities are, and how many are too many.
#[must_use]
pub fn extremities_what(limit: u64) -> String {
    format!(
        "The newest events of a room that no other event follows yet: one, as a rule. More than {limit} are a warning: \
         every new event then makes Synapse resolve the room's state. Asking takes a request a room, so it begins when you say so."
    )
}

/// What counting came to.
#[must_use]
pub fn extremities_found(too_many: usize, counted: usize, limit: u64) -> String {
    match too_many {
        0 => format!("None of the {counted} rooms counted has more than {limit}."),
        1 => format!("One of the {counted} rooms counted has more than {limit}."),
        _ => format!("{too_many} of the {counted} rooms counted have more than {limit}."),
    }
}

/// The text has several processes in it.
#[must_use]
pub fn metrics_mixed(processes: usize) -> String {
    format!("These are metrics of {processes} processes. Paste one at a time: their numbers are mixed up here.")
}

/// Some lines could not be read.
#[must_use]
pub fn metrics_odd_lines(lines: usize) -> String {
    format!("Lines that are no metrics, and were left out: {lines}.")
}
