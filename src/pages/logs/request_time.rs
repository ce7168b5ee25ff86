//! A small chart of one request: when it came, how long it was worked on, and what with.

use leptos::prelude::*;

use crate::browser::intl;
use crate::logs::protocol::Line;
use crate::model::log::{Course, Entry};
use crate::model::moment;
use crate::text::logs::find as words;

/// The width of the chart in its own units.
const WIDTH: u64 = 1000;

/// The chart; nothing without a `Processed request`.
pub(super) fn request_time(lines: &[Line], end: Option<&Line>) -> Option<AnyView> {
    let end = end?;
    let entry = Entry::read_processed(&end.text)?;
    let course = Course::of(&entry.processed()?);
    let whole = i64::try_from(course.whole()).unwrap_or(i64::MAX);
    let received = lines.iter().find(|line| is_received(line)).and_then(|line| line.at);
    let start = received.or(end.at.map(|at| at.saturating_sub(whole)));
    let ticks = start.map(|start| {
        let moments = lines.iter().filter_map(|line| line.at).map(|at| at.saturating_sub(start));
        moments.filter_map(|ms| u64::try_from(ms).ok()).collect::<Vec<_>>()
    });
    let came = if received.is_some() { words::received() } else { words::reconstructed() };
    let times = start.zip(end.at).map(|(start, end)| {
        view! {
            <p class="hint">
                {came} " " {moment::full(start)} " · " {words::ended()} " " {moment::full(end)}
            </p>
        }
        .into_any()
    });
    let scale = course.whole().max(course.wait).max(course.database).max(course.cpu).max(1);
    let bars = [
        (words::processing(), "total", 0, course.total),
        (words::sending(), "send", course.total, course.send),
        (words::waiting(), "part", 0, course.wait),
        (words::database(), "part", 0, course.database),
        (words::cpu(), "part", 0, course.cpu),
        (words::rest(), "rest", 0, course.rest),
    ];
    let bars = bars.map(|(name, class, from, ms)| {
        let ticks = if class == "total" { ticks.as_deref().unwrap_or_default() } else { &[] };
        bar(name, class, (from, ms), scale, ticks)
    });
    Some(
        view! {
            <h3>{words::time()}</h3>
            {times}
            <dl class="request-time">{Vec::from(bars)}</dl>
            <p class="hint">{words::marks()} " " {words::amounts()}</p>
        }
        .into_any(),
    )
}

fn is_received(line: &Line) -> bool {
    Entry::read(&line.text).is_some_and(|entry| entry.received().is_some())
}

fn bar(name: &'static str, class: &'static str, (from, ms): (u64, u64), scale: u64, ticks: &[u64]) -> AnyView {
    let place = |ms: u64| ms.saturating_mul(WIDTH) / scale;
    let width = if ms > 0 { place(ms).max(3) } else { 0 };
    let ticks = ticks.iter().filter(|tick| **tick <= scale).map(|tick| {
        view! { <rect class="tick" x=place(*tick).min(WIDTH - 2).to_string() width="2" height="10"></rect> }.into_any()
    });
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <svg viewBox=format!("0 0 {WIDTH} 10") preserveAspectRatio="none" aria-hidden="true">
                    <rect class=class x=place(from).min(WIDTH).to_string() y="1" width=width.to_string() height="8"></rect>
                    {ticks.collect_view()}
                </svg>
                <span>{intl::duration(ms)}</span>
            </dd>
        </div>
    }
    .into_any()
}
