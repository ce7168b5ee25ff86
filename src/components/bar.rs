//! Bars that let one compare numbers at a glance. The number itself stands beside them, so they are hidden from
//! assistive technology.

use leptos::prelude::*;

/// A bar as long as `value` is of `most`. SVG attributes, as the page's policy forbids inline styles.
#[must_use]
pub fn bar(value: u64, most: u64) -> AnyView {
    // A value that is there shows at least a sliver.
    let share = value.saturating_mul(1000).checked_div(most).unwrap_or(0).min(1000);
    let width = if value > 0 { share.max(5) } else { 0 };
    view! {
        <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width=width.to_string() height="10"></rect>
        </svg>
    }
    .into_any()
}
