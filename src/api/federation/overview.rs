//! All destinations at once: their totals, their order, and what of them is shown.
//!
//! Done here and not by Synapse, because SQLite puts rows without a value first and PostgreSQL puts them last (so that
//! "failing first" would mean the opposite on one of them), and because Synapse tells a time that was never set as 0.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::{Destination, DestinationOrder};
use crate::model::csv;
use crate::model::id::ServerName;

/// A day in ms.
const DAY_MS: u64 = 86_400_000;

impl Destination {
    /// The last try failed. Rows from before Synapse noted since when are told by their waiting time.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failure_ts.is_some() || self.retry_interval > 0
    }

    /// When Synapse may try again by itself, in ms since 1970; `None` when it does not fail.
    #[must_use]
    pub fn next_try(&self) -> Option<u64> {
        self.is_failing().then(|| self.retry_last_ts.saturating_add(self.retry_interval))
    }

    /// Synapse refuses to reset any other destination.
    #[must_use]
    pub fn can_be_reset(&self) -> bool {
        self.retry_last_ts > 0
    }

    /// What a column holds; `None` where there is nothing, whichever way Synapse tells it.
    fn value(&self, order: DestinationOrder) -> Option<u64> {
        match order {
            DestinationOrder::Destination => None,
            DestinationOrder::RetryLastTs => Some(self.retry_last_ts).filter(|ts| *ts > 0),
            DestinationOrder::RetryInterval => Some(self.retry_interval).filter(|ms| *ms > 0),
            DestinationOrder::FailureTs => self.failure_ts,
            DestinationOrder::LastSuccessfulStreamOrdering => self.last_successful_stream_ordering,
        }
    }

    /// Compares two by a column. Who has no value comes last whichever way it is sorted; equal ones go by name.
    fn compare(&self, other: &Self, order: DestinationOrder, backwards: bool) -> Ordering {
        let turn = |order: Ordering| if backwards { order.reverse() } else { order };
        let by_name = || self.destination.cmp(&other.destination);
        if order == DestinationOrder::Destination {
            return turn(by_name());
        }
        match (self.value(order), other.value(order)) {
            (Some(a), Some(b)) => turn(a.cmp(&b)).then_with(by_name),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => by_name(),
        }
    }
}

/// How the destinations do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All of them.
    pub all: u64,
    /// Do not fail.
    pub healthy: u64,
    /// Fail.
    pub failing: u64,
    /// Of those that fail: Synapse still waits before it tries again.
    pub waiting: u64,
    /// Of those that fail: for less than a day, a week, 30 days, and longer (or since an unknown time).
    pub failing_for: [u64; 4],
    /// Since when the one fails that fails the longest, and its name.
    pub longest: Option<(u64, ServerName)>,
    /// No event has reached them yet.
    pub never_reached: u64,
}

/// Counts them all, at a time in ms since 1970.
pub fn totals<'a>(destinations: impl Iterator<Item = &'a Destination>, now: u64) -> Totals {
    let mut totals = Totals::default();
    for destination in destinations {
        totals.all += 1;
        if destination.last_successful_stream_ordering.is_none() {
            totals.never_reached += 1;
        }
        let Some(next) = destination.next_try() else {
            totals.healthy += 1;
            continue;
        };
        totals.failing += 1;
        if next > now {
            totals.waiting += 1;
        }
        let days = destination.failure_ts.map_or(u64::MAX, |since| now.saturating_sub(since) / DAY_MS);
        let [day, week, month, longer] = &mut totals.failing_for;
        *match days {
            0 => day,
            1..7 => week,
            7..30 => month,
            _ => longer,
        } += 1;
        if let Some(since) = destination.failure_ts
            && totals.longest.as_ref().is_none_or(|(longest, _)| since < *longest)
        {
            totals.longest = Some((since, destination.destination.clone()));
        }
    }
    totals
}

/// Those whose name has this part (in any case, as Synapse searches), sorted.
pub fn arrange<'a>(
    destinations: impl Iterator<Item = &'a Destination>,
    part: &str,
    order: DestinationOrder,
    backwards: bool,
) -> Vec<&'a Destination> {
    let part = part.to_lowercase();
    let found =
        |destination: &&Destination| part.is_empty() || destination.destination.as_str().to_lowercase().contains(&part);
    let mut list: Vec<&Destination> = destinations.filter(found).collect();
    list.sort_by(|a, b| a.compare(b, order, backwards));
    list
}

/// As CSV with Synapse's own names of the columns, by name. What is missing is empty.
pub fn to_csv<'a>(destinations: impl Iterator<Item = &'a Destination>) -> String {
    let mut text = csv::record(&DestinationOrder::ALL.map(|(_, name)| name));
    let maybe = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    for destination in arrange(destinations, "", DestinationOrder::Destination, false) {
        text.push_str(&csv::record(&[
            destination.destination.to_string(),
            destination.retry_last_ts.to_string(),
            destination.retry_interval.to_string(),
            maybe(destination.failure_ts),
            maybe(destination.last_successful_stream_ordering),
        ]));
    }
    text
}

/// As the JSON that Synapse itself would send for all of them, by name.
pub fn to_json<'a>(destinations: impl Iterator<Item = &'a Destination>) -> Value {
    let list = arrange(destinations, "", DestinationOrder::Destination, false);
    let total = list.len();
    let row = |destination: &Destination| {
        json!({
            "destination": destination.destination.as_str(),
            "retry_last_ts": destination.retry_last_ts,
            "retry_interval": destination.retry_interval,
            "failure_ts": destination.failure_ts,
            "last_successful_stream_ordering": destination.last_successful_stream_ordering,
        })
    };
    json!({ "destinations": list.into_iter().map(row).collect::<Vec<_>>(), "total": total })
}

#[cfg(test)]
mod tests {
    use super::{DAY_MS, Destination, DestinationOrder, arrange, to_csv, to_json, totals};

    const NOW: u64 = 1_800_000_000_000;

    fn destination(
        name: &str,
        failing_days: Option<u64>,
        interval: u64,
        last_try: u64,
        ordering: Option<u64>,
    ) -> Destination {
        Destination {
            destination: name.into(),
            retry_last_ts: last_try,
            retry_interval: interval,
            failure_ts: failing_days.map(|days| NOW - days * DAY_MS),
            last_successful_stream_ordering: ordering,
        }
    }

    fn some() -> [Destination; 6] {
        [
            destination("b.example", None, 0, 0, Some(5)),
            destination("A.example:8448", Some(2), 600_000, NOW - 1000, Some(900)),
            destination("[::1]:8448", Some(40), 604_800_000, NOW - 604_800_000 - 1, None),
            destination("c.example", Some(0), 600_000, NOW - 10, Some(70)),
            destination("d.example", None, 3_600_000, NOW, None),
            destination("e.example", Some(7), 3_600_000, NOW - 5000, None),
        ]
    }

    #[test]
    fn counts() {
        let found = totals(some().iter(), NOW);
        assert_eq!((found.all, found.healthy, found.failing, found.waiting), (6, 1, 5, 4));
        assert_eq!(found.failing_for, [1, 1, 1, 2]);
        assert_eq!(found.longest, Some((NOW - 40 * DAY_MS, "[::1]:8448".into())));
        assert_eq!(found.never_reached, 3);
        assert_eq!(totals([].iter(), NOW).longest, None);
    }

    fn sorted(order: DestinationOrder, backwards: bool) -> Vec<String> {
        let rows = some();
        let list = arrange(rows.iter(), "", order, backwards);
        list.into_iter().map(|row| row.destination.as_str().chars().take(1).collect()).collect()
    }

    #[test]
    fn who_has_no_value_comes_last_both_ways() {
        use DestinationOrder as O;
        assert_eq!(sorted(O::FailureTs, true), ["c", "A", "e", "[", "b", "d"]);
        assert_eq!(sorted(O::FailureTs, false), ["[", "e", "A", "c", "b", "d"]);
        assert_eq!(sorted(O::RetryInterval, true), ["[", "d", "e", "A", "c", "b"]);
        assert_eq!(sorted(O::RetryInterval, false), ["A", "c", "d", "e", "[", "b"]);
        assert_eq!(sorted(O::RetryLastTs, true), ["d", "c", "A", "e", "[", "b"]);
        assert_eq!(sorted(O::LastSuccessfulStreamOrdering, false), ["b", "c", "A", "[", "d", "e"]);
        assert_eq!(sorted(O::Destination, false), ["A", "[", "b", "c", "d", "e"]);
        assert_eq!(sorted(O::Destination, true), ["e", "d", "c", "b", "[", "A"]);
    }

    #[test]
    fn searches_as_synapse_does_but_without_wildcards() {
        let rows = some();
        let found = |part| arrange(rows.iter(), part, DestinationOrder::Destination, false).len();
        assert_eq!((found(""), found("a.EXAMPLE"), found(":8448"), found("%"), found("_")), (6, 1, 2, 0, 0));
    }

    #[test]
    fn saves_all_columns() {
        let rows = some();
        let text = to_csv(rows.iter().take(2));
        assert_eq!(
            text,
            "destination,retry_last_ts,retry_interval,failure_ts,last_successful_stream_ordering\r\n\
             A.example:8448,1799999999000,600000,1799827200000,900\r\n\
             b.example,0,0,,5\r\n"
        );
        let json = to_json(rows.iter());
        assert_eq!((json["total"].as_u64(), json["destinations"][2]["failure_ts"].is_null()), (Some(6), true));
        assert_eq!(json["destinations"][1]["destination"], "[::1]:8448");
    }

    /// Synapse resets only what it has tried before.
    #[test]
    fn knows_what_can_be_reset() {
        let [healthy, failing, ..] = some();
        assert!(failing.can_be_reset() && !healthy.can_be_reset());
        assert_eq!(failing.next_try(), Some(NOW - 1000 + 600_000));
    }
}
