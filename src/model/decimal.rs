//! Numbers as texts.

/// Whether this is a decimal number, as JSON writes it. (The standard library's own parser of fractions brings 15 KiB along.)
#[must_use]
pub fn is_number(text: &str) -> bool {
    after_number(text.as_bytes()).is_some_and(<[u8]>::is_empty)
}

fn after_number(text: &[u8]) -> Option<&[u8]> {
    let mut rest = after_digits(text.strip_prefix(b"-").unwrap_or(text))?;
    if let Some(fraction) = rest.strip_prefix(b".") {
        rest = after_digits(fraction)?;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let digits = match exponent {
            [b'+' | b'-', digits @ ..] => digits,
            digits => digits,
        };
        rest = after_digits(digits)?;
    }
    Some(rest)
}

fn after_digits(text: &[u8]) -> Option<&[u8]> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.get(count..).filter(|_| count > 0)
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn tells_numbers_from_other_texts() {
        for number in ["0", "-1", "3.25", "-0.812", "1e400", "-2E-3", "6.02e+23", "007"] {
            assert!(is_number(number), "{number}");
            assert!(number.parse::<f64>().is_ok(), "{number}");
        }
        for other in [
            "", "-", "--1", "1-2", "1.", ".5", "1.2.3", "1e", "e5", "1e5e5", "1e5-5", "+1", "0x1f", "1 ", "１", "NaN",
            "inf",
        ] {
            assert!(!is_number(other), "{other}");
        }
    }
}
