//! Values over time, in lanes one below the other, and a brush that narrows the time. It can be dragged, walked through
//! with the keyboard, and read as a table.

mod brush;
mod draw;

use leptos::prelude::*;

use super::Table;
use crate::browser::{dom, intl};
use crate::model::moment;
use crate::state::boxed::effect;
use crate::text::chart as words;
use brush::Brush;

/// Some values over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// Where the first value begins, in ms.
    pub start: i64,
    /// How long each stands for, in ms.
    pub step_ms: i64,
    /// As many values in each.
    pub lanes: Vec<Lane>,
}

/// What values are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// How many.
    Count,
    /// A length of time, in ms.
    Ms,
}

impl Unit {
    fn show(self, value: u64) -> String {
        match self {
            Self::Count => intl::number(value),
            Self::Ms => intl::duration(value),
        }
    }
}

/// One kind of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its name.
    pub name: &'static str,
    /// The values.
    pub values: Vec<u64>,
    /// A part of each value, drawn over it, and its name.
    pub part: Option<(&'static str, Vec<u64>)>,
    /// What they are of.
    pub unit: Unit,
}

impl Chart {
    /// How many values a lane has.
    fn len(&self) -> usize {
        self.lanes.first().map_or(0, |lane| lane.values.len())
    }

    /// Where a value begins, and the one before it ends.
    fn moment(&self, index: usize) -> i64 {
        let steps = i64::try_from(index).unwrap_or(i64::MAX);
        self.start.saturating_add(self.step_ms.saturating_mul(steps))
    }

    /// "15:08:00 – 15:09:00", for the values from one to another.
    fn time(&self, (first, last): (usize, usize)) -> String {
        let name = |index| moment::short(self.moment(index), self.step_ms);
        words::between(&name(first), &name(last.saturating_add(1)))
    }

    /// One value of each lane in words, with its part.
    fn values(&self, index: usize) -> Vec<(&'static str, String)> {
        let mut all = Vec::new();
        for lane in &self.lanes {
            let show = |value: Option<&u64>| lane.unit.show(value.copied().unwrap_or_default());
            all.push((lane.name, show(lane.values.get(index))));
            if let Some((name, part)) = &lane.part {
                all.push((name, show(part.get(index))));
            }
        }
        all
    }

    /// A value of each lane in one sentence.
    fn sentence(&self, index: usize) -> String {
        let values = self.values(index).into_iter().map(|(name, value)| words::value(name, &value));
        values.collect::<Vec<_>>().join(", ")
    }
}

/// The chart.
#[component]
pub fn TimeChart(
    /// Its name.
    name: &'static str,
    /// Unique on the page; its hint refers to it.
    id: &'static str,
    /// What is drawn.
    chart: Memo<Chart>,
    /// Hears of the time that alone is to be shown: its first moment, and the first behind it.
    on_narrow: Callback<(i64, i64)>,
) -> impl IntoView {
    let brush = Brush::new(chart, on_narrow);
    // Places in it mean other moments as soon as its scale changes.
    let scale = Memo::new(move |_| chart.with(|chart| (chart.start, chart.step_ms)));
    effect(move || {
        scale.track();
        brush.clear();
    });
    let hint_id = format!("{id}-hint");
    view! {
        <figure class="time-chart">
            {move || {
                if chart.with(|chart| chart.len() == 0) {
                    return view! { <p class="empty">{words::nothing()}</p> }.into_any();
                }
                view! { <Plot name hint_id=hint_id.clone() chart brush /> }.into_any()
            }}
        </figure>
    }
}

#[component]
fn Plot(
    /// Its name.
    name: &'static str,
    /// What explains how to use it.
    hint_id: String,
    /// What is drawn.
    chart: Memo<Chart>,
    /// What is selected.
    brush: Brush,
) -> impl IntoView {
    let lanes = move || chart.with(|chart| chart.lanes.iter().map(draw::lane).collect_view());
    let readout = move || match brush.selected() {
        Some(selected) => chart.with(|chart| format!("{} · {}", chart.time(selected), chart.sentence(brush.at()))),
        None => words::point_at().to_owned(),
    };
    let spoken =
        move || chart.with(|chart| format!("{}: {}", chart.time((brush.at(), brush.at())), chart.sentence(brush.at())));
    let axis = move || chart.with(draw::axis);
    view! {
        <div
            class="plot"
            tabindex="0"
            role="slider"
            aria-label=name
            aria-describedby=hint_id.clone()
            aria-valuemin="1"
            aria-valuemax=move || chart.with(Chart::len).to_string()
            aria-valuenow=move || (brush.at() + 1).to_string()
            aria-valuetext=spoken
            on:pointerdown=move |event| brush.press(&event)
            on:pointermove=move |event| brush.point(&event)
            on:pointerup=move |_| brush.release()
            on:pointercancel=move |_| brush.clear()
            on:pointerleave=move |_| brush.leave()
            on:keydown=move |event| {
                if brush.key(&event) {
                    event.prevent_default();
                }
            }
        >
            {lanes}
            {move || draw::selection(brush.selected(), chart.with(Chart::len))}
        </div>
        <div class="axis" aria-hidden="true">
            {axis}
        </div>
        <p class="readout">
            <span>{readout}</span>
            {move || {
                brush
                    .is_held()
                    .then(|| {
                        view! {
                            <button type="button" on:click=move |_| brush.narrow()>
                                {words::only_this()}
                            </button>
                        }
                            .into_any()
                    })
            }}
        </p>
        <p class="hint" id=hint_id>
            {words::hint()}
        </p>
        <AsTable name chart />
    }
}

/// The same for whoever cannot see or point at it. Its rows are made when it is opened.
#[component]
fn AsTable(
    /// Its name.
    name: &'static str,
    /// What is drawn.
    chart: Memo<Chart>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let table = move || {
        chart.with(|chart| {
            let columns = chart
                .values(0)
                .into_iter()
                .map(|(name, _)| view! { <th scope="col" class="num">{name}</th> }.into_any());
            let head = view! {
                <th scope="col">{words::time()}</th>
                {columns.collect_view()}
            }
            .into_any();
            let row = |index: usize| {
                let values = chart.values(index).into_iter();
                let cells = values.map(|(_, value)| view! { <td class="num">{value}</td> }.into_any()).collect_view();
                view! {
                    <tr>
                        <th scope="row">{chart.time((index, index))}</th>
                        {cells}
                    </tr>
                }
                .into_any()
            };
            let rows = (0..chart.len()).map(row).collect_view();
            view! {
                <Table name head inert=true>
                    {rows}
                </Table>
            }
            .into_any()
        })
    };
    view! {
        <details on:toggle=move |event| open.set(dom::is_open(&event))>
            <summary>{words::as_table()}</summary>
            {move || open.get().then(table)}
        </details>
    }
}
