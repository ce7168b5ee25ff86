//! The disc that somebody, or a room, is recognised by.

use leptos::prelude::*;

use crate::model::avatar::{hue, initials};

/// The initials of a name, on the colour of an id. It says nothing that does not stand beside it, so it is hidden from
/// assistive technology.
#[must_use]
pub fn avatar(name: &str, id: &str) -> AnyView {
    view! {
        <span class=format!("avatar h{}", hue(id)) aria-hidden="true">
            {initials(name)}
        </span>
    }
    .into_any()
}
