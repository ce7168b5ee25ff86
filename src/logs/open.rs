//! Requests that have been received and not yet answered.

use std::hash::{BuildHasher, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::protocol::Place;

/// Those that will never be answered, beyond which they are only counted.
const MOST: usize = 100_000;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// Which process.
    pub process: u32,
    /// Where its line begins.
    pub place: Place,
    /// When.
    pub at: Option<i64>,
    /// Until when it has been open: the last line of its run. `None`: it still is, as far as the log goes.
    pub until: Option<i64>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Open {
    /// By process and tag.
    open: FxHashMap<u64, Received>,
    lost: Vec<Received>,
    lost_uncounted: u64,
    received: u64,
}

impl Open {
    /// `Received request`.
    pub fn received(&mut self, tag: &str, process: u32, place: Place, at: Option<i64>) {
        self.received += 1;
        let received = Received { process, place, at, until: None };
        // The same tag once more, without a start of the process that one could see: the first is lost.
        if let Some(before) = self.open.insert(key(process, tag), received) {
            self.lose(Received { until: at, ..before });
        }
    }

    /// `Processed request`.
    pub fn processed(&mut self, tag: &str, process: u32) {
        self.open.remove(&key(process, tag));
    }

    /// A process has begun anew: nothing that was open will be answered.
    pub fn restarted(&mut self, process: u32, until: Option<i64>) {
        let gone: Vec<Received> =
            self.open.extract_if(|_, received| received.process == process).map(|(_, r)| r).collect();
        for received in gone {
            self.lose(Received { until, ..received });
        }
    }

    /// Those that were never answered, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Received> {
        self.lost.iter().chain(self.open.values())
    }

    /// How many there are beside [`Self::all`].
    #[must_use]
    pub fn uncounted(&self) -> u64 {
        self.lost_uncounted
    }

    /// How many `Received request` lines there have been.
    #[must_use]
    pub fn count_received(&self) -> u64 {
        self.received
    }

    /// About what it takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let size = size_of::<Received>() as u64;
        self.open.capacity() as u64 * (size + 9) + self.lost.capacity() as u64 * size
    }

    fn lose(&mut self, received: Received) {
        if self.lost.len() < MOST {
            self.lost.push(received);
        } else {
            self.lost_uncounted += 1;
        }
    }
}

fn key(process: u32, tag: &str) -> u64 {
    struct Key<'a>(u32, &'a str);
    impl Hash for Key<'_> {
        fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
            state.write_u32(self.0);
            state.write(self.1.as_bytes());
        }
    }
    FxBuildHasher.hash_one(Key(process, tag))
}

#[cfg(test)]
mod tests {
    use super::{Open, Place, Received};

    #[test]
    fn what_is_received_is_open_until_it_is_processed() {
        let mut open = Open::default();
        let place = |offset| Place { file: 0, offset };
        for (offset, tag) in [(0, "GET-1"), (1, "GET-2"), (2, "GET-10")] {
            open.received(tag, 0, place(offset), Some(5));
        }
        open.received("GET-1", 1, place(3), Some(5));
        open.processed("GET-1", 0);
        open.restarted(0, Some(9));
        let mut left: Vec<Received> = open.all().copied().collect();
        left.sort_by_key(|received| received.place);
        let row = |process, offset, until| Received { process, place: place(offset), at: Some(5), until };
        assert_eq!(left, [row(0, 1, Some(9)), row(0, 2, Some(9)), row(1, 3, None)]);
        assert_eq!((open.count_received(), open.uncounted()), (4, 0));
    }
}
