//! How do I find the log lines of one request?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::browser::intl;
use crate::components::{PasteField, TextField, snippet};
use crate::model::log::tagged;
use crate::route::{AnswerQuery, LogsQuery, Question};
use crate::snippets::find_request_in_log::snippets;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::text::answers::find_request_in_log as words;

/// The page. The tag is no part of the address: a log is nobody else's business.
#[component]
pub fn FindRequestInLogPage() -> impl IntoView {
    let nav = Nav::use_();
    let (tag, pasted) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let filled_in = derived(move || tag.with(|tag| snippets(tag)));
    let explorer = move || tag.with(|tag| nav.href(LogsQuery::default().of_request(tag.trim(), None).page()));
    view! {
        <AnswerFrame words=words::words() snippets=filled_in>
            <TextField id="request-tag" label=words::tag_label() hint=words::tag_hint() value=tag required=false />
            <PasteField id="log-lines" label=words::paste_label() hint=words::paste_hint() value=pasted />
            {move || pasted.with(|text| tag.with(|tag| found(text, tag.trim())))}
            <p>
                <a href=nav.href(AnswerQuery::new(Question::ProcessedLine).page())>{words::explain()}</a>
            </p>
            <p>
                <a href=explorer>{words::explorer()}</a>
            </p>
        </AnswerFrame>
    }
}

fn found(text: &str, tag: &str) -> AnyView {
    if text.trim().is_empty() {
        return ().into_any();
    }
    if tag.is_empty() {
        return status(words::type_a_tag());
    }
    let found = tagged(text, tag);
    if found.lines.is_empty() {
        return status(words::none_found());
    }
    let count = u64::try_from(found.lines.len()).unwrap_or(u64::MAX);
    let several = (found.requests > 1).then(|| view! { <p class="panel warn">{words::several()}</p> }.into_any());
    view! {
        <h3>{words::found()}</h3>
        <p role="status">{words::count(count, &intl::number(count))} ". " {words::fenced()}</p>
        {several}
        {snippet(found.fenced(), words::found())}
    }
    .into_any()
}

fn status(words: &'static str) -> AnyView {
    view! {
        <p class="empty" role="status">
            {words}
        </p>
    }
    .into_any()
}
