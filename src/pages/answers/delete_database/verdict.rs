//! The two exceptions, and whether they apply.

use leptos::prelude::*;

use super::traces::Traces;
use crate::api::rooms::Federation;
use crate::components::said;
use crate::text::answers::delete_database as words;

/// What can be said about "never federated".
#[derive(Clone, Copy, PartialEq, Eq)]
enum Never {
    /// There is proof of the opposite.
    Disproven,
    /// There is no proof, but a reason to think so.
    Unlikely,
    /// Nothing speaks against it.
    Open,
    /// Nothing has been found, but not all was read.
    Unknown,
}

fn judge(traces: Option<&Traces>, federation: &Federation, complete: bool) -> Never {
    let reached = traces.is_some_and(|traces| traces.reached);
    // One proof is enough, however little has been read.
    if reached || federation.federated > 0 || federation.created_elsewhere > 0 {
        return Never::Disproven;
    }
    match traces {
        Some(traces) if traces.destinations != 0 => Never::Unlikely,
        Some(_) if complete => Never::Open,
        _ => Never::Unknown,
    }
}

/// Exception 1: never federated.
pub(super) fn first_exception(traces: Option<&Traces>, federation: &Federation, complete: bool) -> AnyView {
    let (class, verdict, what) = match judge(traces, federation, complete) {
        Never::Disproven => ("bad", words::proven(), words::proven_what()),
        Never::Unlikely => ("warn", words::hinted(), words::hinted_what()),
        Never::Open => ("good", words::open(), words::open_what()),
        Never::Unknown => ("", words::reading(), words::reading_what()),
    };
    view! {
        <li class=class>
            <p>
                {said(words::first(), &|_, _| view! { <strong>{verdict}</strong> }.into_any())}
            </p>
            <p>{what}</p>
        </li>
    }
    .into_any()
}

/// Exception 2: another server name.
pub(super) fn second_exception(server: &str) -> AnyView {
    view! {
        <li>
            <p>
                {said(words::second(), &|_, _| view! { <strong><bdi>{words::named(server)}</bdi></strong> }.into_any())}
            </p>
            <p>{words::second_what()}</p>
        </li>
    }
    .into_any()
}
