//! A length of time as a log line writes it.

/// `0.173sec`, `-0.000sec`, or `173ms` in old lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time<'a> {
    /// As written, with its unit.
    pub text: &'a str,
    /// In ms; what is below is cut off.
    pub ms: i64,
}

/// Further digits of what is this long are left out: no time is. (Numbers that are known to be small enough are also
/// quicker: in wasm it takes a multiplication of 128 bits to see whether one of 64 fits.)
const LONGEST: i64 = 10_000_000_000_000;

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
        // One pass over a few digits: a log has ten such times a request.
        let (mut whole, mut thousandths, mut factor, mut is_fraction) = (0_i64, 0, 100, false);
        for byte in number.bytes() {
            match byte {
                b'0'..=b'9' if is_fraction => {
                    thousandths += i64::from(byte - b'0') * factor;
                    factor /= 10;
                }
                b'0'..=b'9' if whole < LONGEST => whole = whole * 10 + i64::from(byte - b'0'),
                b'0'..=b'9' => {}
                b'.' if !is_fraction => is_fraction = true,
                _ => return None,
            }
        }
        if number.is_empty() || number.starts_with('.') {
            return None;
        }
        let ms = if seconds { whole * 1000 + thousandths } else { whole };
        Some(Self { text, ms: if negative { -ms } else { ms } })
    }

    /// Whether it is written with a minus. `-0.000sec` is below zero, too, only by less than a millisecond.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.text.starts_with('-')
    }
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
            ("99999999999999999999sec", 99_999_999_999_999_000),
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
