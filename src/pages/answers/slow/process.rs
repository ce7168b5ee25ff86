//! Findings about Synapse's process, from pasted metrics.

use leptos::prelude::*;

use crate::browser::{clock, intl};
use crate::components::{Finding, Table, fact, facts, findings, how};
use crate::model::health::{self, Verdict};
use crate::model::metrics::{Cache, FACTOR_CACHE, ProcessMetrics};
use crate::pages::answers::health::pasted_now;
use crate::snippets;
use crate::text::answers::slow as words;

/// How many caches are shown.
const CACHES: usize = 10;

/// What the metrics tell, one finding a subject.
pub(super) fn process_findings(process: &ProcessMetrics) -> AnyView {
    findings(vec![
        memory(process),
        cpu(process),
        caches(process),
        collections(process),
        federation(process),
        software(process),
    ])
}

fn finding(title: &'static str, verdict: Verdict, evidence: AnyView) -> AnyView {
    view! {
        <Finding title verdict=Signal::stored(verdict)>
            {evidence}
            {pasted_now()}
        </Finding>
    }
    .into_any()
}

fn sentence(words: impl Into<String>) -> AnyView {
    let words = words.into();
    view! { <p>{words}</p> }.into_any()
}

fn memory(process: &ProcessMetrics) -> AnyView {
    let resident =
        process.memory.map_or_else(|| words::not_told().to_owned(), |size| words::memory_is(&intl::bytes(size)));
    let allocator = match process.jemalloc {
        Some(used) => view! {
            <p>{words::memory_jemalloc()} " " {words::jemalloc_is(&intl::bytes(used))}</p>
        }
        .into_any(),
        None => how(words::memory_no_jemalloc(), snippets::slow::jemalloc()),
    };
    let verdict = process.memory.map_or(Verdict::Unknown, |memory| health::memory(memory, process.jemalloc.is_some()));
    let evidence = view! {
        {sentence(resident)}
        {allocator}
        <p class="hint">{words::memory_judge()}</p>
    };
    finding(words::memory(), verdict, evidence.into_any())
}

#[allow(clippy::cast_precision_loss)]
fn cpu(process: &ProcessMetrics) -> AnyView {
    let turns = process.turns.and_then(health::turns);
    let spent = process.cpu_seconds.map(intl::decimal);
    let average = process
        .cpu_seconds
        .zip(process.started_at)
        .map(|(seconds, started_at)| health::cpu(seconds, (clock::now_ms() - started_at as f64) / 1000.0));
    let verdict = health::worst([average, turns].into_iter().flatten().map(|(_, verdict)| verdict));
    let said = match (spent, average) {
        (Some(spent), Some((cores, _))) => words::cpu_is(&spent, &intl::decimal(cores)),
        (Some(spent), None) => words::cpu_alone(&spent),
        (None, _) => words::not_told().to_owned(),
    };
    let advice = if verdict == Verdict::Unknown { words::cpu_now() } else { words::cpu_many() };
    let evidence = view! {
        {sentence(said)}
        {turns.map(|(mean, _)| sentence(words::cpu_turns(&intl::decimal(mean * 1000.0))))}
        {sentence(advice)}
    };
    finding(words::cpu(), verdict, evidence.into_any())
}

fn caches(process: &ProcessMetrics) -> AnyView {
    let verdict = health::caches(&process.caches);
    let advice = match verdict {
        Verdict::Unknown => sentence(words::caches_none()),
        Verdict::Good => sentence(words::caches_fine()),
        Verdict::Warn | Verdict::Bad => {
            let small = process.caches.iter().filter(|cache| health::is_too_small(cache));
            let names =
                small.map(|cache| view! { <li><code>{cache.name.clone()}</code></li> }.into_any()).collect_view();
            view! {
                {how(words::caches_small(), snippets::slow::cache_factor())}
                <ul>{names}</ul>
            }
            .into_any()
        }
    };
    let factor = process.cache_factor.map(|factor| words::cache_factor(&intl::decimal(factor), FACTOR_CACHE.0));
    let evidence = view! {
        {advice}
        {factor.map(sentence)}
        {(!process.caches.is_empty()).then(|| cache_table(&process.caches))}
    };
    finding(words::caches(), verdict, evidence.into_any())
}

#[allow(clippy::cast_precision_loss)]
fn cache_table(caches: &[Cache]) -> AnyView {
    let num = |label: &'static str| view! { <th scope="col" class="num">{label}</th> }.into_any();
    let head = view! {
        <th scope="col">{words::column_cache()}</th>
        {num(words::column_lookups())}
        {num(words::column_hits())}
        {num(words::column_entries())}
        {num(words::column_most())}
        {num(words::column_evicted())}
    };
    let rows = caches.iter().take(CACHES).map(|cache| {
        let cell = |value: String| view! { <td class="num">{value}</td> }.into_any();
        let found = cache.hits as f64 * 100.0 / cache.lookups.max(1) as f64;
        view! {
            <tr>
                <th scope="row" title=cache.name.clone()>
                    {cache.name.clone()}
                </th>
                {cell(intl::number(cache.lookups))}
                {cell(intl::ratio(found / 100.0))}
                {cell(cache.size.map(intl::number).unwrap_or_default())}
                {cell(cache.most.map(intl::number).unwrap_or_default())}
                {cell(cache.evicted.map(intl::number).unwrap_or_default())}
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect_view();
    view! {
        <Table name=words::caches_table() head=head.into_any()>
            {rows}
        </Table>
    }
    .into_any()
}

fn collections(process: &ProcessMetrics) -> AnyView {
    let (Some(collections), Some(cpu)) = (process.collections, process.cpu_seconds) else {
        return finding(words::collections(), Verdict::Unknown, sentence(words::collections_none()));
    };
    let (percent, verdict) = health::collections(collections, cpu);
    let said = words::collections_are(
        &intl::number(collections.count),
        &intl::decimal(collections.seconds),
        &intl::ratio(percent / 100.0),
    );
    let many = matches!(verdict, Verdict::Warn | Verdict::Bad);
    let evidence = view! {
        {sentence(said)}
        {many.then(|| how(words::collections_many(), snippets::slow::jemalloc()))}
    };
    finding(words::collections(), verdict, evidence.into_any())
}

fn federation(process: &ProcessMetrics) -> AnyView {
    let traffic = process.federation;
    let verdict = health::federation(traffic);
    let count = |value: Option<u64>| value.map_or_else(|| words::not_told().to_owned(), intl::number);
    let advice = match verdict {
        Verdict::Unknown => Some(sentence(words::federation_none())),
        Verdict::Warn | Verdict::Bad => Some(how(words::federation_presence(), snippets::slow::presence_off())),
        Verdict::Good => None,
    };
    let numbers = facts(vec![
        fact(words::sent_events(), count(traffic.sent_events)),
        fact(words::sent_edus(), count(traffic.sent_edus)),
        fact(words::sent_presence(), count(traffic.sent_presence)),
        fact(words::received_events(), count(traffic.received_events)),
        fact(words::received_edus(), count(traffic.received_edus)),
    ]);
    finding(words::federation(), verdict, view! { {advice} {numbers} }.into_any())
}

fn software(process: &ProcessMetrics) -> AnyView {
    let told = |text: &Option<String>| text.clone().unwrap_or_else(|| words::not_told().to_owned());
    let verdict = process
        .synapse
        .as_deref()
        .map_or(Verdict::Unknown, |version| health::version(crate::model::version::Version::parse(version)));
    finding(words::software(), verdict, sentence(words::software_is(&told(&process.synapse), &told(&process.python))))
}
