//! A list of unknown length that comes in one answer: its beginning, and more of it on request.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{dom, intl};
use crate::state::boxed::drawn;
use crate::text;

/// How many items are drawn at once.
const PORTION: usize = 100;

fn number(count: usize) -> String {
    intl::number(u64::try_from(count).unwrap_or(u64::MAX))
}

/// Draws items of a `<ul>`, by their place.
pub type DrawItem = Arc<dyn Fn(usize) -> AnyView + Send + Sync>;

/// The items from this one on, and behind them those of the next portion, once they are to be shown. (Leptos' `For` would
/// bring 4 KiB along for lists that change in the middle.)
fn portion(first: usize, count: usize, shown: RwSignal<usize>, draw: DrawItem) -> AnyView {
    let last = (first + PORTION).min(count);
    let items = (first..last).map(|place| draw(place)).collect::<Vec<_>>();
    let goes_on = Memo::new(move |_| shown.get() > last);
    view! {
        {items}
        {drawn(move || goes_on.get().then(|| portion(last, count, shown, draw.clone())))}
    }
    .into_any()
}

/// A list with this class.
#[must_use]
pub fn portions(class: &'static str, count: usize, draw: DrawItem) -> AnyView {
    portions_in(format!("ul.{class} > li"), count, draw, |items| view! { <ul class=class>{items}</ul> }.into_any())
}

/// The same in something else than a list, which `around` draws; `items` selects them all.
#[must_use]
pub fn portions_in(items: String, count: usize, draw: DrawItem, around: impl FnOnce(AnyView) -> AnyView) -> AnyView {
    let shown = RwSignal::new(PORTION.min(count));
    let around = around(portion(0, count, shown, draw));
    view! {
        {around}
        {more(items, count, shown)}
    }
    .into_any()
}

/// What brings the next portion, as long as there is one.
fn more(items: String, count: usize, shown: RwSignal<usize>) -> AnyView {
    let items = StoredValue::new(items);
    let on_more = move |_| {
        let first = shown.get_untracked();
        shown.set((first + PORTION).min(count));
        // The button moves away below what it has brought.
        request_animation_frame(move || {
            if let Some(items) = items.try_get_value() {
                dom::focus(&format!("{items}:nth-child({}) :is(a, button)", first + 1));
            }
        });
    };
    drawn(move || {
        let shown = shown.get();
        (shown < count).then(|| {
            view! {
                <p class="actions">
                    <span class="hint">
                        {text::app::first_of(&number(shown), &number(count))}
                    </span>
                    <button type="button" on:click=on_more>
                        {text::app::show_more(&number(PORTION.min(count - shown)))}
                    </button>
                </p>
            }
            .into_any()
        })
    })
}
