//! Identifiers: shortened in the middle for the eye, whole in the tooltip, for assistive technology and the clipboard.

use leptos::prelude::*;

use super::copy_button;
use crate::model::id::shorten;
use crate::model::letters::{oddity, revealed};
use crate::text;

/// The most characters of an id that a table shows.
const TABLE_CHARS: usize = 34;

/// An id that leads to its page, with a copy button. The link is what arrow keys move between.
#[must_use]
pub fn id_link(id: &str, href: String) -> impl IntoView + use<> {
    view! {
        <a href=href class="id" data-row title=id.to_owned() aria-label=id.to_owned()>
            <bdi>{shorten(id, TABLE_CHARS)}</bdi>
        </a>
        {mark(id)}
        {copy_button(id.to_owned(), id)}
    }
}

/// An id in running text, whole, with a copy button; a link when there is somewhere to go.
#[must_use]
pub fn id_text(id: String, href: Option<String>) -> AnyView {
    let (copy, mark) = (copy_button(id.clone(), &id), mark(&id));
    let shown = match href {
        Some(href) => view! { <a href=href class="id whole"><bdi>{id}</bdi></a> }.into_any(),
        None => view! { <span class="id whole"><bdi>{id}</bdi></span> }.into_any(),
    };
    view! { <span class="with-copy">{shown}{copy}{mark}</span> }.into_any()
}

/// What is odd about the letters of an id, and which ones; nothing for nearly all ids.
fn mark(id: &str) -> Option<AnyView> {
    let oddity = oddity(id)?;
    Some(
        view! { <span class="badge warn">{text::app::odd_letters(oddity)} " " <bdi>{revealed(id)}</bdi></span> }
            .into_any(),
    )
}
