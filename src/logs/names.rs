//! Texts that occur again and again, kept once and known by a number.

use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// More different values than this share number 0, so that no log fills the memory.
const MOST: usize = 1 << 20;

/// A longer text is cut, in bytes: nobody reads more of a user agent, and anybody may send any.
const LONGEST: usize = 256;

/// The numbers of texts. Number 0 is whatever did not fit any more.
#[derive(Clone, Debug, Default)]
pub struct Names {
    // By hash, then compared: the text itself is kept once.
    numbers: FxHashMap<u64, u32>,
    texts: Vec<Box<str>>,
    bytes: u64,
}

/// What stands for all that did not fit.
pub const OTHERS: &str = "…";

impl Names {
    /// The number of a text, new or known.
    pub fn number(&mut self, text: &str) -> u32 {
        let text = cut(text);
        let mut hash = FxBuildHasher.hash_one(text);
        if self.texts.is_empty() {
            self.texts.push(OTHERS.into());
        }
        loop {
            let next = self.texts.len();
            match self.numbers.entry(hash) {
                Entry::Occupied(found) => {
                    let number = *found.get();
                    if self.texts.get(number as usize).is_some_and(|known| is_same(known, text)) {
                        return number;
                    }
                    // Another text with the same hash.
                    hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
                }
                Entry::Vacant(_) if next >= MOST => return 0,
                Entry::Vacant(free) => {
                    let number = u32::try_from(next).unwrap_or(0);
                    free.insert(number);
                    self.texts.push(text.into());
                    self.bytes += text.len() as u64;
                    return number;
                }
            }
        }
    }

    /// The number of a text that is known.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        let text = cut(text);
        let at = self.texts.iter().skip(1).position(|known| **known == *text)?;
        u32::try_from(at + 1).ok()
    }

    /// The text of a number.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or(OTHERS, |text| text)
    }

    /// How many numbers there are, 0 included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    /// About what it takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes + self.texts.len() as u64 * 16 + self.numbers.capacity() as u64 * 17
    }
}

/// Whether two texts are the same. Without the system's own comparison, which in wasm goes byte by byte.
fn is_same(one: &str, other: &str) -> bool {
    let ((one, one_rest), (other, other_rest)) = (one.as_bytes().as_chunks::<16>(), other.as_bytes().as_chunks::<16>());
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one == other) && one_rest == other_rest
}

fn cut(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

/// The numbers of values that are small: what several texts have in common.
#[derive(Clone, Debug)]
pub struct Numbers<Value> {
    numbers: FxHashMap<Value, u32>,
    values: Vec<Value>,
}

impl<Value> Default for Numbers<Value> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default(), values: Vec::new() }
    }
}

impl<Value: Copy + Eq + Hash + Default> Numbers<Value> {
    /// The number of a value, new or known. Beyond [`MOST`], it is that of the default value.
    pub fn number(&mut self, value: Value) -> u32 {
        if self.values.is_empty() {
            self.values.push(Value::default());
            self.numbers.insert(Value::default(), 0);
        }
        let next = self.values.len();
        match self.numbers.entry(value) {
            Entry::Occupied(found) => *found.get(),
            Entry::Vacant(_) if next >= MOST => 0,
            Entry::Vacant(free) => {
                self.values.push(value);
                *free.insert(u32::try_from(next).unwrap_or(0))
            }
        }
    }

    /// All values, by their numbers.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// About what it takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let size = size_of::<Value>() as u64;
        self.values.capacity() as u64 * size + self.numbers.capacity() as u64 * (size + 5)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Names, Numbers, OTHERS};

    #[test]
    fn a_text_keeps_its_number() {
        let mut names = Names::default();
        let all = ["a", "b", "", "é", "a"].map(|text| names.number(text));
        assert_eq!(all, [1, 2, 3, 4, 1]);
        assert_eq!((names.text(4), names.find("é"), names.find("c"), names.text(99)), ("é", Some(4), None, OTHERS));
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let mut names = Names::default();
        let long = "é".repeat(LONGEST);
        let number = names.number(&long);
        assert_eq!(names.text(number), "é".repeat(LONGEST / 2));
        assert_eq!(names.number(&long), number);
    }

    #[test]
    fn values_have_numbers_too() {
        let mut numbers = Numbers::<(u32, bool)>::default();
        assert_eq!([(1, true), (1, false), (0, false), (1, true)].map(|value| numbers.number(value)), [1, 2, 0, 1]);
        assert_eq!(numbers.values(), [(0, false), (1, true), (1, false)]);
    }
}
