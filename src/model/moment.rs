//! Moments as logs write them: local time of a server whose zone nobody names. They are counted in ms since 1970 as if
//! it were UTC, shown as they were written, and never converted. And moments that are UTC, for what a worker writes into
//! files, without a browser's help.

/// Ms of a day.
const DAY: i64 = 86_400_000;

/// The last moment with a year of four digits.
const LAST: i64 = 253_402_300_799_999;

/// The first moment with a year of four digits: that of 0000.
const FIRST: i64 = -62_167_219_200_000;

/// As browsers write it into a field for date and time: `2026-11-25T15:08:29.966`, without ms where there are none.
/// What lies beyond years of four digits becomes the first or last moment within.
#[must_use]
pub fn iso(ms: i64) -> String {
    let Parts { year, month, day, hour, minute, second, ms } = Parts::of(ms);
    let whole = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if ms == 0 { whole } else { format!("{whole}.{ms:03}") }
}

/// The same for people: `2026-11-25 15:08:29.966`.
#[must_use]
pub fn full(ms: i64) -> String {
    iso(ms).replace('T', " ")
}

/// A moment that is UTC, as machines write it, in whole seconds: `2026-11-25T18:40:02Z`.
#[must_use]
pub fn utc(ms: i64) -> String {
    let ms = ms.clamp(FIRST, LAST);
    format!("{}Z", iso(ms - ms.rem_euclid(1000)))
}

/// `2026-11-25`
#[must_use]
pub fn day(ms: i64) -> String {
    let Parts { year, month, day, .. } = Parts::of(ms);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `18:40:02`
#[must_use]
pub fn clock(ms: i64) -> String {
    let Parts { hour, minute, second, .. } = Parts::of(ms);
    format!("{hour:02}:{minute:02}:{second:02}")
}

/// Only as much as tells bars of a chart apart that are `step` ms long: days, minutes or seconds.
#[must_use]
pub fn short(ms: i64, step: i64) -> String {
    let Parts { month, day: day_of_month, hour, minute, ms: rest, .. } = Parts::of(ms);
    if step >= DAY {
        day(ms)
    } else if step >= 60_000 {
        format!("{month:02}-{day_of_month:02} {hour:02}:{minute:02}")
    } else if step >= 1000 {
        clock(ms)
    } else {
        format!("{}.{rest:03}", clock(ms))
    }
}

/// Reads what [`iso`] and [`full`] write; seconds may be missing, and so may the time of day.
#[must_use]
pub fn read(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let mut date = date.split('-');
    let (year, month, day) = (digits(date.next()?, 4)?, digits(date.next()?, 2)?, digits(date.next()?, 2)?);
    if date.next().is_some() || !(1..=12).contains(&month) || !(1..=days_of_month(year, month)).contains(&day) {
        return None;
    }
    Some(days_since_1970(year, month, day) * DAY + if time.is_empty() { 0 } else { read_clock(time)? })
}

fn read_clock(time: &str) -> Option<i64> {
    let mut time = time.split(':');
    let (hour, minute) = (digits(time.next()?, 2)?, digits(time.next()?, 2)?);
    let (second, ms) = match time.next() {
        Some(seconds) => match seconds.split_once(['.', ',']) {
            Some((whole, part)) if (1..=3).contains(&part.len()) => {
                (digits(whole, 2)?, digits(&format!("{part:0<3}"), 3)?)
            }
            Some(_) => return None,
            None => (digits(seconds, 2)?, 0),
        },
        None => (0, 0),
    };
    let fits = time.next().is_none() && hour < 24 && minute < 60 && second < 60;
    fits.then_some(((hour * 60 + minute) * 60 + second) * 1000 + ms)
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A moment taken apart.
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    ms: i64,
}

impl Parts {
    fn of(ms: i64) -> Self {
        let ms = ms.clamp(FIRST, LAST);
        let (days, rest) = (ms.div_euclid(DAY), ms.rem_euclid(DAY));
        let (year, month, day) = date(days);
        let seconds = rest / 1000;
        Self {
            year,
            month,
            day,
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
            ms: rest % 1000,
        }
    }
}

// Dates of the Gregorian calendar by counting in eras of 400 years, which begin in March so that leap days come last.
// Source: <https://howardhinnant.github.io/date_algorithms.html>, `days_from_civil` and `civil_from_days`.

/// Days from 1970-01-01 to a date, whose month is from 1 to 12. A day beyond the month's last is one of the next month.
#[must_use]
pub fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month (from 1) and day (from 1) of a number of days since 1970-01-01.
#[must_use]
pub fn date(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let (day, month) = (day_of_year - (153 * shifted + 2) / 5 + 1, (shifted + 2) % 12 + 1);
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

fn days_of_month(year: i64, month: i64) -> i64 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_since_1970(next_year, next, 1) - days_since_1970(year, month, 1)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, LAST, full, iso, read, short, utc};
    use proptest::prelude::*;

    #[test]
    fn reads_and_writes_what_logs_hold() {
        for (text, ms) in [
            ("1970-01-01T00:00:00", 0),
            ("2026-11-25T15:08:29.966", 1_795_619_309_966),
            ("2024-02-29T23:59:59.999", 1_709_251_199_999),
            ("1969-12-31T23:59:59.999", -1),
            ("0000-01-01T00:00:00", FIRST),
            ("9999-12-31T23:59:59.999", LAST),
        ] {
            assert_eq!((read(text), iso(ms).as_str()), (Some(ms), text));
        }
        assert_eq!(full(1_795_619_309_966), "2026-11-25 15:08:29.966");
        assert_eq!(read("2026-11-25 15:08:29,966"), Some(1_795_619_309_966));
        assert_eq!(read(" 2026-11-25T15:08 "), Some(1_795_619_280_000));
        assert_eq!(read("2026-11-25"), Some(1_795_564_800_000));
        assert_eq!(read("2026-11-25T00:00:00.5"), Some(1_795_564_800_500));
    }

    #[test]
    fn writes_utc_in_whole_seconds() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_399_999, "2000-02-28T23:59:59Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_795_632_002_966, "2026-11-25T18:40:02Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"),
            (i64::MIN, "0000-01-01T00:00:00Z"),
            (i64::MAX, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(utc(ms), text);
        }
    }

    #[test]
    fn refuses_anything_else() {
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-00-01",
            "2026-02-29",
            "2026-11-25T24:00",
            "2026-11-25T10",
            "2026-11-25T10:60",
            "2026-11-25T10:00:60",
            "2026-11-25T10:00:00.1234",
            "2026-11-25T10:00:00:00",
            "26-11-25",
            "+026-11-25",
            "2026-11-25-1",
            "２０２６-11-25",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn charts_name_as_much_as_tells_bars_apart() {
        let ms = 1_795_619_309_966;
        assert_eq!(short(ms, 86_400_000), "2026-11-25");
        assert_eq!(short(ms, 60_000), "11-25 15:08");
        assert_eq!(short(ms, 1000), "15:08:29");
        assert_eq!(short(ms, 1), "15:08:29.966");
        assert_eq!(iso(i64::MAX), "9999-12-31T23:59:59.999");
        assert_eq!(iso(i64::MIN), "0000-01-01T00:00:00");
    }

    proptest! {
        #[test]
        fn every_moment_round_trips(ms in FIRST..=LAST) {
            prop_assert_eq!(read(&iso(ms)), Some(ms));
            prop_assert_eq!(read(&full(ms)), Some(ms));
        }

        #[test]
        fn never_panics(text in ".*", ms in any::<i64>(), step in any::<i64>()) {
            let _ = (read(&text), iso(ms), short(ms, step));
        }
    }
}
