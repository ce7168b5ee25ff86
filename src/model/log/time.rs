//! A length of time as a log line writes it.

/// `0.173sec`, `-0.000sec`, or `173ms` in old lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time<'a> {
    /// As written, with its unit.
    pub text: &'a str,
    /// In ms; what is below is cut off.
    pub ms: i64,
}

impl<'a> Time<'a> {
    /// Reads one that is all of the text.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (number, seconds) = match text.strip_suffix("sec") {
            Some(number) => (number, true),
            None => (text.strip_suffix("ms")?, false),
        };
        let (negative, number) = match number.strip_prefix('-') {
            Some(number) => (true, number),
            None => (false, number),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return None;
        }
        // Too long for a number: longer than any time.
        let whole: i64 = whole.parse().unwrap_or(i64::MAX);
        let ms = if seconds { whole.saturating_mul(1000).saturating_add(thousandths(fraction)) } else { whole };
        Some(Self { text, ms: if negative { -ms } else { ms } })
    }

    /// Whether it is written with a minus. `-0.000sec` is below zero, too, only by less than a millisecond.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.text.starts_with('-')
    }
}

fn thousandths(fraction: &str) -> i64 {
    let digits = fraction.bytes().chain(*b"000").take(3);
    digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn reads_what_synapse_writes() {
        for (text, ms) in [
            ("0.173sec", 173),
            ("12.000sec", 12_000),
            ("-0.812sec", -812),
            ("-0.000sec", 0),
            ("5ms", 5),
            ("0.0019sec", 1),
            ("0.5sec", 500),
            ("99999999999999999999sec", i64::MAX),
        ] {
            assert_eq!(Time::read(text), Some(Time { text, ms }), "{text}");
        }
        assert!(Time::read("-0.000sec").unwrap().is_negative());
    }

    #[test]
    fn refuses_anything_else() {
        for text in ["", "sec", "ms", "1", "1.sec ", "1.-5sec", "--1sec", ".5sec", "1,5sec", "1sms", "٣sec"] {
            assert_eq!(Time::read(text), None, "{text}");
        }
    }
}
