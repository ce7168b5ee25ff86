//! Ages in words: which unit to speak in. The words themselves come from the browser's `Intl`.

/// A unit that `Intl.RelativeTimeFormat` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Below a minute.
    Second,
    /// Below an hour.
    Minute,
    /// Below a day.
    Hour,
    /// Below 30 days.
    Day,
    /// Below a year.
    Month,
    /// A year and more.
    Year,
}

impl Unit {
    /// The name that `Intl` uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The distance from `now` to `then` (both ms since 1970) in the largest unit that gives at least one:
/// negative for the past. Clocks that differ by a little give 0 seconds, not "in 2 seconds".
#[must_use]
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
pub fn relative(now: f64, then: f64) -> (f64, Unit) {
    const UNITS: [(f64, Unit); 5] = [
        (365.0 * 86_400_000.0, Unit::Year),
        (30.0 * 86_400_000.0, Unit::Month),
        (86_400_000.0, Unit::Day),
        (3_600_000.0, Unit::Hour),
        (60_000.0, Unit::Minute),
    ];
    let distance = then - now;
    for (length, unit) in UNITS {
        if distance.abs() >= length {
            return ((distance / length).trunc(), unit);
        }
    }
    let seconds = (distance / 1000.0).trunc();
    (if seconds > 0.0 && seconds < 30.0 { 0.0 } else { seconds }, Unit::Second)
}

#[cfg(test)]
mod tests {
    use super::{Unit, relative};

    #[test]
    fn speaks_in_the_largest_whole_unit() {
        let now = 1_800_000_000_000.0;
        let check = |ago: f64, expected| assert_eq!(relative(now, now - ago), expected, "{ago} ms ago");
        check(400.0, (0.0, Unit::Second));
        check(59_999.0, (-59.0, Unit::Second));
        check(60_000.0, (-1.0, Unit::Minute));
        check(3_599_000.0, (-59.0, Unit::Minute));
        check(86_400_000.0 * 29.0, (-29.0, Unit::Day));
        check(86_400_000.0 * 364.0, (-12.0, Unit::Month));
        check(86_400_000.0 * 800.0, (-2.0, Unit::Year));
        check(-2_000.0, (0.0, Unit::Second));
        check(-120_000.0, (2.0, Unit::Minute));
    }
}
