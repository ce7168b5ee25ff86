//! All destinations at once: their totals, their order, and what of them is shown.
//!
//! Done here and not by Synapse, because SQLite puts rows without a value first and PostgreSQL puts them last (so that
//! "failing first" would mean the opposite on one of them), and because Synapse tells a time that was never set as 0.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::{Destination, DestinationOrder};
use crate::api::Number;
use crate::model::csv;
use crate::model::id::ServerName;

/// A day in ms.
const DAY_MS: u64 = 86_400_000;

impl Destination {
    /// Whether the last try failed; `None` where the server tells nothing that can be believed. Rows from before Synapse
    /// noted since when are told by their waiting time.
    #[must_use]
    pub fn fails(&self) -> Option<bool> {
        match (&self.failure_ts, &self.retry_interval) {
            (Number::Missing, Number::Missing) => Some(false),
            (Number::Missing, Number::Whole(ms)) => Some(*ms > 0),
            (Number::Missing, Number::Odd(_)) => None,
            _ => Some(true),
        }
    }

    /// The last try certainly failed.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.fails() == Some(true)
    }

    /// When Synapse may try again by itself, in ms since 1970; `None` when it does not fail, or when that is not known.
    #[must_use]
    pub fn next_try(&self) -> Option<u64> {
        let or_zero = |number: &Number| if *number == Number::Missing { Some(0) } else { number.known() };
        let next = or_zero(&self.retry_last_ts)?.saturating_add(or_zero(&self.retry_interval)?);
        self.is_failing().then_some(next)
    }

    /// Synapse refuses to reset any other destination.
    #[must_use]
    pub fn can_be_reset(&self) -> bool {
        !matches!(self.retry_last_ts, Number::Missing | Number::Whole(0))
    }

    /// What a column holds; `None` where there is nothing, whichever way Synapse tells it.
    fn value(&self, order: DestinationOrder) -> Option<u64> {
        match order {
            DestinationOrder::Destination => None,
            DestinationOrder::RetryLastTs => self.retry_last_ts.known().filter(|ts| *ts > 0),
            DestinationOrder::RetryInterval => self.retry_interval.known().filter(|ms| *ms > 0),
            DestinationOrder::FailureTs => self.failure_ts.known(),
            DestinationOrder::LastSuccessfulStreamOrdering => self.last_successful_stream_ordering.known(),
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
    /// Whether they fail is not known.
    pub unknown: u64,
    /// Of those that fail: Synapse still waits before it tries again.
    pub waiting: u64,
    /// Of those that fail: for less than a day, a week, 30 days, longer, and since an unknown time.
    pub failing_for: [u64; 5],
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
        if destination.last_successful_stream_ordering == Number::Missing {
            totals.never_reached += 1;
        }
        match destination.fails() {
            Some(true) => totals.failing += 1,
            Some(false) => {
                totals.healthy += 1;
                continue;
            }
            None => {
                totals.unknown += 1;
                continue;
            }
        }
        if destination.next_try().is_some_and(|next| next > now) {
            totals.waiting += 1;
        }
        let since = destination.failure_ts.known();
        let [day, week, month, longer, unknown] = &mut totals.failing_for;
        *match since.map(|since| now.saturating_sub(since) / DAY_MS) {
            Some(0) => day,
            Some(1..7) => week,
            Some(7..30) => month,
            Some(_) => longer,
            None => unknown,
        } += 1;
        if let Some(since) = since
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
    for destination in arrange(destinations, "", DestinationOrder::Destination, false) {
        text.push_str(&csv::record(&[
            destination.destination.to_string(),
            destination.retry_last_ts.plain(),
            destination.retry_interval.plain(),
            destination.failure_ts.plain(),
            destination.last_successful_stream_ordering.plain(),
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
            "retry_last_ts": destination.retry_last_ts.value(),
            "retry_interval": destination.retry_interval.value(),
            "failure_ts": destination.failure_ts.value(),
            "last_successful_stream_ordering": destination.last_successful_stream_ordering.value(),
        })
    };
    json!({ "destinations": list.into_iter().map(row).collect::<Vec<_>>(), "total": total })
}

#[cfg(test)]
mod tests {
    use super::{DAY_MS, Destination, DestinationOrder, Number, arrange, to_csv, to_json, totals};

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
            retry_last_ts: last_try.into(),
            retry_interval: interval.into(),
            failure_ts: failing_days.map_or(Number::Missing, |days| Number::Whole(NOW - days * DAY_MS)),
            last_successful_stream_ordering: ordering.map_or(Number::Missing, Number::Whole),
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
        assert_eq!(found.failing_for, [1, 1, 1, 1, 1], "of d nobody knows since when");
        assert_eq!(found.longest, Some((NOW - 40 * DAY_MS, "[::1]:8448".into())));
        assert_eq!(found.never_reached, 3);
        assert_eq!(totals([].iter(), NOW).longest, None);
    }

    /// Whoever cannot tell whether a server fails counts it neither here nor there.
    #[test]
    fn odd_numbers_are_no_numbers() {
        let odd = || Number::Odd("-86400".into());
        let healthy = destination("a", None, 0, 0, None);
        let unclear = Destination { retry_interval: odd(), ..healthy.clone() };
        let failing = Destination { failure_ts: odd(), last_successful_stream_ordering: odd(), ..healthy.clone() };
        assert_eq!((healthy.fails(), unclear.fails(), failing.fails()), (Some(false), None, Some(true)));
        let found = totals([&healthy, &unclear, &failing].into_iter(), NOW);
        assert_eq!((found.all, found.healthy, found.failing, found.unknown), (3, 1, 1, 1));
        assert_eq!((found.failing_for, found.longest, found.never_reached), ([0, 0, 0, 0, 1], None, 2));
        assert!(Destination { retry_last_ts: odd(), ..failing.clone() }.next_try().is_none());
        let other = destination("b", Some(2), 1, 1, None);
        let last = arrange([&failing, &other].into_iter(), "", DestinationOrder::FailureTs, true);
        assert_eq!(last.last().map(|row| row.destination.as_str()), Some("a"));
        assert_eq!(to_json([&failing].into_iter())["destinations"][0]["failure_ts"], -86400);
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
