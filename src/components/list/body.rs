//! The table of a list. Its head is drawn by the framework, its rows by [`Grid`], from the cells that have changed.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::ink::ink;
use super::{ListView, Rows, seen};
use crate::browser::grid::{Grid, Style};
use crate::browser::{keys, rows as pointed};
use crate::components::{SortHeader, empty_list};
use crate::lists::{Cell, Head, Line, ListState, Look, Sheet};
use crate::state::boxed::{self, effect};
use crate::text;

/// What is on the screen.
struct Drawn {
    grid: Grid,
    /// The columns, and whether rows are cards: another shape means other rows.
    shape: (Vec<usize>, bool),
    /// The cells of each row as they were drawn; none for a row that could not be read.
    cells: Vec<Vec<Cell>>,
}

/// The table. Its name is its caption, for assistive technology.
#[component]
pub fn ListTable(
    /// The list.
    view: ListView,
    /// Its name.
    name: &'static str,
    /// Its rows.
    rows: Rows,
    /// Hears of a button in a row, with the row's key.
    #[prop(default = None)]
    on_act: Option<Callback<String>>,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let drawn = Rc::new(RefCell::new(None::<Drawn>));
    let drawing = rows.clone();
    effect(move || {
        let Some(body) = body.get() else { return };
        let shape = (view.shown.get(), view.cards.get());
        pointed::forget(&body);
        let mut drawn = drawn.borrow_mut();
        if drawn.as_ref().is_none_or(|drawn| drawn.shape != shape) {
            *drawn = Some(Drawn { grid: grid(view, body.into(), &shape), shape, cells: Vec::new() });
        }
        if let Some(drawn) = drawn.as_mut() {
            drawing(&mut |sheet| draw(drawn, sheet.unwrap_or(&Sheet::default()), view));
        }
    });
    let empty = move || {
        let (count, total) = seen(&rows, (0, 0), |sheet| (sheet.lines.len(), sheet.total));
        (count == 0).then(|| empty_list(total, view.state.with(ListState::is_filtered)))
    };
    let cards = move |role: &'static str| view.cards.get().then_some(role);
    view! {
        <div class=move || if view.cards.get() { "table list cards" } else { "table list" } tabindex="-1">
            <table
                role=move || cards("table")
                on:keydown=move |event| {
                    if keys::move_in_rows(&event) {
                        event.prevent_default();
                    }
                }
            >
                <caption class="visually-hidden">{name}</caption>
                <thead>
                    <tr>{move || head(view)}</tr>
                </thead>
                <tbody
                    node_ref=body
                    role=move || cards("rowgroup")
                    on:pointerover=move |event| pointed::point_at(&event, text::app::copy(), &text::app::copy_what)
                    on:focusin=move |event| pointed::point_at(&event, text::app::copy(), &text::app::copy_what)
                    on:click=move |event| {
                        if let (Some(on_act), Some(key)) = (on_act, pointed::pressed(&event)) {
                            on_act.run(key);
                        }
                    }
                ></tbody>
            </table>
        </div>
        {boxed::drawn(empty)}
    }
}

fn grid(view: ListView, body: web_sys::Element, (shown, cards): &(Vec<usize>, bool)) -> Grid {
    let styles = view.facts.with_value(|facts| {
        let heads = shown.iter().filter_map(|place| facts.heads.get(*place));
        heads.map(|head| Style { class: head.look.class(), label: (head.name)() }).collect()
    });
    Grid::new(body, styles, *cards)
}

/// Brings the rows on the screen to what the sheet says. Rows stay where they are; only cells that differ are touched.
fn draw(drawn: &mut Drawn, sheet: &Sheet, view: ListView) {
    let Drawn { grid, shape: (shown, _), cells: old } = drawn;
    grid.truncate(sheet.lines.len());
    old.truncate(sheet.lines.len());
    for (row, line) in sheet.lines.iter().enumerate() {
        match line {
            Line::Odd(odd) => {
                let words = format!("{} {} ", text::list::odd_row(), text::errors::odd(&odd.why));
                if grid.put_odd(row, &words, &odd.json).is_some() {
                    keep(old, row, Vec::new());
                }
            }
            Line::Good { key, cells } => {
                if old.get(row).is_none_or(Vec::is_empty) {
                    // A copy of a row that is there already costs one call instead of one for each of its elements.
                    let like = old.iter().position(|cells| !cells.is_empty());
                    if grid.put(row, like).is_none() {
                        continue;
                    }
                    let copied = like.and_then(|like| old.get(like)).cloned().unwrap_or_default();
                    keep(old, row, copied);
                }
                let before = old.get(row).map(Vec::as_slice).unwrap_or_default();
                for (column, cell) in shown.iter().filter_map(|place| cells.get(*place)).enumerate() {
                    let was = shown.get(column).and_then(|place| before.get(*place));
                    if was != Some(cell) {
                        grid.paint(row, column, &ink(cell, key, view), was.is_some_and(|was| was.is_like(cell)));
                    }
                }
                keep(old, row, cells.clone());
            }
        }
    }
}

fn keep(old: &mut Vec<Vec<Cell>>, row: usize, cells: Vec<Cell>) {
    match old.get_mut(row) {
        Some(place) => *place = cells,
        None => old.push(cells),
    }
}

fn head(view: ListView) -> Vec<AnyView> {
    let heads = view.facts.with_value(|facts| {
        view.shown.with(|shown| shown.iter().filter_map(|place| facts.heads.get(*place).copied()).collect::<Vec<_>>())
    });
    let cell = |head: Head| {
        let label = (head.name)();
        // A head is words, whatever stands below it; only numbers stand at their right.
        let class = if head.look == Look::Number { head.look.class() } else { "" };
        let Some(sort) = head.sort else {
            return view! {
                <th scope="col" class=class>
                    {label}
                </th>
            }
            .into_any();
        };
        let href = move || view.href(&view.state.with(|state| state.sorted(sort)));
        let descending = move || view.state.with(|state| (state.sort == sort).then(|| state.is_descending()));
        view! { <SortHeader label class href=Arc::new(href) descending=Arc::new(descending) /> }.into_any()
    };
    heads.into_iter().map(cell).collect()
}
