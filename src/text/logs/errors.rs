//! Errors and warnings, grouped by likeness.

sentences! {
    title = "Errors and warnings";
    lead = "Messages that differ only in names and numbers form one group: the worst first, then the most frequent.";
    none = "There are no errors or warnings.";
    none_of_these = "There are no errors or warnings for this time and process.";
    show_all = "Show all errors and warnings";
    not_whole = "There are so many messages that only the first million could be narrowed down to this time.";
    first = "first";
    last = "last";
    show_first = "The first of them, whole";
    show_last = "Around the last of them";
    shown(shown: &str, total: &str) = "{shown} of {total} groups are shown.";
    ungrouped(count: &str) = "{count} more messages are in no group: there are too many kinds of them.";
    times(n: u64, count: &str) = { by n: one "once", other "{count} times" };
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
