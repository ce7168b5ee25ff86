//! Errors and warnings, grouped by likeness.

use std::cmp::Reverse;

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
    process: u32,
    at: Option<i64>,
    place: Place,
}

/// A message as it comes.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// As in `ERROR`.
    pub level: &'a str,
    /// Which part of Synapse says it.
    pub logger: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Which process.
    pub process: u32,
    /// When.
    pub at: Option<i64>,
    /// Where its line begins.
    pub place: Place,
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
    pub fn push(&mut self, message: Message<'_>) -> Option<u32> {
        let Message { level, logger, text, process, at, place } = message;
        let rank = LEVELS.iter().position(|known| *known == level)?;
        let key = (rank, logger.to_owned(), pattern(text));
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
            self.hits.push(Hit { group: number, process, at, place });
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

    /// The groups within a time and of a process (`None`: of all): worst first, then most frequent.
    #[must_use]
    pub fn told(&self, from: Option<i64>, to: Option<i64>, process: Option<u32>) -> Messages {
        let is_all = from.is_none() && to.is_none() && process.is_none();
        let is_within = |at: Option<i64>| match at {
            Some(at) => from.is_none_or(|from| at >= from) && to.is_none_or(|to| at < to),
            None => from.is_none() && to.is_none(),
        };
        let fits = |hit: &Hit| is_within(hit.at) && process.is_none_or(|process| hit.process == process);
        let mut groups = if is_all { self.groups.clone() } else { self.narrowed(fits) };
        let rank = |group: &MessageGroup| LEVELS.iter().position(|level| *level == group.level);
        groups.sort_by_key(|group| Reverse((rank(group), group.count)));
        let total = groups.len() as u64;
        groups.truncate(TOLD);
        let is_whole = is_all || self.hits.len() < MOST_HITS;
        Messages { groups, total, ungrouped: self.ungrouped, is_whole }
    }

    fn narrowed(&self, fits: impl Fn(&Hit) -> bool) -> Vec<MessageGroup> {
        let mut narrowed: Vec<Option<MessageGroup>> = vec![None; self.groups.len()];
        for hit in self.hits.iter().filter(|hit| fits(hit)) {
            let Some(slot) = narrowed.get_mut(hit.group as usize) else { continue };
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
    use super::{Groups, Message, Place};

    #[test]
    fn groups_are_told_worst_first_and_narrowed_by_time() {
        let mut groups = Groups::default();
        let push = |groups: &mut Groups, level: &str, text: &str, at: i64, offset: u64| {
            let place = Place { file: 0, offset };
            groups.push(Message { level, logger: "a", text, process: 0, at: Some(at), place })
        };
        for n in 0..5 {
            push(&mut groups, "WARNING", &format!("slow {n}"), n * 1000, n.unsigned_abs());
        }
        let error = push(&mut groups, "ERROR", "broken 7", 2_500, 9).unwrap();
        groups.exception(error, "ValueError: 7");
        groups.exception(error, "another");
        assert_eq!(push(&mut groups, "INFO", "fine", 0, 10), None);
        let told = groups.told(None, None, None);
        let short = |told: super::Messages| {
            let each =
                told.groups.into_iter().map(|group| (group.level, group.pattern, group.count, group.place.offset));
            each.collect::<Vec<_>>()
        };
        assert_eq!(told.groups[0].exception.as_deref(), Some("ValueError: 7"));
        let row = |level: &str, pattern: &str, count, offset| (level.to_owned(), pattern.to_owned(), count, offset);
        assert_eq!(short(told), [row("ERROR", "broken …", 1, 9), row("WARNING", "slow …", 5, 0)]);
        assert_eq!(short(groups.told(Some(3_000), None, None)), [row("WARNING", "slow …", 2, 3)]);
        assert_eq!(short(groups.told(None, Some(1_000), Some(0))), [row("WARNING", "slow …", 1, 0)]);
    }
}
