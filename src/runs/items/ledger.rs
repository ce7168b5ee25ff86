//! A plan, and how far it is: made again from the journal after a reload.
//!
//! An entry of the journal is its length (4 bytes), its checksum (4 bytes, CRC-32) and an [`Entry`] in postcard's format,
//! so that a last entry which was not written to its end is recognised, and left out.

use serde::{Deserialize, Serialize};

use super::plan::{Ending, Plan, Tally};

/// What the journal holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// This item (its place in the plan) is begun.
    Began(u32),
    /// This item ended so.
    Ended(u32, Ending),
}

impl Entry {
    /// To be appended to the journal.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        // Plain values can always be written.
        let entry = postcard::to_allocvec(self).unwrap_or_default();
        let mut bytes = u32::try_from(entry.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        bytes.extend(crc32fast::hash(&entry).to_le_bytes());
        bytes.extend(entry);
        bytes
    }

    /// The first entry, and what follows it; `None` at the end, or where an entry is broken.
    fn read(journal: &[u8]) -> Option<(Self, &[u8])> {
        let (length, rest) = journal.split_first_chunk::<4>()?;
        let (sum, rest) = rest.split_first_chunk::<4>()?;
        let (entry, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let is_whole = crc32fast::hash(entry) == u32::from_le_bytes(*sum);
        let entry = postcard::from_bytes(entry).ok().filter(|_| is_whole)?;
        Some((entry, rest))
    }
}

/// How far an item is.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// To be done.
    Waiting,
    /// Begun; whether it was done is not known.
    Begun,
    /// Ended.
    Ended(Ending),
    /// Left out by the plan.
    LeftOut,
}

/// A run's plan and how far it is.
#[derive(Clone, Debug)]
pub struct Ledger {
    plan: Plan,
    standings: Vec<Standing>,
    tally: Tally,
    /// How much of the journal is whole, in bytes: what lies behind is to be cut off.
    whole: usize,
}

impl Ledger {
    /// A plan, and its journal as far as it is (at the beginning: nothing).
    #[must_use]
    pub fn new(plan: Plan, journal: &[u8]) -> Self {
        let standing = |is_out: bool| if is_out { Standing::LeftOut } else { Standing::Waiting };
        let standings: Vec<Standing> = plan.items.iter().map(|item| standing(item.left_out.is_some())).collect();
        let left_out = standings.iter().filter(|standing| **standing == Standing::LeftOut).count();
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        let tally = Tally { all: count(standings.len()), left_out: count(left_out), ..Tally::default() };
        let mut ledger = Self { plan, standings, tally, whole: 0 };
        let mut rest = journal;
        while let Some((entry, after)) = Entry::read(rest) {
            ledger.note(entry);
            rest = after;
        }
        ledger.whole = journal.len() - rest.len();
        ledger
    }

    /// Something happened.
    pub fn note(&mut self, entry: Entry) {
        let (index, standing) = match entry {
            Entry::Began(index) => (index, Standing::Begun),
            Entry::Ended(index, ending) => (index, Standing::Ended(ending)),
        };
        let known = usize::try_from(index).ok().and_then(|index| self.standings.get_mut(index));
        let Some(known) = known.filter(|known| matches!(known, Standing::Waiting | Standing::Begun)) else {
            return;
        };
        if let Standing::Ended(ending) = &standing {
            self.tally.add(ending);
        }
        *known = standing;
    }

    /// What is to be done.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// How far each item is, in the plan's order.
    #[must_use]
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// How many ended how.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// How much of the journal is whole, in bytes.
    #[must_use]
    pub fn whole(&self) -> usize {
        self.whole
    }

    /// The same again, with only those items that failed or of which nobody can tell.
    #[must_use]
    pub fn retry(&self) -> Plan {
        let is_open = |standing: &Standing| {
            matches!(standing, Standing::Ended(Ending::Failed(_) | Ending::Unknown(_)) | Standing::Begun)
        };
        let items = self.plan.items.iter().zip(&self.standings).filter(|(_, standing)| is_open(standing));
        Plan { what: self.plan.what.clone(), items: items.map(|(item, _)| item.clone()).collect() }
    }
}
