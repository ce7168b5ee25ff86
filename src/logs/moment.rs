//! Moments of log lines: ms since 1970 as they are written. Synapse writes local time without a zone, so two moments of
//! one log can be compared, and none can be converted.

use crate::model::moment::days_since_1970;

/// The days of one written date, kept from line to line: a log has millions of lines and few dates.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    date: [u8; 10],
    days_ms: i64,
}

impl Clock {
    /// Reads `2026-11-25 15:08:27,996`, `2026-11-25T15:08:28.048Z` (with or without a zone, which is not applied), or
    /// seconds since 1970 as in `1795619308.05`.
    pub fn read(&mut self, text: &str) -> Option<i64> {
        let bytes = text.as_bytes();
        match bytes.get(10) {
            Some(b' ' | b'T') if bytes.get(4) == Some(&b'-') => self.written(bytes),
            _ => seconds(text),
        }
    }

    fn written(&mut self, bytes: &[u8]) -> Option<i64> {
        let date: [u8; 10] = bytes.get(..10)?.try_into().ok()?;
        if date != self.date {
            self.days_ms = days(&date)? * 86_400_000;
            self.date = date;
        }
        let time: [u8; 8] = bytes.get(11..19)?.try_into().ok()?;
        let [h1, h2, b':', m1, m2, b':', s1, s2] = time else { return None };
        let (hours, minutes, seconds) = (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?);
        let ms = match bytes.get(19) {
            Some(b',' | b'.') => {
                let digits = bytes.get(20..)?.iter().take_while(|byte| byte.is_ascii_digit());
                digits.chain(b"000").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
            }
            _ => 0,
        };
        Some(self.days_ms + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms)
    }
}

/// Finds a moment in what stands before an entry: docker and kubectl write one when asked to. journald's own writes no
/// year, so it is none.
pub(super) fn in_prefix(clock: &mut Clock, prefix: &str) -> Option<i64> {
    let word = prefix.split(' ').find(|word| word.len() >= 19 && word.as_bytes().get(10) == Some(&b'T'))?;
    clock.read(word)
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    let both = tens.is_ascii_digit() && ones.is_ascii_digit();
    both.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

/// Days since 1970-01-01. A month or day that no calendar has makes it no date; a day that only its month does not have
/// is let through, for Synapse writes none.
fn days(date: &[u8; 10]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else { return None };
    let (year, month, day) = (two(y1, y2)? * 100 + two(y3, y4)?, two(m1, m2)?, two(d1, d2)?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| days_since_1970(year, month, day))
}

/// Seconds with up to three digits behind the point.
fn seconds(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let ms = fraction.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Some(whole.parse::<i64>().ok()? * 1000 + ms)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Clock, in_prefix};

    #[test]
    fn reads_every_way_synapse_writes() {
        let mut clock = Clock::default();
        for (text, ms) in [
            ("1970-01-01 00:00:00,000", 0),
            ("2026-11-25 15:08:27,996", 1_795_619_307_996),
            ("2026-11-25T15:08:28.048Z", 1_795_619_308_048),
            ("2026-11-25T15:08:28.048123456+02:00", 1_795_619_308_048),
            ("2024-02-29T00:00:00Z", 1_709_164_800_000),
            ("2000-03-01 00:00:00,5", 951_868_800_500),
            ("1795619308.05", 1_795_619_308_050),
            ("1795619308", 1_795_619_308_000),
        ] {
            assert_eq!(clock.read(text), Some(ms), "{text}");
        }
        for text in ["", "now", "2026-13-01 00:00:00,000", "2026-11-25 1:08:27,996", "2026-11-25", "1e9", "-5"] {
            assert_eq!(clock.read(text), None, "{text}");
        }
    }

    #[test]
    fn reads_what_docker_writes_before_a_line() {
        let mut clock = Clock::default();
        assert_eq!(in_prefix(&mut clock, "synapse-1  | 2026-11-25T15:08:28.048Z "), Some(1_795_619_308_048));
        assert_eq!(in_prefix(&mut clock, "Nov 25 15:08:27 host synapse[77]: "), None);
    }

    /// Every day of 400 years, counted one by one.
    #[test]
    fn days_follow_each_other() {
        let mut clock = Clock::default();
        let mut expected = 0;
        for year in 1970..2370 {
            let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let lengths = [31, if is_leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, length) in (1..).zip(lengths) {
                for day in 1..=length {
                    let text = format!("{year:04}-{month:02}-{day:02} 00:00:00,000");
                    assert_eq!(clock.read(&text), Some(expected * 86_400_000), "{text}");
                    expected += 1;
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9TZ:,. -]{0,30}|.*") {
            let _ = Clock::default().read(&text);
            let _ = in_prefix(&mut Clock::default(), &text);
        }
    }
}
