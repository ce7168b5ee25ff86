//! What every answer page looks like: the question, the live answer, its limits, and how the FAQ would have done it.

use leptos::prelude::*;

use crate::components::{PageHead, placed_snippet};
use crate::route::Page;
use crate::snippets::Snippet;
use crate::state::nav::Nav;
use crate::text;
use crate::text::answers::Words;

/// The frame around a live answer.
#[component]
pub(super) fn AnswerFrame(
    /// The words of this answer: those of the others stay in their own parts.
    words: Words,
    /// The FAQ's way, filled in for this case.
    #[prop(into)]
    snippets: Signal<Vec<Snippet>>,
    /// The live answer.
    children: Children,
) -> impl IntoView {
    let nav = Nav::use_();
    let limits = words.limits.iter().map(|limit| view! { <li>{*limit}</li> }.into_any()).collect_view();
    view! {
        <PageHead title=words.question>
            <a class="button" href=nav.href(Page::Answers(String::new()))>
                {text::answers::all_answers()}
            </a>
        </PageHead>
        <p class="lead">{words.lead}</p>
        <section class="live" aria-labelledby="live">
            <h2 id="live">{text::answers::live()}</h2>
            {children()}
        </section>
        {(!words.limits.is_empty())
            .then(|| {
                view! {
                    <section aria-labelledby="limits">
                        <h2 id="limits">{text::answers::limits()}</h2>
                        <ul class="steps">{limits}</ul>
                    </section>
                }
                    .into_any()
            })}
        <section aria-labelledby="the-faq">
            <h2 id="the-faq">{text::answers::the_faq()}</h2>
            <p class="lead">{words.faq}</p>
            {move || snippets.get().into_iter().map(placed_snippet).collect_view()}
        </section>
    }
}
