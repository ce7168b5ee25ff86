//! A finding of any kind, and links from it.

use leptos::prelude::*;

use super::Here;
use crate::components::Finding;
use crate::model::health::Verdict;
use crate::route::LogsQuery;

/// A finding, and how bad it is.
pub(super) type Judged = (Verdict, AnyView);

/// A finding of anything.
pub(super) fn judged(title: &'static str, verdict: Verdict, said: AnyView) -> Judged {
    let drawn = view! {
        <Finding title verdict=Signal::stored(verdict)>
            {said}
        </Finding>
    };
    (verdict, drawn.into_any())
}

/// A link to other requests of this log.
pub(super) fn link(here: Here, words: &'static str, change: impl FnOnce(&mut LogsQuery)) -> AnyView {
    let href = here.changed(change);
    view! { <a href=href>{words}</a> }.into_any()
}
