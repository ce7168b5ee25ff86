//! Identifiers: shortened in the middle for the eye, whole in the tooltip, for assistive technology and the clipboard.

use leptos::prelude::*;

use super::CopyButton;
use crate::model::id::shorten;

/// The most characters of an id that a table shows.
const TABLE_CHARS: usize = 34;

/// An id that leads to its page, with a copy button. The link is what arrow keys move between.
#[component]
pub fn IdLink(
    /// The whole id.
    id: String,
    /// Where it leads.
    href: String,
) -> impl IntoView {
    let short = shorten(&id, TABLE_CHARS);
    view! {
        <a href=href class="id" data-row title=id.clone() aria-label=id.clone()>
            <bdi>{short}</bdi>
        </a>
        <CopyButton value=id.clone() what=id />
    }
}

/// An id in running text, whole, with a copy button; a link when there is somewhere to go.
#[component]
pub fn IdText(
    /// The whole id.
    id: String,
    /// Where it leads.
    #[prop(optional_no_strip)]
    href: Option<String>,
) -> impl IntoView {
    let text = id.clone();
    let shown = match href {
        Some(href) => view! { <a href=href class="id whole"><bdi>{text}</bdi></a> }.into_any(),
        None => view! { <span class="id whole"><bdi>{text}</bdi></span> }.into_any(),
    };
    view! {
        <span class="with-copy">
            {shown}
            <CopyButton value=id.clone() what=id />
        </span>
    }
}
