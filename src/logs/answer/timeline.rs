//! Requests over time: bars, and how many requests were under way at once.

use std::ops::Range;

use super::unended;
use crate::logs::Index;
use crate::logs::protocol::{Bar, Filter, Timeline};
use crate::logs::requests::{Kind, Record};

/// The most bars.
const BARS: i64 = 240;

/// The most moments at which requests under way are counted.
const SAMPLES: i64 = 1 << 20;

/// Lengths of bars that people can read off, in ms.
const STEPS: [i64; 19] = [
    100, 250, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
    3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
];

/// A timeline while requests are added.
pub(super) struct Draft {
    timeline: Timeline,
    /// Which bar a moment is in.
    bars: Steps,
    /// Changes of the number of requests under way, each second (or longer, in a long log).
    changes: Vec<i32>,
    /// Which of them sees a moment first.
    samples: Steps,
}

/// Which step of equal length a moment is in. Requests come nearly in the order of time, so the last step is kept in mind:
/// dividing would take longer than all else that is done with a request.
struct Steps {
    start: i64,
    length: i64,
    known: Range<i64>,
    number: usize,
}

impl Steps {
    fn new(start: i64, length: i64) -> Self {
        let length = length.max(1);
        Self { start, length, known: start..start.saturating_add(length), number: 0 }
    }

    /// The number of the step; the first for what lies before it.
    fn of(&mut self, moment: i64) -> usize {
        if !self.known.contains(&moment) {
            let number = moment.saturating_sub(self.start).max(0) / self.length;
            let start = self.start.saturating_add(number.saturating_mul(self.length));
            self.known = start..start.saturating_add(self.length);
            self.number = usize::try_from(number).unwrap_or(usize::MAX);
        }
        self.number
    }
}

impl Draft {
    /// Of what a filter lets through; so far with the requests that never ended, which have no records.
    pub fn of(index: &Index, filter: &Filter) -> Self {
        let mut draft = Self::new(span(index, filter));
        for open in unended::under_way(index, filter) {
            if let (Some(at), Some(until)) = (open.received.at, open.until) {
                draft.under_way(at, until);
            }
        }
        draft
    }

    /// From the first moment to the last. Without moments there are no bars.
    fn new(span: Option<(i64, i64)>) -> Self {
        let Some((first, last)) = span else {
            let none = || Steps::new(0, 1_000);
            return Self { timeline: Timeline::default(), bars: none(), changes: Vec::new(), samples: none() };
        };
        let length = last.saturating_sub(first).max(1);
        let fits = |step: &i64| length / step < BARS - 1;
        // Longer than 240 days: whole days.
        let days = || (length / 86_400_000 / (BARS - 2) + 1) * 86_400_000;
        let step_ms = STEPS.into_iter().find(fits).unwrap_or_else(days);
        let start = first.div_euclid(step_ms) * step_ms;
        let bars = usize::try_from((last - start) / step_ms + 1).unwrap_or(1);
        let sample_ms = 1_000 * (length / 1_000 / SAMPLES + 1);
        let samples = usize::try_from((last - start) / sample_ms + 2).unwrap_or(2);
        Self {
            timeline: Timeline { start, step_ms, bars: vec![Bar::default(); bars], untimed: 0 },
            bars: Steps::new(start, step_ms),
            changes: vec![0; samples],
            // A sample sees what has begun when it is taken, so it stands at the end of its step.
            samples: Steps::new(start - sample_ms + 1, sample_ms),
        }
    }

    /// Adds a request.
    pub fn add(&mut self, record: &Record, kind: Kind) {
        let Some(at) = record.at else {
            self.timeline.untimed += 1;
            return;
        };
        if let Some(bar) = self.timeline.bars.get_mut(self.bars.of(at)) {
            bar.requests += 1;
            bar.failed += u64::from(kind.status >= 500 || kind.status == 429 || kind.is_lost);
            bar.max_ms = bar.max_ms.max(record.total_ms);
            bar.wait_ms += record.wait_ms;
        }
        self.under_way(at.saturating_sub(i64::try_from(record.total_ms).unwrap_or(i64::MAX)), at);
    }

    /// Something was under way from one moment to another.
    fn under_way(&mut self, from: i64, until: i64) {
        // It is seen at each sample that lies in between. Most requests are so short that none does.
        let behind = self.samples.of(until);
        if self.samples.known.contains(&from) {
            return;
        }
        let first = self.samples.of(from);
        if first < behind {
            for (at, change) in [(first, 1), (behind, -1)] {
                if let Some(sum) = self.changes.get_mut(at) {
                    *sum += change;
                }
            }
        }
    }

    /// The timeline, and the most requests under way at once with when that was.
    pub fn finish(mut self) -> (Timeline, Option<(u64, i64)>) {
        let (mut now, mut peak, sample_ms) = (0_i64, None, self.samples.length);
        for (number, change) in (0..).zip(&self.changes) {
            now += i64::from(*change);
            let count = u64::try_from(now).unwrap_or(0);
            let at = self.timeline.start + number * sample_ms;
            if count > 0 && peak.is_none_or(|(most, _)| count > most) {
                peak = Some((count, at));
            }
            let bar = usize::try_from(number * sample_ms / self.timeline.step_ms.max(1));
            if let Some(bar) = bar.ok().and_then(|bar| self.timeline.bars.get_mut(bar)) {
                bar.concurrent = bar.concurrent.max(count);
            }
        }
        // Bars shorter than the time between samples show what the sample before them saw.
        if self.timeline.step_ms < sample_ms {
            let every = usize::try_from(sample_ms / self.timeline.step_ms.max(1)).unwrap_or(1);
            let mut seen = 0;
            for (number, bar) in self.timeline.bars.iter_mut().enumerate() {
                if number % every == 0 {
                    seen = bar.concurrent;
                }
                bar.concurrent = seen;
            }
        }
        (self.timeline, peak)
    }
}

/// The time that a filter lets through, as far as there are requests in it.
fn span(index: &Index, filter: &Filter) -> Option<(i64, i64)> {
    let (first, last) = index.lines.requests.span()?;
    let (from, to) = (filter.from.unwrap_or(first).max(first), filter.to.map_or(last, |to| to - 1).min(last));
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Draft, Steps};
    use crate::logs::requests::{Kind, Record};

    fn record(at: i64, total_ms: u64) -> Record {
        Record { at: Some(at), total_ms, ..Record::default() }
    }

    #[test]
    fn bars_hold_what_ended_in_them() {
        let mut draft = Draft::new(Some((5_000, 605_000)));
        for (at, total_ms, status) in [(5_000, 1, 200), (7_499, 2, 500), (605_000, 3, 429)] {
            draft.add(&record(at, total_ms), Kind { status, ..Kind::default() });
        }
        draft.add(&Record { at: None, ..Record::default() }, Kind::default());
        let (timeline, _) = draft.finish();
        assert_eq!((timeline.start, timeline.step_ms, timeline.bars.len(), timeline.untimed), (5_000, 5_000, 121, 1));
        let bars = [timeline.bars[0], timeline.bars[120]].map(|bar| (bar.requests, bar.failed, bar.max_ms));
        assert_eq!(bars, [(2, 1, 2), (1, 1, 3)]);
    }

    #[test]
    fn requests_under_way_are_counted_each_second() {
        let mut draft = Draft::new(Some((0, 100_000)));
        draft.add(&record(10_000, 10_000), Kind::default());
        draft.add(&record(8_500, 4_000), Kind::default());
        draft.add(&record(9_100, 300), Kind::default());
        draft.add(&record(9_800, 300), Kind::default());
        let (timeline, peak) = draft.finish();
        // At 5, 6, 7 and 8 s there were two; what began and ended within a second was seen only at 9 s.
        assert_eq!(peak, Some((2, 5_000)));
        assert_eq!(timeline.bars.iter().map(|bar| bar.concurrent).sum::<u64>(), 10 + 4 + 1);
    }

    #[test]
    fn long_and_short_logs_have_few_bars() {
        for length in [0, 1, 999, 86_400_000, 365 * 86_400_000, 20 * 365 * 86_400_000_i64] {
            let (timeline, _) = Draft::new(Some((1_700_000_000_123, 1_700_000_000_123 + length))).finish();
            assert!((1..=240).contains(&timeline.bars.len()), "{length}: {}", timeline.bars.len());
            let end = timeline.start + timeline.step_ms * i64::try_from(timeline.bars.len()).unwrap();
            assert!(end > 1_700_000_000_123 + length);
        }
        assert_eq!(Draft::new(None).finish().0.bars, []);
    }

    proptest! {
        #[test]
        fn steps_are_those_that_dividing_gives(start in any::<i32>(), length in 1..100_000_i64, moments in proptest::collection::vec(any::<i32>(), 0..50)) {
            let start = i64::from(start);
            let mut steps = Steps::new(start, length);
            // Each twice: the second time it is the step that is kept in mind.
            for moment in moments.into_iter().map(i64::from).flat_map(|moment| [moment, moment]) {
                let number = (moment - start).div_euclid(length).max(0);
                prop_assert_eq!(steps.of(moment), usize::try_from(number).unwrap());
            }
        }
    }
}
