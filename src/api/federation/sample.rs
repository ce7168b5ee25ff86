//! How many servers fail, as far as one page of them tells.

use super::{DestinationsPage, ListDestinations};
use crate::api::federation::DestinationOrder;
use crate::api::{Number, Row};
use crate::model::health::{self, Verdict};

/// How many are looked at.
const SAMPLE: u64 = 100;

/// What a page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Those on it that certainly fail.
    pub failing: u64,
    /// All that are on it.
    pub seen: u64,
    /// All that there are.
    pub all: Number,
    /// Whether nothing is left that may fail unseen.
    pub is_whole: bool,
}

/// Asks for those that wait the longest for the next try: they fail.
#[must_use]
pub fn ask_sample() -> ListDestinations {
    let order_by = DestinationOrder::RetryInterval;
    ListDestinations { limit: SAMPLE, order_by, backwards: true, ..ListDestinations::default() }
}

impl Sample {
    /// Counts. The longest waiting come first, so that one which does not wait at all ends those that fail. Where rows
    /// without a value come depends on the database, so that these prove nothing about the rest.
    #[must_use]
    pub fn of(page: &DestinationsPage) -> Self {
        let fails = |row: &Row<_>| match row {
            Row::Good(server) => super::Destination::fails(server),
            Row::Odd(_) => None,
        };
        let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
        let seen = count(page.destinations.len());
        let failing = page.destinations.iter().filter(|row| fails(row) == Some(true));
        let ends = |row: &Row<_>| matches!(row, Row::Good(server) if waits_for_nothing(server));
        let is_whole = (page.total == seen || page.destinations.last().is_some_and(ends))
            && page.destinations.iter().all(|row| fails(row).is_some());
        Self { failing: count(failing.count()), seen, all: page.total.clone(), is_whole }
    }

    /// What that means. Those that fail in a part are the fewest that may fail: enough to warn, never to be content.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.all.known().map(|all| health::failing(self.failing, all)) {
            Some(verdict) if self.is_whole || verdict != Verdict::Good => verdict,
            _ => Verdict::Unknown,
        }
    }
}

fn waits_for_nothing(server: &super::Destination) -> bool {
    server.retry_interval == 0 && server.fails() == Some(false)
}

#[cfg(test)]
mod tests {
    use super::{Sample, ask_sample};
    use crate::api::Endpoint as _;
    use crate::model::health::Verdict;
    use serde_json::{Value, json};

    fn sample(rows: &Value, total: u64) -> Sample {
        Sample::of(&ask_sample().decode(&json!({"destinations": rows, "total": total})).unwrap())
    }

    #[test]
    fn a_part_proves_something_about_the_rest_only_where_it_ends_those_that_fail() {
        let (failing, fine) = (
            json!({"destination": "a", "retry_interval": 5, "failure_ts": 7}),
            json!({"destination": "b", "retry_interval": 0}),
        );
        let counted = |rows: &Value, total| {
            let Sample { failing, seen, is_whole, .. } = sample(rows, total);
            (failing, seen, is_whole)
        };
        assert_eq!(counted(&json!([]), 0), (0, 0, true));
        assert_eq!(counted(&json!([failing, fine]), 2), (1, 2, true));
        assert_eq!(counted(&json!([failing, fine]), 3), (1, 2, true), "the rest waits for nothing, either");
        let without_value = json!({"destination": "c"});
        assert_eq!(counted(&json!([failing, without_value]), 3), (1, 2, false));
        assert_eq!(counted(&json!([failing, failing]), 3), (2, 2, false));
        assert_eq!(counted(&json!([failing, {"odd": 1}]), 2), (1, 2, false), "an odd one may fail");
        let unbelievable = json!([{"destination": "c", "retry_interval": "soon"}]);
        assert_eq!(counted(&unbelievable, 1), (0, 1, false));
    }

    #[test]
    fn a_part_can_warn_and_never_be_fine() {
        let failing = |n: usize| Value::Array(vec![json!({"destination": "a", "failure_ts": 7}); n]);
        let verdict = |rows: &Value, total| sample(rows, total).verdict();
        assert_eq!((verdict(&failing(2), 2), verdict(&failing(2), 3)), (Verdict::Good, Verdict::Unknown));
        assert_eq!((verdict(&failing(100), 300), verdict(&failing(100), 3000)), (Verdict::Warn, Verdict::Unknown));
        assert_eq!((verdict(&failing(0), 0), verdict(&failing(0), 5)), (Verdict::Good, Verdict::Unknown));
        let odd_total = ask_sample().decode(&json!({"destinations": failing(50), "total": "many"})).unwrap();
        assert_eq!(Sample::of(&odd_total).verdict(), Verdict::Unknown);
    }
}
