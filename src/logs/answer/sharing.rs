//! Requests in numbers, and who shares them.

use hdrhistogram::Histogram;

use crate::logs::names::Names;
use crate::logs::protocol::{Numbers, Share, Shares};
use crate::logs::requests::{Kind, Record};

/// How many of the most frequent are told.
const TOLD: usize = 100;

/// Longer times count as this, in ms: two days.
const LONGEST_MS: u64 = 2 * 86_400_000;

/// Sums, and what percentiles need.
#[derive(Default)]
pub(super) struct Sums {
    numbers: Numbers,
    /// `None` before the first request, and should the library refuse its own limits.
    times: Option<Histogram<u32>>,
}

impl Sums {
    /// Adds a request.
    pub fn add(&mut self, record: &Record, kind: Kind) {
        if self.times.is_none() {
            self.times = Histogram::new_with_bounds(1, LONGEST_MS, 2).ok();
        }
        if let Some(times) = &mut self.times {
            times.saturating_record(record.total_ms);
        }
        let numbers = &mut self.numbers;
        numbers.count += 1;
        numbers.max_ms = numbers.max_ms.max(record.total_ms);
        numbers.total_ms += record.total_ms;
        numbers.db_ms += record.db_ms;
        numbers.wait_ms += record.wait_ms;
        numbers.cpu_ms += record.cpu_ms;
        numbers.bytes += record.bytes;
        numbers.client_errors += u64::from((400..500).contains(&kind.status) && kind.status != 429);
        numbers.server_errors += u64::from(kind.status >= 500);
        numbers.limited += u64::from(kind.status == 429);
        numbers.dropped += u64::from(kind.is_lost);
    }

    /// Adds other requests' sums.
    pub fn add_all(&mut self, other: &Self) {
        match (&mut self.times, &other.times) {
            // Both have the same limits, so it cannot fail.
            (Some(times), Some(more)) => drop(times.add(more)),
            (None, more) => self.times.clone_from(more),
            (Some(_), None) => {}
        }
        let (numbers, more) = (&mut self.numbers, &other.numbers);
        numbers.count += more.count;
        numbers.max_ms = numbers.max_ms.max(more.max_ms);
        numbers.total_ms += more.total_ms;
        numbers.db_ms += more.db_ms;
        numbers.wait_ms += more.wait_ms;
        numbers.cpu_ms += more.cpu_ms;
        numbers.bytes += more.bytes;
        numbers.client_errors += more.client_errors;
        numbers.server_errors += more.server_errors;
        numbers.limited += more.limited;
        numbers.dropped += more.dropped;
    }

    /// In numbers.
    pub fn numbers(&self) -> Numbers {
        let Some(times) = &self.times else { return self.numbers };
        // The library rounds up within a bucket, beyond the largest value there was.
        let at = |share: f64| times.value_at_quantile(share).min(self.numbers.max_ms);
        Numbers { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), ..self.numbers }
    }
}

/// Shares by the number of a name.
#[derive(Default)]
pub(super) struct Counts(Vec<(u64, u64, u64)>);

impl Counts {
    /// Room for these names.
    pub fn of(names: &Names) -> Self {
        Self(vec![(0, 0, 0); names.count()])
    }

    /// Adds what somebody else has counted: requests, their time in ms, failed ones.
    pub fn add(&mut self, number: u32, (count, total_ms, failed): (u64, u64, u64)) {
        if let Some(sum) = self.0.get_mut(number as usize) {
            *sum = (sum.0 + count, sum.1 + total_ms, sum.2 + failed);
        }
    }

    /// The most frequent of those with a fitting name.
    pub fn shares(&self, names: &Names, fits: impl Fn(&str) -> bool) -> Shares {
        let numbered = (0..).zip(self.0.iter().copied()).filter(|(_, (count, ..))| *count > 0);
        let mut all: Vec<(u32, (u64, u64, u64))> = numbered.filter(|(number, _)| fits(names.text(*number))).collect();
        let distinct = all.len() as u64;
        all.sort_by_key(|(number, (count, ..))| (std::cmp::Reverse(*count), *number));
        all.truncate(TOLD);
        let share = |(number, (count, total_ms, failed))| Share {
            name: names.text(number).to_owned(),
            count,
            total_ms,
            failed,
        };
        Shares { top: all.into_iter().map(share).collect(), distinct }
    }
}

#[cfg(test)]
mod tests {
    use super::Sums;
    use crate::logs::requests::{Kind, Record};

    #[test]
    fn sums_that_are_added_up_are_those_of_all() {
        let (mut all, mut parts) = (Sums::default(), [Sums::default(), Sums::default(), Sums::default()]);
        for number in 0..1_000_u64 {
            let record = Record { total_ms: number * number, db_ms: number, wait_ms: 2, bytes: 7, ..Record::default() };
            let kind =
                Kind { status: [200, 404, 429, 503][number as usize % 4], is_lost: number % 5 == 0, ..Kind::default() };
            all.add(&record, kind);
            // The last part stays empty.
            parts[number as usize % 2].add(&record, kind);
        }
        let mut sum = Sums::default();
        parts.iter().for_each(|part| sum.add_all(part));
        assert_eq!(sum.numbers(), all.numbers());
        assert_eq!((sum.numbers().count, sum.numbers().dropped, sum.numbers().max_ms), (1_000, 200, 998_001));
    }
}
