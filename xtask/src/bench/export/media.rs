//! The user's uploads: as many files of as many bytes as wanted, of very different sizes, the same in every run, and
//! of bytes that nobody can compress.

/// An endless row of numbers that look random (SplitMix64).
///
/// Source: <https://prng.di.unimi.it/splitmix64.c>.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, without 0.
    #[allow(clippy::cast_precision_loss, reason = "53 bits are exact")]
    fn share(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }
}

/// The largest file is at most so many times as large as the average: servers limit uploads.
const LARGEST: f64 = 12.0;

/// How large each file is. Most are smaller than the average, a few much larger, as people's files are; together they have
/// exactly so many bytes.
pub(super) fn sizes(count: u64, bytes: u64) -> Vec<u64> {
    let mut dice = Dice(count);
    let weights: Vec<f64> = (0..count).map(|_| (-dice.share().ln()).clamp(0.01, LARGEST)).collect();
    let all: f64 = weights.iter().sum();
    let mut left = bytes;
    let mut sizes: Vec<u64> = weights
        .iter()
        .map(|weight| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let size = (weight / all * bytes as f64) as u64;
            let size = size.min(left);
            left -= size;
            size
        })
        .collect();
    // What rounding has left over.
    if let Some(first) = sizes.first_mut() {
        *first += left;
    }
    sizes
}

/// What is in a file.
pub(super) fn content(number: u64, size: u64) -> Vec<u8> {
    let mut dice = Dice(number.wrapping_mul(0x1_0000_0001).wrapping_add(7));
    let mut content = Vec::new();
    for _ in 0..size.div_ceil(8) {
        content.extend(dice.next().to_le_bytes());
    }
    content.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn together_they_have_the_wanted_size() {
        for (count, bytes) in [(1, 5), (7, 1_000), (2_000, 1_000_000_000), (3, 0)] {
            let sizes = sizes(count, bytes);
            assert_eq!((sizes.len() as u64, sizes.iter().sum::<u64>()), (count, bytes));
        }
        assert!(sizes(0, 0).is_empty());
    }

    #[test]
    fn they_are_small_and_large() {
        let sizes = sizes(2_000, 1_000_000_000);
        let (min, max) = (sizes.iter().min().copied(), sizes.iter().max().copied());
        assert!(min < Some(20_000) && max > Some(3_000_000) && max < Some(7_000_000), "{min:?} {max:?}");
    }

    #[test]
    fn contents_differ_and_stay_the_same() {
        assert_eq!(content(1, 13).len(), 13);
        assert_eq!(content(1, 1_000), content(1, 1_000));
        assert_ne!(content(1, 1_000), content(2, 1_000));
    }
}
