//! A button that saves what a page has found.

use leptos::prelude::*;

use crate::browser::save;
use crate::state::notices::Notices;
use crate::text;

/// A file to save.
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// What is in it.
    pub text: String,
}

/// The button. The file is made when it is pressed.
#[must_use]
pub fn download(label: &'static str, make: impl Fn() -> Download + 'static) -> AnyView {
    boxed(label, Box::new(make))
}

fn boxed(label: &'static str, make: Box<dyn Fn() -> Download>) -> AnyView {
    let notices = Notices::use_();
    let save = move |_| {
        // What a file is made of is not what this button depends on.
        let Download { name, mime, text } = untrack(&make);
        if !save::save(&name, mime, &text) {
            notices.warn(text::app::save_refused());
        }
    };
    view! {
        <button type="button" on:click=save>
            {label}
        </button>
    }
    .into_any()
}
