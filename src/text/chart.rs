//! Charts over time.

sentences! {
    hint = "Drag across the chart to show only that time. With the keyboard: ← and → walk through it, Shift selects, Enter shows only the selection, Escape drops it.";
    as_table = "The same as a table";
    time = "Time";
    only_this = "Show only this time";
    nothing = "Nothing to draw: no line has a time.";
    point_at = "Point at the chart to read its values.";
}

/// The largest value of a lane.
#[must_use]
pub fn up_to(value: &str) -> String {
    format!("up to {value}")
}

/// A stretch of time, both ends formatted.
#[must_use]
pub fn between(from: &str, to: &str) -> String {
    format!("{from} – {to}")
}

/// A value with its name.
#[must_use]
pub fn value(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}
