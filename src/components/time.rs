//! Points in time: relative to read, exact on hover.

use leptos::prelude::*;

use crate::browser::intl;
use crate::text;

/// "3 hours ago", with the exact time in the tooltip. For table cells: a plain function, without a component's cost.
#[must_use]
pub fn ago(ms: Option<u64>) -> impl IntoView {
    // A never-seen time is drawn by the same element, so that a row can be patched in place.
    let (datetime, title, label) = match ms {
        Some(ms) => (intl::iso(ms), intl::exact(ms), intl::relative(ms)),
        None => (String::new(), String::new(), text::app::never().to_owned()),
    };
    view! { <time datetime=datetime title=title>{label}</time> }
}
