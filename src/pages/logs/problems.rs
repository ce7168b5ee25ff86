//! What the FAQ has one look for: each with a verdict, the evidence, and what to do.

use leptos::prelude::*;

use super::Here;
use super::chart::{self, Narrowing};
use super::filter::no_requests;
use super::judged::{Judged, judged, link};
use super::lines::not_yet;
use super::slow_limit::SlowLimit;
use super::stuck::{open_requests, signatures};
use crate::browser::intl;
use crate::components::{findings, how};
use crate::logs::protocol::{Answer, Order, Problems, Status, Summary, View};
use crate::model::health::Verdict;
use crate::model::log::health;
use crate::model::moment;
use crate::route::{LogsQuery, LogsTab};
use crate::snippets;
use crate::state::boxed::derived;
use crate::state::logs::Asked;
use crate::text::logs::problems as words;

/// All findings, the worst first, above the load over time.
#[component]
pub(super) fn ProblemsTab() -> impl IntoView {
    let here = Here::use_();
    let question = Memo::new(move |_| {
        here.query.with(|query| View::Problems { filter: query.filter.clone(), slow_ms: query.slow_ms })
    });
    let problems = here.logs.ask(
        move || Some(question.get()),
        |answer| match answer {
            Answer::Problems(problems) => Some(problems),
            _ => None,
        },
    );
    // A log without a finished request may still have some that never were.
    let is_empty = Memo::new(move |_| {
        problems.with(|problems| problems.map(|problems| problems.requests == 0 && problems.received == 0))
    });
    move || match is_empty.get() {
        None => not_yet(problems),
        Some(true) => no_requests(here),
        Some(false) => view! { <Findings problems /> }.into_any(),
    }
}

#[component]
fn Findings(
    /// What there is to show.
    problems: Asked<Problems>,
) -> impl IntoView {
    let here = Here::use_();
    let all = move || {
        let slow_ms = here.query.with(|query| query.slow_ms);
        problems.with(|problems| problems.map(|problems| all_findings(here, problems, slow_ms)))
    };
    let chart = Memo::new(move |_| {
        problems.with(|problems| problems.map(|problems| chart::of_load(&problems.timeline)).unwrap_or_default())
    });
    let untimed = derived(move || problems.with(|problems| problems.map_or(0, |problems| problems.timeline.untimed)));
    view! {
        <div aria-busy=move || problems.is_waiting().then_some("true")>
            <SlowLimit /> {all} <section aria-labelledby="log-load">
                <h2 id="log-load">{words::over_time()}</h2>
                <Narrowing name=words::over_time() id="log-load-chart" chart untimed />
            </section>
        </div>
    }
}

fn all_findings(here: Here, problems: &Problems, slow_ms: u32) -> AnyView {
    let restarted = here.summary.with(|summary| restarts(here, summary));
    let mut all = vec![
        open_requests(here, problems, slow_ms),
        slow(here, problems, slow_ms),
        peak(here, problems),
        starved(here, problems),
        signatures(here, problems),
        presence(problems),
        federation(here, problems),
        restarted,
        dropped(here, problems),
        limited(here, problems),
    ];
    all.sort_by_key(|(verdict, _)| match verdict {
        Verdict::Bad => 0,
        Verdict::Warn => 1,
        Verdict::Unknown => 2,
        Verdict::Good => 3,
    });
    findings(all.into_iter().map(|(_, finding)| finding).collect())
}

/// A finding of words and a link.
fn finding(
    title: &'static str,
    verdict: Verdict,
    said: String,
    advice: Option<&'static str>,
    link: Option<AnyView>,
) -> Judged {
    let said = view! {
        <p>{said}</p>
        {advice.map(|advice| view! { <p>{advice}</p> }.into_any())}
        {link.map(|link| view! { <p>{link}</p> }.into_any())}
    };
    judged(title, verdict, said.into_any())
}

fn slow(here: Here, problems: &Problems, slow_ms: u32) -> Judged {
    let Problems { slow, long_polls, requests, .. } = *problems;
    let polls = (long_polls > 0).then(|| words::long_polls(long_polls, &intl::number(long_polls)));
    let said = if slow == 0 {
        words::slow_none().to_owned()
    } else {
        let (limit, percent) = (intl::duration(slow_ms.into()), intl::percent(slow, requests));
        words::slow_total(slow, &intl::number(slow), &limit, &percent)
    };
    let said = std::iter::once(said).chain(polls).collect::<Vec<_>>().join(" ");
    let show = |query: &mut LogsQuery| {
        (query.tab, query.order, query.filter.slower_ms) = (LogsTab::Requests, Order::Slowest, Some(slow_ms));
    };
    let more = (slow > 0).then(|| link(here, words::slow_link(), show));
    finding(words::slow(), health::slow(slow, requests), said, (slow > 0).then(words::slow_do), more)
}

/// From here on it may help to know what many requests at once mean.
const MANY_AT_ONCE: u64 = 20;

/// How long a time around the peak is shown, in ms.
const PEAK_MS: i64 = 60_000;

fn peak(here: Here, problems: &Problems) -> Judged {
    let Some((count, at)) = problems.peak else {
        return finding(words::peak(), Verdict::Unknown, words::peak_unknown().to_owned(), None, None);
    };
    let said = words::peak_is(count, &intl::number(count), &moment::full(at));
    let show = |query: &mut LogsQuery| {
        query.tab = LogsTab::Overview;
        // Those that were under way then ended later.
        (query.filter.from, query.filter.to) = (Some(at), Some(at.saturating_add(PEAK_MS)));
    };
    let more = Some(link(here, words::peak_link(), show));
    // How many are too many depends on the machine.
    let many = (count >= MANY_AT_ONCE).then(words::peak_what);
    finding(words::peak(), Verdict::Good, said, many, more)
}

fn starved(here: Here, problems: &Problems) -> Judged {
    let Problems { starved, longest_wait_ms, requests, .. } = *problems;
    let verdict = health::starved(starved, requests, longest_wait_ms);
    if starved == 0 {
        return finding(words::starved(), verdict, words::starved_none().to_owned(), None, None);
    }
    let (percent, longest) = (intl::percent(starved, requests), intl::duration(longest_wait_ms));
    let said = words::starved_total(starved, &intl::number(starved), &percent, &longest);
    let show = |query: &mut LogsQuery| (query.tab, query.order) = (LogsTab::Requests, Order::Waiting);
    finding(words::starved(), verdict, said, Some(words::starved_do()), Some(link(here, words::starved_link(), show)))
}

fn share(part: u64, problems: &Problems) -> String {
    words::share(&intl::number(part), &intl::number(problems.requests), &intl::percent(part, problems.requests))
}

fn presence(problems: &Problems) -> Judged {
    let verdict = health::presence(problems.presence, problems.requests);
    let said = share(problems.presence, problems);
    let advice = if verdict == Verdict::Warn {
        how(words::presence_do(), snippets::slow::presence_off())
    } else {
        view! { <p>{words::presence_low()}</p> }.into_any()
    };
    let said = view! {
        <p>{said}</p>
        {advice}
    };
    judged(words::presence(), verdict, said.into_any())
}

fn federation(here: Here, problems: &Problems) -> Judged {
    let verdict = health::federation(problems.federation, problems.requests);
    let is_flood = verdict == Verdict::Warn;
    let advice = if is_flood { words::federation_do() } else { words::federation_low() };
    let more = is_flood.then(|| link(here, words::federation_link(), |query| query.tab = LogsTab::Overview));
    finding(words::federation(), verdict, share(problems.federation, problems), Some(advice), more)
}

fn restarts(here: Here, summary: Option<&Summary>) -> Judged {
    let processes = summary.into_iter().flat_map(|summary| &summary.processes);
    // Before its first run there is nothing to see.
    let count = processes.map(|process| process.runs.len().saturating_sub(1)).sum::<usize>();
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    if count == 0 {
        return finding(words::restarts(), Verdict::Good, words::restarts_none().to_owned(), None, None);
    }
    let said = words::restarts_total(count, &intl::number(count));
    let more = link(here, words::restarts_link(), |query| query.tab = LogsTab::Recognised);
    finding(words::restarts(), Verdict::Warn, said, Some(words::restarts_do()), Some(more))
}

/// Few of something, many, or none.
fn accidents(
    here: Here,
    (title, count, all): (&'static str, u64, u64),
    [none, few, many]: [&'static str; 3],
    status: Status,
) -> Judged {
    let verdict = health::accidents(count, all);
    if count == 0 {
        return finding(title, verdict, none.to_owned(), None, None);
    }
    let said = words::share(&intl::number(count), &intl::number(all), &intl::percent(count, all));
    let show = |query: &mut LogsQuery| (query.tab, query.filter.status) = (LogsTab::Requests, Some(status));
    let advice = if verdict == Verdict::Warn { many } else { few };
    finding(title, verdict, said, Some(advice), Some(link(here, words::show_requests(), show)))
}

fn dropped(here: Here, problems: &Problems) -> Judged {
    let said = [words::dropped_none(), words::dropped_few(), words::dropped_do()];
    accidents(here, (words::dropped(), problems.dropped, problems.requests), said, Status::Dropped)
}

fn limited(here: Here, problems: &Problems) -> Judged {
    let said = [words::limited_none(), words::limited_few(), words::limited_do()];
    accidents(here, (words::limited(), problems.limited, problems.requests), said, Status::Code(429))
}
