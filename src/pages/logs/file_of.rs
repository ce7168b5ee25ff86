//! Which file a line is in.

use leptos::prelude::*;

use super::Here;
use crate::logs::protocol::Place;
use crate::text::logs::find as words;

/// The file's name, as soon as it is known.
#[component]
pub(super) fn FileOf(
    /// Where the line is.
    place: Place,
) -> impl IntoView {
    let here = Here::use_();
    move || {
        let index = usize::try_from(place.file).unwrap_or(usize::MAX);
        here.summary.with(|summary| summary.and_then(|summary| Some(words::in_file(&summary.files.get(index)?.name))))
    }
}
