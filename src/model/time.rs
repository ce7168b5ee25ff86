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

/// A length of time (in ms) in its two largest units: 5,400,000 is 1 hour and 30 minutes. Days are the largest unit, for
/// months and years have no fixed length; what is below a second is dropped.
#[must_use]
pub fn span(ms: u64) -> Vec<(u64, Unit)> {
    const UNITS: [(u64, Unit); 4] = [(86_400, Unit::Day), (3_600, Unit::Hour), (60, Unit::Minute), (1, Unit::Second)];
    let seconds = ms / 1000;
    let Some(first) = UNITS.iter().position(|(length, _)| seconds >= *length) else {
        return vec![(0, Unit::Second)];
    };
    let mut rest = seconds;
    let mut parts = Vec::with_capacity(2);
    for (length, unit) in UNITS.into_iter().skip(first).take(2) {
        let count = rest / length;
        rest %= length;
        if count > 0 {
            parts.push((count, unit));
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Unit, relative, span};

    #[test]
    fn lengths_have_at_most_two_units() {
        assert_eq!(span(0), [(0, Unit::Second)]);
        assert_eq!(span(999), [(0, Unit::Second)]);
        assert_eq!(span(600_000), [(10, Unit::Minute)]);
        assert_eq!(span(3_600_000), [(1, Unit::Hour)]);
        assert_eq!(span(5_400_000), [(1, Unit::Hour), (30, Unit::Minute)]);
        assert_eq!(span(1_187_345), [(19, Unit::Minute), (47, Unit::Second)]);
        // A week, Synapse's longest wait between tries.
        assert_eq!(span(604_800_000), [(7, Unit::Day)]);
        // The seconds are not worth a third unit, and do not stand in for the missing hours.
        assert_eq!(span(86_400_000 + 59_000), [(1, Unit::Day)]);
        assert_eq!(span(90_061_000), [(1, Unit::Day), (1, Unit::Hour)]);
        assert_eq!(span(u64::MAX).len(), 2);
    }

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
