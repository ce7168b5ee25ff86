//! What is selected in a chart, with the pointer or the keyboard.

use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::Chart;
use crate::browser::dom;

/// How many values PageUp and PageDown go over.
const PAGE: usize = 10;

/// The selection: from where it was begun to where one points.
#[derive(Clone, Copy)]
pub(super) struct Brush {
    chart: Memo<Chart>,
    on_narrow: Callback<(i64, i64)>,
    /// Both ends, in the order in which they were chosen.
    ends: RwSignal<Option<(usize, usize)>>,
    /// Whether it was chosen, not only pointed at.
    is_held: RwSignal<bool>,
    is_dragging: StoredValue<bool>,
}

impl Brush {
    pub fn new(chart: Memo<Chart>, on_narrow: Callback<(i64, i64)>) -> Self {
        Self {
            chart,
            on_narrow,
            ends: RwSignal::new(None),
            is_held: RwSignal::new(false),
            is_dragging: StoredValue::new(false),
        }
    }

    /// The first and the last of the selected values, tracked.
    pub fn selected(self) -> Option<(usize, usize)> {
        let (begun, at) = self.ends.get()?;
        let last = self.chart.with(Chart::len).saturating_sub(1);
        Some((begun.min(at).min(last), begun.max(at).min(last)))
    }

    /// Where one is, tracked.
    pub fn at(self) -> usize {
        let last = self.chart.with(Chart::len).saturating_sub(1);
        self.ends.get().map_or(0, |(_, at)| at).min(last)
    }

    /// Whether something was chosen, tracked.
    pub fn is_held(self) -> bool {
        self.is_held.get()
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.is_dragging.set_value(false);
        self.is_held.set(false);
        self.ends.set(None);
    }

    /// Narrows the time to what is selected.
    pub fn narrow(self) {
        let Some((first, last)) = untrack(|| self.selected()) else { return };
        let time = self.chart.with_untracked(|chart| (chart.moment(first), chart.moment(last.saturating_add(1))));
        self.clear();
        self.on_narrow.run(time);
    }

    pub fn press(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        dom::capture_pointer(event);
        let at = self.index(event);
        self.ends.set(Some((at, at)));
        self.is_held.set(true);
        self.is_dragging.set_value(true);
    }

    pub fn point(self, event: &PointerEvent) {
        let at = self.index(event);
        if self.is_dragging.get_value() {
            self.ends.update(|ends| *ends = Some((ends.map_or(at, |(begun, _)| begun), at)));
        } else if !self.is_held.get_untracked() {
            self.ends.set(Some((at, at)));
        }
    }

    /// A drag narrows at once; one that went nowhere has only chosen a place.
    pub fn release(self) {
        let was_dragging = self.is_dragging.get_value();
        self.is_dragging.set_value(false);
        if was_dragging && self.ends.get_untracked().is_some_and(|(begun, at)| begun != at) {
            self.narrow();
        }
    }

    /// The pointer goes elsewhere.
    pub fn leave(self) {
        if !self.is_held.get_untracked() {
            self.ends.set(None);
        }
    }

    /// Walks and selects with the keyboard. `true` when the key was for it.
    pub fn key(self, event: &KeyboardEvent) -> bool {
        let last = self.chart.with_untracked(Chart::len).saturating_sub(1);
        let at = untrack(|| self.at());
        let is_first = self.ends.with_untracked(Option::is_none);
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" if is_first => 0,
            "ArrowLeft" | "ArrowDown" if is_first => last,
            "ArrowRight" | "ArrowUp" => at.saturating_add(1).min(last),
            "ArrowLeft" | "ArrowDown" => at.saturating_sub(1),
            "PageUp" => at.saturating_add(PAGE).min(last),
            "PageDown" => at.saturating_sub(PAGE),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                self.narrow();
                return true;
            }
            "Escape" => {
                self.clear();
                return true;
            }
            _ => return false,
        };
        self.ends.update(|ends| {
            let begun = ends.filter(|_| event.shift_key()).map_or(to, |(begun, _)| begun);
            *ends = Some((begun, to));
        });
        self.is_held.set(true);
        true
    }

    /// Which value the pointer is over.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
    fn index(self, event: &PointerEvent) -> usize {
        let len = self.chart.with_untracked(Chart::len);
        let share = dom::pointer_share(event).clamp(0.0, 1.0);
        ((share * len as f64) as usize).min(len.saturating_sub(1))
    }
}
