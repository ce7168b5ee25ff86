//! What do the fields of a “Processed request” line mean?

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::browser::intl;
use crate::components::{PasteField, processed_fields, processed_oddities};
use crate::model::log::Entry;
use crate::route::LogsQuery;
use crate::snippets::processed_line::snippets;
use crate::state::nav::Nav;
use crate::text::answers::processed_line as words;

/// The page.
#[component]
pub fn ProcessedLinePage() -> impl IntoView {
    let nav = Nav::use_();
    let pasted = RwSignal::new(String::new());
    view! {
        <AnswerFrame words=words::words() snippets=snippets()>
            <PasteField id="log-line" label=words::paste_label() hint=words::paste_hint() value=pasted />
            <div class="actions">
                <button type="button" on:click=move |_| pasted.set(words::EXAMPLE.to_owned())>
                    {words::example()}
                </button>
                <button type="button" on:click=move |_| pasted.set(words::EXAMPLE_OLD.to_owned())>
                    {words::example_old()}
                </button>
            </div>
            {move || pasted.with(|text| explained(text))}
            <p>
                <a href=nav.href(LogsQuery::default().page())>{words::explorer()}</a>
            </p>
        </AnswerFrame>
    }
}

fn explained(text: &str) -> AnyView {
    if text.trim().is_empty() {
        return ().into_any();
    }
    let mut entries = text.lines().filter_map(Entry::read_processed);
    let Some(entry) = entries.next() else {
        return view! {
            <p class="empty" role="status">
                {words::none_found()}
            </p>
        }
        .into_any();
    };
    let others = entries.count();
    let Some(line) = entry.processed() else { return ().into_any() };
    let more = (others > 0).then(|| {
        let all = intl::number(u64::try_from(others.saturating_add(1)).unwrap_or(u64::MAX));
        view! { <p class="hint">{words::more_lines(&all)}</p> }.into_any()
    });
    view! {
        {more}
        <h3>{words::unusual()}</h3>
        {processed_oddities(&line)}
        <h3>{words::fields()}</h3>
        {processed_fields(&entry, &line)}
    }
    .into_any()
}
