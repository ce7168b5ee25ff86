//! What a page and its Web Worker say to each other: two types of values, and the worker's name. Both are of one build, so
//! the form of the values needs no version.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The values that go to and come from one worker.
pub trait Talk: 'static {
    /// As in `<meta name="glia-worker-…">`, and the binary's name.
    const WORKER: &'static str;
    /// From the page to the worker.
    type Ask: Serialize + DeserializeOwned;
    /// From the worker to the page.
    type Told: Serialize + DeserializeOwned;
}

/// A value on its way.
#[must_use]
pub fn pack<T: Serialize>(value: &T) -> Vec<u8> {
    // Plain values can always be written.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// A value that came; `None` for what no part of this build sends.
#[must_use]
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[test]
    fn what_is_sent_comes() {
        let value = (Some("a".to_owned()), vec![1_u64, 300], 0.5);
        assert_eq!(unpack(&pack(&value)), Some(value));
        assert_eq!(unpack::<(String, u8)>(&[9, 1]), None);
    }
}
