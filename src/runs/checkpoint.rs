//! Values that outlive a reload: written with the number of their form, so that another Glia does not misread them.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// How often a value is kept, in ms: so much work is done again after a reload, at most.
const EVERY_MS: f64 = 2_000.0;

/// A value as bytes. `form` is its form's number, which changes with every change of its fields.
#[must_use]
pub fn write<T: Serialize>(form: u32, value: &T) -> Vec<u8> {
    // Plain values can always be written.
    postcard::to_allocvec(&(form, value)).unwrap_or_default()
}

/// The value; `None` when it is of another form, or none at all.
#[must_use]
pub fn read<T: DeserializeOwned>(form: u32, kept: &[u8]) -> Option<T> {
    let (found, rest) = postcard::take_from_bytes::<u32>(kept).ok()?;
    if found == form { postcard::from_bytes(rest).ok() } else { None }
}

/// Tells when the next checkpoint is due.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    last_ms: f64,
}

impl Due {
    /// One was kept at this moment.
    #[must_use]
    pub fn after(now_ms: f64) -> Self {
        Self { last_ms: now_ms }
    }

    /// Whether it is time for another.
    #[must_use]
    pub fn is_due(self, now_ms: f64) -> bool {
        now_ms - self.last_ms >= EVERY_MS
    }
}

#[cfg(test)]
mod tests {
    use super::{Due, read, write};

    #[test]
    fn other_forms_are_not_read() {
        let kept = write(300, &("a", 1_u8));
        assert_eq!(read::<(String, u8)>(300, &kept), Some(("a".to_owned(), 1)));
        assert_eq!(read::<(String, u8)>(301, &kept), None);
        assert_eq!(read::<(String, u8)>(300, &kept[..3]), None);
        assert_eq!(read::<(String, u8)>(0, &[]), None);
    }

    #[test]
    fn the_next_is_due_after_a_while() {
        let due = Due::after(1_000.0);
        assert!(!due.is_due(2_999.0) && due.is_due(3_000.0));
    }
}
