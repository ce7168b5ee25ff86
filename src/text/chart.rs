//! Charts over time.

sentences! {
    hint = "Drag across the chart to show only that time. With the keyboard: ← and → walk through it, Shift selects, Enter shows only the selection, Escape drops it.";
    as_table = "The same as a table";
    time = "Time";
    only_this = "Show only this time";
    nothing = "Nothing to draw: no line has a time.";
    point_at = "Point at the chart to read its values.";
    up_to(value: &str) = "up to {value}";
    between(from: &str, to: &str) = "{from} – {to}";
    value(name: &str, value: &str) = "{name}: {value}";
}
