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
    let shown = RwSignal::new(PORTION.min(count));
    let on_more = move |_| {
        let first = shown.get_untracked();
        shown.set((first + PORTION).min(count));
        // The button moves away below what it has brought.
        request_animation_frame(move || {
            dom::focus(&format!("ul.{class} > li:nth-child({}) :is(a, button)", first + 1));
        });
    };
    let button = move || {
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
    };
    view! {
        <ul class=class>
            {portion(0, count, shown, draw)}
        </ul>
        {drawn(button)}
    }
    .into_any()
}
