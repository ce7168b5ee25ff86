//! Sizes in words: which unit to speak in. The number itself is formatted by the browser's `Intl`.

/// A size in the largest binary unit that gives at least one: `(1.5, "KiB")`.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn scaled(bytes: u64) -> (f64, &'static str) {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    let (mut value, mut name) = (bytes as f64, "bytes");
    for unit in UNITS {
        // From here on three digits would round up to 1,024 of the smaller unit.
        if value < 1023.5 {
            break;
        }
        (value, name) = (value / 1024.0, unit);
    }
    (value, name)
}

#[cfg(test)]
mod tests {
    use super::scaled;
    use proptest::prelude::*;

    #[test]
    fn speaks_in_the_largest_unit() {
        assert_eq!(scaled(0), (0.0, "bytes"));
        assert_eq!(scaled(1023), (1023.0, "bytes"));
        assert_eq!(scaled(1024), (1.0, "KiB"));
        assert_eq!(scaled(1536), (1.5, "KiB"));
        assert_eq!(scaled(5 << 20), (5.0, "MiB"));
        assert_eq!(scaled(3 << 30), (3.0, "GiB"));
        assert_eq!(scaled(7 << 40), (7.0, "TiB"));
        assert_eq!(scaled((1 << 20) - 1).1, "MiB");
    }

    proptest! {
        #[test]
        fn never_more_than_four_digits_before_the_point(bytes in any::<u64>()) {
            let (value, unit) = scaled(bytes);
            prop_assert!(value < 1023.5 || unit == "PiB");
            prop_assert!(value >= 0.99 || unit == "bytes");
        }
    }
}
