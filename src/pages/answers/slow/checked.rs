//! A finding that rests on one read.

use leptos::prelude::*;

use crate::components::{Finding, Load, Source};
use crate::model::health::Verdict;
use crate::state::boxed::derived;
use crate::state::query::{Query, Status};

/// The finding, with its source.
#[component]
pub(super) fn Checked(
    /// What was looked at.
    title: &'static str,
    /// What it means.
    verdict: Signal<Verdict>,
    /// The read.
    status: Status,
    /// The requests.
    source: Vec<String>,
    /// The evidence, and what to do.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Finding title verdict>
            <Load status>{children()}</Load>
            <Source status requests=source />
        </Finding>
    }
}

/// The verdict on what was read; unknown until then.
pub(super) fn judged<T: PartialEq + Send + Sync + 'static>(
    read: Query<T>,
    judge: fn(&T) -> Verdict,
) -> Signal<Verdict> {
    derived(move || read.with(|read| read.as_ref().map_or(Verdict::Unknown, judge)))
}

/// What was read, in words; nothing until then.
pub(super) fn told<T: PartialEq + Send + Sync + 'static>(read: Query<T>, tell: fn(&T) -> AnyView) -> Option<AnyView> {
    read.with(|read| read.as_ref().map(tell))
}
