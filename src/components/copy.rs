//! A button that copies. One listener for the whole page serves all of them (`browser::clipboard`).

use leptos::prelude::*;

use crate::snippets::Snippet;
use crate::text;

/// Copies `value` when pressed; `what` names it for assistive technology, e.g. the id itself.
#[must_use]
pub fn copy_button(value: String, what: &str) -> AnyView {
    let label = text::app::copy_what(what);
    view! { <button type="button" class="copy" data-copy=value title=text::app::copy() aria-label=label></button> }
        .into_any()
}

/// From here on a text may be higher than its box, which then scrolls, also on a phone.
const HIGH_LINES: usize = 7;
const HIGH_LETTERS: usize = 280;

/// A command or another text to copy, as it is.
#[must_use]
pub fn snippet(code: String, what: &str) -> AnyView {
    let copy = copy_button(code.clone(), what);
    // What scrolls can be reached with the keyboard.
    let stop = (code.len() > HIGH_LETTERS || code.lines().count() > HIGH_LINES).then_some("0");
    view! {
        <div class="code">
            <pre tabindex=stop>{code}</pre>
            {copy}
        </div>
    }
    .into_any()
}

/// A [`snippet`] under its name.
#[must_use]
pub fn named_snippet(code: String, name: &'static str) -> AnyView {
    view! {
        <figure class="snippet">
            <figcaption>{name}</figcaption>
            {snippet(code, name)}
        </figure>
    }
    .into_any()
}

/// A [`snippet`] under the place where it belongs.
#[must_use]
pub fn placed_snippet(Snippet { place, code }: Snippet) -> AnyView {
    named_snippet(code, text::answers::place(place))
}
