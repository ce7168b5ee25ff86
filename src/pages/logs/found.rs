//! One request: where its time went, its lines, what they mean, and how to hand them on.

use leptos::prelude::*;

use super::Here;
use super::file_of::FileOf;
use super::issue_report::IssueReport;
use super::lines::log_lines;
use super::request_time::request_time;
use crate::browser::intl;
use crate::components::{processed_fields, processed_oddities};
use crate::logs::protocol::{Line, TagRun};
use crate::model::log::Entry;
use crate::text::answers::find_request_in_log::several as several_requests;
use crate::text::answers::processed_line as explained;
use crate::text::logs::find as words;

/// Everything about one request: its head, its time, its lines, and what they mean.
#[component]
pub(super) fn FoundRequest(
    /// Its lines.
    run: TagRun,
) -> impl IntoView {
    let here = Here::use_();
    let TagRun { process, run, lines } = run;
    let tag = here.query.with_untracked(|query| query.tag.clone());
    let is_end = |line: &&Line| Entry::read_processed(&line.text).is_some();
    let ends = lines.iter().filter(is_end).count();
    let end = lines.iter().rfind(is_end).cloned();
    let place = lines.first().map(|line| line.place);
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let count = words::count(lines.len(), &intl::number(u64::try_from(lines.len()).unwrap_or(u64::MAX)));
    let time = request_time(&lines, end.as_ref());
    view! {
        <section aria-labelledby="log-request">
            <h2 id="log-request">
                <bdi>{words::request_of(&tag, &process, run)}</bdi>
            </h2>
            {(ends > 1).then(|| view! { <p class="panel warn">{several_requests()}</p> }.into_any())}
            {end.is_none().then(|| view! { <p class="panel warn">{words::unprocessed()}</p> }.into_any())}
            {time}
            <h3>{words::lines()}</h3>
            <p class="hint" role="status">
                {count} " " {place.map(|place| view! { <FileOf place /> }.into_any())}
            </p>
            {log_lines(words::lines(), lines, None)}
            <IssueReport text />
            {end.map(|line| view! { <Explanation line=line.text /> }.into_any())}
        </section>
    }
}

/// Its last line, field by field. Unfolded when the address says so.
#[component]
fn Explanation(
    /// The “Processed request” line.
    line: String,
) -> impl IntoView {
    let here = Here::use_();
    let open = here.query.with_untracked(|query| query.explain);
    let shown = {
        let entry = Entry::read_processed(&line);
        entry.as_ref().and_then(|entry| {
            let processed = entry.processed()?;
            Some(
                view! {
                    <h4>{explained::unusual()}</h4>
                    {processed_oddities(&processed)}
                    <h4>{explained::fields()}</h4>
                    {processed_fields(entry, &processed)}
                }
                .into_any(),
            )
        })
    };
    view! {
        <details open=open>
            <summary>{words::explain()}</summary>
            <div class="log-explained">{shown}</div>
        </details>
    }
}
