//! The fourteen questions of the Admin FAQ, each one click away.

use leptos::prelude::*;

use crate::route::{AnswerQuery, Question};
use crate::state::nav::Nav;
use crate::text;

/// The questions.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let nav = Nav::use_();
    let items = Question::ALL
        .into_iter()
        .map(|question| {
            let href = nav.href(AnswerQuery::new(question).page());
            view! { <li><a href=href>{text::questions::question(question)}</a></li> }.into_any()
        })
        .collect_view();
    view! {
        <section class="panel questions">
            <h2>{text::overview::questions()}</h2>
            <p class="hint">{text::overview::questions_lead()}</p>
            <ol>{items}</ol>
        </section>
    }
}
