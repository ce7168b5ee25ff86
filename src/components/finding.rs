//! One finding: what was looked at, the verdict in a word, the evidence and what to do.

use leptos::prelude::*;

use super::{badge, placed_snippet};
use crate::model::health::Verdict;
use crate::snippets::Snippet;
use crate::text;

/// A list of [`Finding`]s.
#[must_use]
pub fn findings(list: Vec<AnyView>) -> AnyView {
    view! { <ul class="findings">{list}</ul> }.into_any()
}

fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Warn => "warn",
        Verdict::Bad => "bad",
        Verdict::Unknown => "",
    }
}

/// A verdict in a coloured pill.
#[must_use]
pub fn verdict_badge(verdict: Verdict) -> AnyView {
    badge(text::answers::health::verdict(verdict), tone(verdict))
}

/// One finding.
#[component]
pub fn Finding(
    /// What was looked at.
    title: &'static str,
    /// What it means.
    #[prop(into)]
    verdict: Signal<Verdict>,
    /// The evidence, its source, and what to do.
    children: Children,
) -> impl IntoView {
    view! {
        <li class=move || tone(verdict.get())>
            <div class="finding-head">
                <h3>{title}</h3>
                {move || verdict_badge(verdict.get())}
            </div>
            {children()}
        </li>
    }
}

/// Advice, and the snippets that carry it out, folded.
#[must_use]
pub fn how(advice: &'static str, snippets: Vec<Snippet>) -> AnyView {
    let snippets = snippets.into_iter().map(placed_snippet).collect_view();
    view! {
        <p>{advice}</p>
        <details class="how">
            <summary>{text::answers::health::how()}</summary>
            {snippets}
        </details>
    }
    .into_any()
}
