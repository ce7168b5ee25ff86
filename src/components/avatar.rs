//! The disc that somebody, or a room, is recognised by.

use leptos::prelude::*;

use crate::browser::pictures;
use crate::model::avatar::Face;
use crate::model::id::Mxc;

/// The initials of a name, on the colour of an id. It says nothing that does not stand beside it, so it is hidden from
/// assistive technology.
#[must_use]
pub fn avatar(name: &str, id: &str) -> AnyView {
    pictured(name, id, None)
}

/// The same, with a picture in its place when that has come.
#[must_use]
pub fn pictured(name: &str, id: &str, picture: Option<&Mxc>) -> AnyView {
    let face = Face::new(name, id, picture);
    if face.picture.is_some() {
        pictures::wanted();
    }
    let (classes, Face { initials, picture, .. }) = (face.classes(), face);
    view! {
        <span class=classes data-picture=picture.map(String::from) aria-hidden="true">
            {initials}
        </span>
    }
    .into_any()
}
