//! The targets, and whether the numbers meet them.

use anyhow::{Context, Result, bail};

use super::measure::Measure;
use super::samples::{Raw, Sides, Summary};
use super::table;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Ms,
    Bytes,
    Count,
    /// Of the window: the browser's layout shift score.
    Share,
}

/// What is wanted of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    /// At most this, in every run.
    AtMost(f64),
    /// At most so many times the floor; the number in the unit gives orientation.
    Ratio(f64, f64),
    /// The number in the unit gives orientation, and nothing is judged.
    Around(f64),
    /// Nothing: a ratio to the floor for whoever looks for the reason.
    Shown,
    /// From the early to the late value at most so many times more.
    Growth(f64),
}

/// One number of a measure and its goal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Metric {
    pub(super) measure: Measure,
    /// The name on the browser side; for growth, what comes before `-early` and `-late`.
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) unit: Unit,
    pub(super) goal: Goal,
}

const fn metric(measure: Measure, key: &'static str, label: &'static str, unit: Unit, goal: Goal) -> Metric {
    Metric { measure, key, label, unit, goal }
}

/// Everything that is shown, in order.
pub(super) const METRICS: [Metric; 30] = {
    use Goal::{Around, AtMost, Growth, Ratio, Shown};
    use Measure as M;
    use Unit::{Bytes, Count, Ms, Share};
    [
        metric(M::FirstLoad, "bytes", "First load, transferred", Bytes, AtMost(200.0 * 1024.0)),
        metric(M::FirstLoad, "requests", "First load, requests", Count, AtMost(8.0)),
        metric(M::Form, "time", "Sign-in form ready", Ms, Ratio(3.0, 200.0)),
        metric(M::Form, "work", "Sign-in form, work", Ms, Shown),
        metric(M::FormSlow, "time", "Sign-in form ready, processor slowed down 4×", Ms, Ratio(3.0, 700.0)),
        metric(M::Bookmark, "time", "Rooms bookmark to the first row", Ms, Ratio(2.5, 300.0)),
        metric(M::Bookmark, "own", "Rooms bookmark without the API's time", Ms, Around(200.0)),
        metric(M::Bookmark, "work", "Rooms bookmark, work", Ms, Shown),
        metric(M::Rooms, "requests", "100 rooms, API requests", Count, AtMost(1.0)),
        metric(M::Rooms, "paint", "100 rooms, last byte to screen", Ms, Around(40.0)),
        metric(M::Rooms, "work", "100 rooms, work of the whole load", Ms, Shown),
        metric(M::Users, "requests", "100 users, API requests", Count, AtMost(1.0)),
        metric(M::Users, "paint", "100 users, last byte to screen", Ms, Around(40.0)),
        metric(M::Users, "work", "100 users, work of the whole load", Ms, Shown),
        metric(M::Rooms500, "requests", "500 rooms, API requests", Count, AtMost(1.0)),
        metric(M::Rooms500, "paint", "500 rooms, last byte to screen", Ms, Around(150.0)),
        metric(M::Rooms500, "work", "500 rooms, work of the whole load", Ms, Shown),
        metric(M::Users500, "requests", "500 users, API requests", Count, AtMost(1.0)),
        metric(M::Users500, "paint", "500 users, last byte to screen", Ms, Around(150.0)),
        metric(M::Users500, "work", "500 users, work of the whole load", Ms, Shown),
        metric(M::SortRooms, "own", "Two clicks on State events, over the API's time", Ms, Ratio(2.0, 80.0)),
        metric(M::SortRooms, "work", "Two clicks on State events, work", Ms, Shown),
        metric(M::SortUsers, "own", "Two clicks on Last seen, over the API's time", Ms, Ratio(2.0, 80.0)),
        metric(M::SortUsers, "work", "Two clicks on Last seen, work", Ms, Shown),
        metric(M::Soak, "heap", "300 page changes, JavaScript heap", Bytes, Growth(1.2)),
        metric(M::Soak, "wasm", "300 page changes, WebAssembly memory", Bytes, Growth(1.2)),
        metric(M::Soak, "nodes", "300 page changes, DOM nodes", Count, Growth(1.2)),
        metric(M::Soak, "listeners", "300 page changes, event listeners", Count, Growth(1.2)),
        metric(M::Soak, "documents", "300 page changes, documents", Count, Growth(1.2)),
        metric(M::Shift, "worst", "Layout shift, worst of all pages", Share, AtMost(0.02)),
    ]
};

/// How a number compares with its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Met,
    Missed,
    /// Not judged: within or beyond the orientation.
    Within,
    Beyond,
    /// Not judged, and no orientation.
    None,
}

/// One line of the result.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) metric: Metric,
    pub(super) app: Summary,
    /// The floor's number; for growth, the app's early one.
    pub(super) base: Option<Summary>,
    pub(super) ratio: Option<f64>,
    pub(super) verdict: Verdict,
}

impl Line {
    fn judge(metric: Metric, sides: &Sides) -> Result<Self> {
        let missing = || format!("The browser side measured no \"{}\" of {:?}.", metric.key, metric.measure);
        let find = |numbers: &super::samples::Numbers, key: &str| numbers.get(key).and_then(|list| Summary::of(list));
        let (app, base) = if matches!(metric.goal, Goal::Growth(_)) {
            let at = |when: &str| find(&sides.app, &format!("{}-{when}", metric.key));
            (at("late").with_context(missing)?, Some(at("early").with_context(missing)?))
        } else {
            (find(&sides.app, metric.key).with_context(missing)?, find(&sides.floor, metric.key))
        };
        let ratio = base.filter(|base| base.median > 0.0).map(|base| app.median / base.median);
        let judged = |is_met| if is_met { Verdict::Met } else { Verdict::Missed };
        let verdict = match metric.goal {
            Goal::AtMost(most) => judged(app.max <= most),
            Goal::Ratio(most, _) => judged(ratio.with_context(missing)? <= most),
            Goal::Growth(most) => judged(ratio.is_none_or(|ratio| ratio <= most)),
            Goal::Around(value) if app.median <= value => Verdict::Within,
            Goal::Around(_) => Verdict::Beyond,
            Goal::Shown => Verdict::None,
        };
        Ok(Self { metric, app, base, ratio, verdict })
    }
}

/// What came out of a run.
#[derive(Debug)]
pub struct Outcome {
    raw: Raw,
}

impl Outcome {
    pub(super) fn new(raw: Raw) -> Self {
        Self { raw }
    }

    /// All numbers of all runs.
    pub fn raw_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(&self.raw).context("Cannot write the numbers as JSON")? + "\n")
    }

    /// The result as a Markdown table.
    pub fn table(&self) -> Result<String> {
        Ok(table::markdown(&self.lines()?, &self.raw.browser))
    }

    /// Fails when a target that is judged was missed.
    pub fn check(&self) -> Result<()> {
        let lines = self.lines()?;
        let missed: Vec<&str> =
            lines.iter().filter(|line| line.verdict == Verdict::Missed).map(|line| line.metric.label).collect();
        if !missed.is_empty() {
            bail!("Targets missed: {}.", missed.join("; "));
        }
        Ok(())
    }

    fn lines(&self) -> Result<Vec<Line>> {
        let measured = METRICS.iter().filter_map(|metric| Some((metric, self.raw.measures.get(&metric.measure)?)));
        measured.map(|(metric, sides)| Line::judge(*metric, sides)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(goal: Goal, app: &[(&str, &[f64])], floor: &[f64]) -> Result<Line> {
        let metric = metric(Measure::Form, "time", "Form", Unit::Ms, goal);
        let app = app.iter().map(|(key, list)| ((*key).to_owned(), list.to_vec())).collect();
        let floor = [("time".to_owned(), floor.to_vec())].into_iter().collect();
        Line::judge(metric, &Sides { app, floor })
    }

    fn verdict(goal: Goal, app: f64, floor: f64) -> Result<Verdict> {
        Ok(judge(goal, &[("time", &[app])], &[floor])?.verdict)
    }

    #[test]
    fn ratios_are_judged_and_times_are_not() -> Result<()> {
        assert_eq!(verdict(Goal::Ratio(3.0, 1.0), 300.0, 100.0)?, Verdict::Met);
        assert_eq!(verdict(Goal::Ratio(3.0, 1000.0), 301.0, 100.0)?, Verdict::Missed);
        assert_eq!(verdict(Goal::Around(40.0), 41.0, 1.0)?, Verdict::Beyond);
        assert_eq!(verdict(Goal::Around(40.0), 40.0, 1.0)?, Verdict::Within);
        Ok(())
    }

    #[test]
    fn one_run_above_a_limit_misses_it() -> Result<()> {
        let line = judge(Goal::AtMost(1.0), &[("time", &[1.0, 1.0, 2.0])], &[])?;
        assert_eq!(line.verdict, Verdict::Missed);
        Ok(())
    }

    #[test]
    fn growth_compares_late_with_early() -> Result<()> {
        let growth = |late| judge(Goal::Growth(1.2), &[("time-early", &[100.0]), ("time-late", &[late])], &[]);
        assert_eq!(growth(119.0)?.verdict, Verdict::Met);
        assert_eq!(growth(121.0)?.verdict, Verdict::Missed);
        assert!(judge(Goal::Growth(1.2), &[("time-late", &[1.0])], &[]).is_err());
        Ok(())
    }
}
