//! Verdicts, forward extremities and pasted metrics: words that several answers share.

use crate::model::health::Verdict;

sentences! {
    how = "How to do it";
    no_rooms_to_count = "Count forward extremities";
    room_gone = "The server no longer knows this room.";
    column_room = "Room";
    column_extremities = "Forward extremities";
    column_verdict = "Verdict";
    extremities_table = "Forward extremities of the largest rooms";
    extremities_many = "Resolving the state of a room with many forward extremities costs a lot of CPU with every event that comes in. Synapse merges them on its own with an empty event, every five minutes, in rooms where someone on this server may send. If they stay: update Synapse; let someone on this server send a message there; look whether events from other servers get stuck.";
    extremities_danger = "As a last resort all but the newest can be deleted. It is dangerous: this server then forgets that the other branches of the room exist, and may see different state there than everyone else. Back up the database first.";
    metrics_label = "Metrics of Synapse";
    metrics_hint = "The text of /_synapse/metrics, pasted here. It is read in this browser and sent nowhere.";
    metrics_how_lead = "A browser cannot read them from Synapse: they are on a separate listener, usually open only to the machine itself. Once you have that listener, save them to a file and drop it here.";
    metrics_none = "There are no metrics of Synapse in this text. It should have lines such as “process_open_fds 20.0”.";
    metrics_cut = "This paste ends within a line, so its last line is left out: a number there may be cut. What follows it is not in this paste either.";
    metrics_source = "From the pasted metrics";
    extremities_what(limit: u64) = "The newest events of a room that no other event follows yet: one, as a rule. More than {limit} are a warning: every new event then makes Synapse resolve the room's state. Asking takes a request a room, so it begins when you say so.";
    metrics_mixed(processes: usize) = "These are metrics of {processes} processes. Paste one at a time: their numbers are mixed up here.";
    metrics_odd_lines(lines: usize) = "Lines that are no metrics, and were left out: {lines}.";
    verdict(verdict: Verdict) = {
        good: Verdict::Good => "Fine",
        warn: Verdict::Warn => "Worth a look",
        bad: Verdict::Bad => "Likely a cause",
        unknown: Verdict::Unknown => "Not known",
    };
    count_extremities(n: usize, count: &str) = { by n: one "Count forward extremities of this room", other "Count forward extremities of these {count} rooms" };
    extremities_none_of(counted: &str, limit: u64) = "None of the {counted} rooms counted has more than {limit}.";
    extremities_some_of(n: usize, counted: &str, limit: u64) = { by n: one "One of the {counted} rooms counted has more than {limit}.", other "{n} of the {counted} rooms counted have more than {limit}." };
}

/// What counting came to.
#[must_use]
pub fn extremities_found(too_many: usize, counted: usize, limit: u64) -> String {
    let counted = &counted.to_string();
    match too_many {
        0 => extremities_none_of(counted, limit),
        _ => extremities_some_of(too_many, counted, limit),
    }
}
