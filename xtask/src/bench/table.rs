//! The result as a Markdown table.

use std::fmt::Write;

use super::judge::{Goal, Line, Unit, Verdict};
use super::samples::Summary;

/// A table of all lines, with the browser it was measured in.
pub(super) fn markdown(lines: &[Line], browser: &str) -> String {
    let mut text = String::from("| Measure | App | Floor | Ratio | Target | Verdict |\n|---|---:|---:|---:|---|---|\n");
    for line in lines {
        let _ = writeln!(text, "{}", row(line));
    }
    let _ = write!(
        text,
        "\nMedian (lowest–highest) in Chromium {browser}. Only ratios, sizes and counts are judged. \
         \"Work\" is the main thread's processor time, which busy machines do not change."
    );
    text
}

fn row(line: &Line) -> String {
    let unit = line.metric.unit;
    let ratio = line.ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    let base = match (line.metric.goal, line.base) {
        (Goal::Growth(_), Some(early)) => format!("early: {}", value(unit, early.median)),
        (_, Some(floor)) => value(unit, floor.median),
        (_, None) => String::new(),
    };
    let goal = match line.metric.goal {
        Goal::AtMost(most) => format!("≤ {}", value(unit, most)),
        Goal::Ratio(most, about) => format!("≤ {most}× floor ({})", value(unit, about)),
        Goal::Around(about) => format!("({})", value(unit, about)),
        Goal::Growth(most) => format!("≤ {most}× early"),
        Goal::Shown => String::new(),
    };
    let verdict = match line.verdict {
        Verdict::Met => "met",
        Verdict::Missed => "**missed**",
        Verdict::Within => "(within)",
        Verdict::Beyond => "(beyond)",
        Verdict::None => "",
    };
    let app = spread(unit, line.app);
    format!("| {} | {app} | {base} | {ratio} | {goal} | {verdict} |", line.metric.label)
}

fn spread(unit: Unit, summary: Summary) -> String {
    let Summary { median, min, max } = summary;
    if min == max {
        return value(unit, median);
    }
    format!("{} ({}–{})", value(unit, median), bare(unit, min), bare(unit, max))
}

fn value(unit: Unit, number: f64) -> String {
    match unit {
        Unit::Ms => format!("{} ms", bare(unit, number)),
        Unit::Bytes => format!("{} KiB", bare(unit, number)),
        Unit::Count | Unit::Share => bare(unit, number),
    }
}

fn bare(unit: Unit, number: f64) -> String {
    match unit {
        Unit::Ms | Unit::Count => format!("{number:.0}"),
        Unit::Bytes => format!("{:.1}", number / 1024.0),
        Unit::Share => format!("{number:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let summary = Summary { median: 204_800.0, min: 1024.0, max: 409_600.0 };
        assert_eq!(spread(Unit::Bytes, summary), "200.0 KiB (1.0–400.0)");
        assert_eq!(spread(Unit::Count, Summary { median: 1.0, min: 1.0, max: 1.0 }), "1");
        assert_eq!(value(Unit::Ms, 41.6), "42 ms");
    }
}
