//! How far reading is, what came of it, and what went wrong.

use leptos::prelude::*;

use super::Here;
use crate::browser::intl;
use crate::logs::protocol::Summary;
use crate::model::moment;
use crate::route::LogsTab;
use crate::state::logs::LogReading;
use crate::text::logs as words;

/// From this share of unrecognised lines on one should know, in percent.
const UNRECOGNISED_PERCENT: u64 = 5;

/// The way to stop reading appears first, the results of it stay.
#[component]
pub(super) fn Progress() -> impl IntoView {
    let here = Here::use_();
    let is_reading = Memo::new(move |_| here.logs.is_reading());
    view! {
        <div class="log-state">
            {move || {
                if is_reading.get() { view! { <Running /> }.into_any() } else { view! { <Ended /> }.into_any() }
            }}
            {move || here.logs.failure().map(failed)}
        </div>
    }
}

#[component]
fn Running() -> impl IntoView {
    let logs = Here::use_().logs;
    let far = move || {
        let reading = logs.reading();
        let (rate, left) = (reading.rate().map(intl::bytes), reading.left_ms().map(intl::span));
        let (read, size) = (intl::bytes(reading.progress.read), intl::bytes(reading.progress.size));
        words::progress_is(&read, &size, rate.as_deref(), left.as_deref())
    };
    let found = move || {
        let progress = logs.reading().progress;
        words::found_so_far(&intl::number(progress.lines), &intl::number(progress.requests))
    };
    view! {
        <p class="harvest">
            <progress
                aria-label=words::progress()
                max=move || logs.reading().progress.size.max(1).to_string()
                value=move || logs.reading().progress.read.to_string()
            ></progress>
            <span>{far}</span>
            <span class="hint">{found}</span>
            <button type="button" on:click=move |_| logs.stop()>
                {words::stop()}
            </button>
        </p>
    }
}

/// What was read, in one line, and whether it was all.
#[component]
fn Ended() -> impl IntoView {
    let here = Here::use_();
    let logs = here.logs;
    let line = move || {
        let LogReading { progress, spent_ms } = logs.reading();
        let mut parts = here.summary.with(|summary| summary.map(in_short).unwrap_or_default());
        parts.push(words::found_so_far(&intl::number(progress.lines), &intl::number(progress.requests)));
        parts.push(words::read_in(&intl::bytes(progress.read), &seconds(spent_ms)));
        parts.join(" · ")
    };
    view! {
        <p class="hint" role="status">
            {line}
        </p>
        {move || {
            logs.reading()
                .progress
                .is_stopped
                .then(|| {
                    view! {
                        <p class="panel warn">
                            <strong>{words::stopped()}</strong>
                            " "
                            {again()}
                        </p>
                    }
                        .into_any()
                })
        }}
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn seconds(ms: f64) -> String {
    intl::duration(ms as u64)
}

/// Files and time.
fn in_short(summary: &Summary) -> Vec<String> {
    let files = match summary.files.as_slice() {
        [one] => one.name.clone(),
        files => words::files(files.len(), &intl::number(u64::try_from(files.len()).unwrap_or(u64::MAX))),
    };
    let time = summary.first.zip(summary.last);
    let time = time.map(|(first, last)| words::from_to(&moment::full(first), &moment::full(last)));
    std::iter::once(files).chain(time).collect()
}

fn again() -> AnyView {
    let logs = Here::use_().logs;
    view! {
        <button type="button" on:click=move |_| logs.open_again()>
            {words::again()}
        </button>
    }
    .into_any()
}

fn failed(why: String) -> AnyView {
    view! {
        <div class="panel bad" role="alert">
            <p>
                <strong>{words::worker_failed()}</strong>
                " "
                {words::worker_hint()}
            </p>
            {(!why.is_empty()).then(|| view! { <p><q><bdi>{why}</bdi></q></p> }.into_any())}
            {again()}
        </div>
    }
    .into_any()
}

/// What one should know whatever tab one looks at, with the way to more about it.
#[component]
pub(super) fn Troubles() -> impl IntoView {
    let here = Here::use_();
    let all = Memo::new(move |_| here.summary.with(|summary| summary.map(troubles).unwrap_or_default()));
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let href = here.changed(|query| query.tab = LogsTab::Recognised);
            view! {
                <p class="panel warn" role="status">
                    {all.join(" ")}
                    " "
                    <a href=href>{words::see_recognised()}</a>
                </p>
            }
            .into_any()
        })
    }
}

fn troubles(summary: &Summary) -> Vec<String> {
    let mut all = Vec::new();
    let troubled = summary.files.iter().filter(|file| file.trouble.is_some()).count();
    if troubled > 0 {
        all.push(words::troubled(troubled, &intl::number(u64::try_from(troubled).unwrap_or(u64::MAX))));
    }
    let total: u64 = summary.files.iter().map(|file| file.lines).sum();
    let unrecognised = summary.lines.unrecognised;
    if unrecognised > 0 && unrecognised.saturating_mul(100) >= total.saturating_mul(UNRECOGNISED_PERCENT) {
        all.push(words::many_unrecognised(&intl::percent(unrecognised, total)));
    }
    all
}
