//! Errors and warnings, grouped by likeness.

use rustc_hash::FxHashMap;

use super::pattern::pattern;
use super::protocol::{MessageGroup, Messages, Place};

/// More groups than this are not kept.
const MOST_GROUPS: usize = 4096;

/// More messages than this cannot be narrowed to a time; they still count.
const MOST_HITS: usize = 1 << 20;

/// Groups that are told.
const TOLD: usize = 200;

/// The levels that are kept, worst last.
const LEVELS: [&str; 3] = ["WARNING", "ERROR", "CRITICAL"];

/// One message.
#[derive(Clone, Copy, Debug)]
struct Hit {
    group: u32,
    at: Option<i64>,
    place: Place,
}

/// All groups.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    numbers: FxHashMap<(usize, String, String), u32>,
    groups: Vec<MessageGroup>,
    hits: Vec<Hit>,
    ungrouped: u64,
}

impl Groups {
    /// A message. Its group, unless its level is none of those that are kept, or there are too many groups.
    pub fn push(&mut self, level: &str, logger: &str, message: &str, at: Option<i64>, place: Place) -> Option<u32> {
        let rank = LEVELS.iter().position(|known| *known == level)?;
        let key = (rank, logger.to_owned(), pattern(message));
        let number = match self.numbers.get(&key) {
            Some(number) => *number,
            None if self.groups.len() >= MOST_GROUPS => {
                self.ungrouped += 1;
                return None;
            }
            None => {
                let number = u32::try_from(self.groups.len()).ok()?;
                self.groups.push(MessageGroup {
                    level: level.to_owned(),
                    logger: logger.to_owned(),
                    pattern: key.2.clone(),
                    exception: None,
                    count: 0,
                    first: at,
                    last: at,
                    place,
                    last_place: place,
                });
                self.numbers.insert(key, number);
                number
            }
        };
        let group = self.groups.get_mut(number as usize)?;
        group.count += 1;
        group.first = group.first.or(at);
        group.last = at.or(group.last);
        group.last_place = place;
        if self.hits.len() < MOST_HITS {
            self.hits.push(Hit { group: number, at, place });
        }
        Some(number)
    }

    /// The last line of a traceback that belongs to a message of this group.
    pub fn exception(&mut self, group: u32, line: &str) {
        if let Some(group) = self.groups.get_mut(group as usize)
            && group.exception.is_none()
        {
            group.exception = Some(line.chars().take(300).collect());
        }
    }

    /// The groups within a time: worst first, then most frequent.
    #[must_use]
    pub fn told(&self, from: Option<i64>, to: Option<i64>) -> Messages {
        let mut groups = match (from, to) {
            (None, None) => self.groups.clone(),
            _ => self.narrowed(from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX)),
        };
        let rank = |group: &MessageGroup| LEVELS.iter().position(|level| *level == group.level);
        groups.sort_by(|one, other| (rank(other), other.count).cmp(&(rank(one), one.count)));
        let total = groups.len() as u64;
        groups.truncate(TOLD);
        let is_whole = self.hits.len() < MOST_HITS || (from.is_none() && to.is_none());
        Messages { groups, total, ungrouped: self.ungrouped, is_whole }
    }

    fn narrowed(&self, from: i64, to: i64) -> Vec<MessageGroup> {
        let mut narrowed: Vec<Option<MessageGroup>> = vec![None; self.groups.len()];
        for hit in &self.hits {
            let (Some(at), Some(slot)) = (hit.at, narrowed.get_mut(hit.group as usize)) else { continue };
            if at < from || at >= to {
                continue;
            }
            let known = self.groups.get(hit.group as usize);
            let new =
                || MessageGroup { count: 0, first: hit.at, place: hit.place, ..known.cloned().unwrap_or_default() };
            let group = slot.get_or_insert_with(new);
            group.count += 1;
            (group.last, group.last_place) = (hit.at, hit.place);
        }
        narrowed.into_iter().flatten().collect()
    }

    /// About what it takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.groups.len() as u64 * 1024 + self.hits.capacity() as u64 * size_of::<Hit>() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::{Groups, Place};

    #[test]
    fn groups_are_told_worst_first_and_narrowed_by_time() {
        let mut groups = Groups::default();
        let place = |offset| Place { file: 0, offset };
        for n in 0..5 {
            groups.push("WARNING", "a", &format!("slow {n}"), Some(n * 1000), place(n.unsigned_abs()));
        }
        let error = groups.push("ERROR", "a", "broken 7", Some(2_500), place(9)).unwrap();
        groups.exception(error, "ValueError: 7");
        groups.exception(error, "another");
        assert_eq!(groups.push("INFO", "a", "fine", None, place(10)), None);
        let told = groups.told(None, None);
        let short = |told: super::Messages| {
            let each =
                told.groups.into_iter().map(|group| (group.level, group.pattern, group.count, group.place.offset));
            each.collect::<Vec<_>>()
        };
        assert_eq!(told.groups[0].exception.as_deref(), Some("ValueError: 7"));
        let row = |level: &str, pattern: &str, count, offset| (level.to_owned(), pattern.to_owned(), count, offset);
        assert_eq!(short(told), [row("ERROR", "broken …", 1, 9), row("WARNING", "slow …", 5, 0)]);
        assert_eq!(short(groups.told(Some(3_000), None)), [row("WARNING", "slow …", 2, 3)]);
        assert_eq!(short(groups.told(None, Some(1_000))), [row("WARNING", "slow …", 1, 0)]);
    }
}
