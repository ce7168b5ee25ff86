//! New passwords: making one and judging one. Nothing here is stored or sent.

/// Letters and digits that cannot be mistaken for one another when read aloud or from paper.
pub const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyzACDEFHKLM";

/// Bytes of randomness that [`from_random`] turns into a password: one a letter.
pub const RANDOM_BYTES: usize = 20;

/// A password of four groups of five letters (100 bits) from random bytes, e.g. `kqbmA-xhyan-…`.
/// The alphabet has 32 letters, so five bits of each byte pick one without bias.
#[must_use]
pub fn from_random(bytes: [u8; RANDOM_BYTES]) -> String {
    let mut out = String::with_capacity(RANDOM_BYTES + 3);
    for (position, byte) in bytes.iter().enumerate() {
        if position > 0 && position % 5 == 0 {
            out.push('-');
        }
        let letter = ALPHABET.get(usize::from(byte & 31)).copied().unwrap_or(b'a');
        out.push(char::from(letter));
    }
    out
}

/// A rough judgement, for a hint beside the field; Synapse itself does not check on a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing typed.
    Empty,
    /// Guessed within minutes by somebody who can try offline.
    Weak,
    /// Holds against guessing through the server.
    Fair,
    /// Holds against guessing offline.
    Strong,
}

/// Judges by length, kinds of characters and repetition. It knows no dictionary, and says no more than it knows.
#[must_use]
pub fn strength(password: &str) -> Strength {
    if password.is_empty() {
        return Strength::Empty;
    }
    let mut kinds = [false; 4];
    let mut distinct: Vec<char> = Vec::new();
    let mut length = 0_u32;
    for c in password.chars() {
        length += 1;
        let kind = match c {
            'a'..='z' => 0,
            'A'..='Z' => 1,
            '0'..='9' => 2,
            _ => 3,
        };
        if let Some(seen) = kinds.get_mut(kind) {
            *seen = true;
        }
        if !distinct.contains(&c) {
            distinct.push(c);
        }
    }
    let pool: f64 = kinds.iter().zip([26.0, 26.0, 10.0, 33.0]).filter(|(seen, _)| **seen).map(|(_, size)| size).sum();
    let variety = f64::from(u32::try_from(distinct.len()).unwrap_or(u32::MAX));
    let effective = f64::from(length).min(variety * 1.5);
    match effective * pool.max(1.0).log2() {
        bits if bits < 45.0 => Strength::Weak,
        bits if bits < 75.0 => Strength::Fair,
        _ => Strength::Strong,
    }
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, Strength, from_random, strength};

    #[test]
    fn generated_ones_are_grouped_and_strong() {
        let bytes = std::array::from_fn(|i| u8::try_from(i * 37 % 256).unwrap());
        let password = from_random(bytes);
        assert_eq!(password.len(), 23);
        assert_eq!(password.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5]);
        assert_eq!(strength(&password), Strength::Strong);
    }

    #[test]
    fn the_alphabet_has_no_twins() {
        let mut letters = ALPHABET.to_vec();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), 32);
    }

    #[test]
    fn judges() {
        assert_eq!(strength(""), Strength::Empty);
        assert_eq!(strength("aaaaaaaaaaaaaaaa"), Strength::Weak);
        assert_eq!(strength("hunter2"), Strength::Weak);
        assert_eq!(strength("Tr0ub4dor&3"), Strength::Fair);
        assert_eq!(strength("correct horse battery staple"), Strength::Strong);
    }
}
