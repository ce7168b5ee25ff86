//! Requests over time, as a chart that narrows everything.

use leptos::prelude::*;

use super::Here;
use crate::browser::intl;
use crate::components::{Chart, Lane, TimeChart, Unit};
use crate::logs::protocol::{Bar, Timeline};
use crate::text::logs::overview as words;

fn lane(timeline: &Timeline, name: &'static str, unit: Unit, value: fn(&Bar) -> u64) -> Lane {
    Lane { name, unit, values: timeline.bars.iter().map(value).collect(), part: None }
}

/// Requests, with failed ones among them, how many at once, and the slowest.
pub(super) fn of_requests(timeline: &Timeline) -> Chart {
    let failed = timeline.bars.iter().map(|bar| bar.failed).collect();
    let requests = lane(timeline, words::requests(), Unit::Count, |bar| bar.requests);
    chart(
        timeline,
        vec![
            Lane { part: Some((words::failed(), failed)), ..requests },
            lane(timeline, words::at_once(), Unit::Count, |bar| bar.concurrent),
            lane(timeline, words::slowest(), Unit::Ms, |bar| bar.max_ms),
        ],
    )
}

/// How many at once, and how long they waited for the database.
pub(super) fn of_load(timeline: &Timeline) -> Chart {
    chart(
        timeline,
        vec![
            lane(timeline, words::at_once(), Unit::Count, |bar| bar.concurrent),
            lane(timeline, words::waiting(), Unit::Ms, |bar| bar.wait_ms),
        ],
    )
}

fn chart(timeline: &Timeline, lanes: Vec<Lane>) -> Chart {
    Chart { start: timeline.start, step_ms: timeline.step_ms.max(1), lanes }
}

/// The chart. What is selected in it becomes part of the filter.
#[component]
pub(super) fn Narrowing(
    /// Its name.
    name: &'static str,
    /// Unique on the page.
    id: &'static str,
    /// What is drawn.
    chart: Memo<Chart>,
    /// Requests that are in no bar.
    #[prop(into)]
    untimed: Signal<u64>,
) -> impl IntoView {
    let here = Here::use_();
    let on_narrow = Callback::new(move |(from, to): (i64, i64)| {
        let mut query = here.query.get_untracked();
        (query.filter.from, query.filter.to) = (Some(from), Some(to));
        here.go(query);
    });
    view! {
        <TimeChart name id chart on_narrow />
        {move || {
            let untimed = untimed.get();
            (untimed > 0).then(|| view! { <p class="hint">{words::untimed(&intl::number(untimed))}</p> }.into_any())
        }}
    }
}
