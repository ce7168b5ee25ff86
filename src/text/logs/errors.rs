//! Errors and warnings, grouped by likeness.

sentences! {
    title = "Errors and warnings";
    lead = "Messages that differ in names and numbers alone are one group: the worst first, then the most frequent.";
    none = "There are no errors and no warnings.";
    none_of_these = "There are no errors and no warnings of this time and process.";
    show_all = "Show all errors and warnings";
    not_whole = "There are so many messages that only the first million of them could be narrowed to this time.";
    first = "first";
    last = "last";
    show_first = "The first of them, whole";
    show_last = "Around the last of them";
}

/// The level's name, as Synapse has it, and its style.
#[must_use]
pub fn level(level: &str) -> (&'static str, &'static str) {
    match level {
        "WARNING" => ("WARNING", "warn"),
        "CRITICAL" => ("CRITICAL", "bad"),
        _ => ("ERROR", "bad"),
    }
}

/// "12 times".
#[must_use]
pub fn times(count: u64, formatted: &str) -> String {
    if count == 1 { "once".to_owned() } else { format!("{formatted} times") }
}

/// Not all groups are shown.
#[must_use]
pub fn shown(shown: &str, total: &str) -> String {
    format!("{shown} of {total} groups are shown.")
}

/// There are too many kinds of messages.
#[must_use]
pub fn ungrouped(count: &str) -> String {
    format!("{count} more messages are in no group: there are too many kinds of them.")
}
