//! Dates without a browser, in UTC: for files that are written by a worker and read anywhere.

/// Year, month (from 1) and day (from 1) of a number of days since 1970-01-01.
///
/// Source: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
#[must_use]
pub fn civil(days: i64) -> (i64, u8, u8) {
    // Years begin in March here, so that the day that is sometimes there is the last one.
    let shifted = days.saturating_add(719_468);
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// `2026-11-25`, from ms since 1970.
#[must_use]
pub fn day(ms: i64) -> String {
    let (year, month, day) = civil(ms.div_euclid(86_400_000));
    format!("{year:04}-{month:02}-{day:02}")
}

/// `18:40:02`, from ms since 1970.
#[must_use]
pub fn clock(ms: i64) -> String {
    let seconds = ms.div_euclid(1000).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `2026-11-25T18:40:02Z`, as machines write it.
#[must_use]
pub fn timestamp(ms: i64) -> String {
    format!("{}T{}Z", day(ms), clock(ms))
}

#[cfg(test)]
mod tests {
    use super::{civil, timestamp};

    #[test]
    fn dates() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_399_999, "2000-02-28T23:59:59Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_795_632_002_000, "2026-11-25T18:40:02Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(timestamp(ms), text);
        }
    }

    #[test]
    fn every_day_is_the_one_after_the_day_before() {
        let (mut year, mut month, mut day) = civil(-200_000);
        for days in -199_999..200_000 {
            let next = civil(days);
            let follows = next == (year, month, day + 1)
                || next == (year, month + 1, 1)
                || (next == (year + 1, 1, 1) && month == 12);
            assert!(follows, "{days}: {next:?}");
            (year, month, day) = next;
        }
    }

    #[test]
    fn no_number_makes_it_stumble() {
        for ms in [i64::MIN, i64::MAX] {
            assert!(timestamp(ms).ends_with('Z'));
        }
    }
}
