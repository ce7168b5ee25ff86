//! The lanes and what lies over them, as SVG that stretches to any width. Sizes are attributes: the page's policy allows
//! no inline styles.

use std::fmt::Write as _;

use leptos::prelude::*;

use super::{Chart, Lane};
use crate::model::moment;
use crate::text::chart as words;

/// The height of a lane in its own units.
const HEIGHT: u64 = 100;

/// The least height of what is there at all.
const SLIVER: u64 = 3;

/// How many moments the axis names.
const MARKS: usize = 4;

/// One lane with its name and its largest value.
pub(super) fn lane(lane: &Lane) -> AnyView {
    let most = lane.values.iter().copied().max().unwrap_or_default();
    let part = lane.part.as_ref().map(|(_, part)| view! { <path class="part" d=bars(part, most)></path> }.into_any());
    view! {
        <div class="lane">
            <p>
                <span>{lane.name}</span>
                <span>{words::up_to(&lane.unit.show(most))}</span>
            </p>
            <svg viewBox=format!("0 0 {} {HEIGHT}", lane.values.len()) preserveAspectRatio="none" aria-hidden="true">
                <path d=bars(&lane.values, most)></path>
                {part}
            </svg>
        </div>
    }
    .into_any()
}

/// Bars of width 1, as one path.
fn bars(values: &[u64], most: u64) -> String {
    let mut path = String::new();
    for (index, value) in values.iter().enumerate().filter(|(_, value)| **value > 0) {
        let height = (value.saturating_mul(HEIGHT) / most.max(1)).clamp(SLIVER, HEIGHT);
        // Writing to a String cannot fail.
        let _ = write!(path, "M{index} {HEIGHT}v-{height}h1v{height}z");
    }
    path
}

/// What is selected, over all lanes.
pub(super) fn selection(selected: Option<(usize, usize)>, len: usize) -> AnyView {
    let (x, width) = selected.map_or((0, 0), |(first, last)| (first, last.saturating_add(1).saturating_sub(first)));
    view! {
        <svg class="selection" viewBox=format!("0 0 {len} 1") preserveAspectRatio="none" aria-hidden="true">
            <rect x=x.to_string() width=width.to_string() height="1"></rect>
        </svg>
    }
    .into_any()
}

/// Some moments below the lanes, from the first to the last.
pub(super) fn axis(chart: &Chart) -> AnyView {
    let len = chart.len();
    let mark = |index: usize| {
        let at = len.saturating_mul(index) / MARKS;
        view! { <span>{moment::short(chart.moment(at), chart.step_ms)}</span> }.into_any()
    };
    (0..=MARKS).map(mark).collect_view().into_any()
}
