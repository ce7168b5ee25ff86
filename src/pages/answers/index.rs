//! All fourteen questions, searchable.

use leptos::prelude::*;

use crate::components::{PageHead, SearchBox};
use crate::route::{AnswerQuery, Page, Question};
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::text;

/// The page. The search is part of the address.
#[component]
pub fn AnswersPage() -> impl IntoView {
    let nav = Nav::use_();
    let search = Memo::new(move |last: Option<&String>| match nav.page() {
        Page::Answers(search) => search,
        // On the way to another page: keep the last state.
        _ => last.cloned().unwrap_or_default(),
    });
    let on_search = Callback::new(move |typed: String| {
        let go = if search.with_untracked(String::is_empty) || typed.is_empty() { Nav::go } else { Nav::replace };
        go(nav, Page::Answers(typed));
    });
    let found = move || {
        let search = search.get();
        let found = Question::ALL.into_iter().filter(|question| text::answers::matches(*question, &search));
        found.map(|question| card(question, nav)).collect::<Vec<_>>()
    };
    view! {
        <PageHead title=text::answers::title() />
        <p class="lead">{text::answers::lead()}</p>
        <div class="toolbar">
            <SearchBox
                label=text::answers::search_label()
                hint=text::answers::search_hint()
                value=derived(move || search.get())
                on_search
            />
        </div>
        {move || {
            let found = found();
            if found.is_empty() {
                view! { <p class="empty">{text::answers::nothing_found()}</p> }.into_any()
            } else {
                view! { <ul class="cards">{found}</ul> }.into_any()
            }
        }}
    }
}

fn card(question: Question, nav: Nav) -> AnyView {
    let words = text::answers::words(question);
    view! {
        <li>
            <a href=nav.href(AnswerQuery::new(question).page())>{words.question}</a>
            <p class="hint">{words.lead}</p>
        </li>
    }
    .into_any()
}
