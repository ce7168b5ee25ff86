//! How fast something goes, and how long it will take.

/// So many a second; `None` before there is anything to divide. `spent_ms` leaves out the time that it stood still.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
pub fn per_second(amount: u64, spent_ms: f64) -> Option<u64> {
    (spent_ms >= 1.0 && amount > 0).then(|| (amount as f64 * 1000.0 / spent_ms) as u64)
}

/// How long the rest takes at that speed, in ms.
#[must_use]
pub fn left_ms(rest: u64, per_second: Option<u64>) -> Option<u64> {
    rest.saturating_mul(1000).checked_div(per_second?)
}

#[cfg(test)]
mod tests {
    use super::{left_ms, per_second};

    #[test]
    fn says_nothing_before_there_is_something_to_divide() {
        assert_eq!((per_second(0, 500.0), per_second(7, 0.0), left_ms(7, None)), (None, None, None));
        assert_eq!((per_second(1, 5_000.0), left_ms(7, Some(0))), (Some(0), None));
        assert_eq!((per_second(50, 2_000.0), left_ms(100, Some(25))), (Some(25), Some(4_000)));
    }
}
