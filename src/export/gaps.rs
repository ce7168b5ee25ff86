//! Where a room's history has holes: Synapse's export writes the room's state after each event whose predecessors are
//! not in the export, as somebody who reads it could not know it otherwise.
//!
//! Source: Synapse's `handlers/admin.py` (`export_user_data`).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

/// Watches the events of one room go by. It holds eight bytes an event: rooms have millions of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gaps {
    /// The ids of all events so far, hashed.
    written: HashSet<u64>,
    /// Events that name predecessors which have not come (yet), in the order in which they came.
    waiting: Vec<Waiting>,
    /// Who waits for an event, by its hash.
    wanted: BTreeMap<u64, Vec<u32>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Waiting {
    event_id: String,
    missing: u32,
}

impl Gaps {
    /// An event goes into the export.
    pub fn add<'a>(&mut self, event_id: &str, previous: impl Iterator<Item = Cow<'a, str>>) {
        let unseen: HashSet<u64> =
            previous.map(|id| hash(&id)).filter(|previous| !self.written.contains(previous)).collect();
        if !unseen.is_empty() {
            let place = u32::try_from(self.waiting.len()).unwrap_or(u32::MAX);
            let missing = u32::try_from(unseen.len()).unwrap_or(u32::MAX);
            self.waiting.push(Waiting { event_id: event_id.to_owned(), missing });
            for previous in unseen {
                self.wanted.entry(previous).or_default().push(place);
            }
        }
        let own = hash(event_id);
        for place in self.wanted.remove(&own).unwrap_or_default() {
            if let Some(waiting) = self.waiting.get_mut(place as usize) {
                waiting.missing = waiting.missing.saturating_sub(1);
            }
        }
        self.written.insert(own);
    }

    /// The events after which the state must be told.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.waiting.iter().filter(|waiting| waiting.missing > 0).map(|waiting| waiting.event_id.as_str())
    }
}

/// FNV-1a: the same in every build, for checkpoints outlive an update of Glia. Ids are hashes themselves.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::Gaps;
    use std::borrow::Cow;

    fn gaps(events: &[(&str, &[&'static str])]) -> Vec<String> {
        let mut gaps = Gaps::default();
        for (id, previous) in events {
            gaps.add(id, previous.iter().map(|id| Cow::Borrowed(*id)));
        }
        gaps.events().map(str::to_owned).collect()
    }

    #[test]
    fn are_where_something_is_missing() {
        assert_eq!(gaps(&[("$a", &[]), ("$b", &["$a"]), ("$c", &["$b", "$b"])]), [""; 0]);
        assert_eq!(gaps(&[("$b", &["$a"]), ("$c", &["$b"])]), ["$b"]);
        assert_eq!(gaps(&[("$a", &[]), ("$d", &["$c", "$a"]), ("$e", &["$d", "$x"])]), ["$d", "$e"]);
    }

    #[test]
    fn close_when_it_comes_after_all() {
        assert_eq!(gaps(&[("$c", &["$b", "$a"]), ("$a", &[]), ("$b", &["$a"])]), [""; 0]);
        assert_eq!(gaps(&[("$c", &["$b", "$a"]), ("$b", &["$a"])]), ["$c", "$b"]);
    }

    #[test]
    fn outlive_a_checkpoint() {
        let mut gaps = Gaps::default();
        gaps.add("$b", ["$a".into()].into_iter());
        let mut again: Gaps = postcard::from_bytes(&postcard::to_allocvec(&gaps).unwrap()).unwrap();
        assert_eq!(again, gaps);
        again.add("$a", std::iter::empty());
        assert_eq!(again.events().count(), 0);
    }
}
