//! Which requests count: what is chosen, each with a way to drop it, and the form that chooses more.

use leptos::prelude::*;

use super::Here;
use super::filter_form::FilterForm;
use crate::browser::intl;
use crate::logs::protocol::Filter;
use crate::model::moment;
use crate::route::LogsTab;
use crate::text::logs::filter as words;

/// One part of a filter.
struct Chip {
    words: String,
    /// Drops it.
    without: fn(&mut Filter),
    /// Whether it is about time or process, as which everything in a log has.
    is_general: bool,
}

fn chips(filter: &Filter) -> Vec<Chip> {
    let mut all = Vec::new();
    let mut push = |words: Option<String>, is_general: bool, without: fn(&mut Filter)| {
        all.extend(words.map(|words| Chip { words, without, is_general }));
    };
    let exact = |name: &str, value: &str| (!value.is_empty()).then(|| words::chip(name, value));
    let time = match (filter.from, filter.to) {
        (Some(from), Some(to)) => Some(crate::text::logs::from_to(&moment::full(from), &moment::full(to))),
        (Some(from), None) => Some(words::since(&moment::full(from))),
        (None, Some(to)) => Some(words::until(&moment::full(to))),
        (None, None) => None,
    };
    push(time, true, |filter| (filter.from, filter.to) = (None, None));
    push(exact(words::process(), &filter.process), true, |filter| filter.process.clear());
    push(exact(words::endpoint(), &filter.endpoint), false, |filter| filter.endpoint.clear());
    let status = filter.status.map(|status| words::chip(words::status(), &words::status_is(status)));
    push(status, false, |filter| filter.status = None);
    push(exact(words::requester(), &filter.requester), false, |filter| filter.requester.clear());
    push(exact(words::ip(), &filter.ip), false, |filter| filter.ip.clear());
    push(exact(words::agent(), &filter.agent), false, |filter| filter.agent.clear());
    let slower = filter.slower_ms.map(|ms| words::slower_than(&intl::duration(ms.into())));
    push(slower, false, |filter| filter.slower_ms = None);
    all
}

/// The chips and the form.
#[component]
pub(super) fn FilterBar(
    /// The tab that is shown.
    tab: Memo<LogsTab>,
) -> impl IntoView {
    let here = Here::use_();
    let filter = here.filter();
    let shown = move || {
        let chips = filter.with(chips);
        (!chips.is_empty()).then(|| {
            let is_idle = move |chip: &Chip| tab.get() == LogsTab::Errors && !chip.is_general;
            let links = chips.iter().map(|chip| chip_link(here, chip, is_idle(chip))).collect_view();
            let clear = (chips.len() > 1).then(|| clear_link(here, words::clear()));
            view! {
                <div class="chips" role="group" aria-label=words::active()>
                    {links}
                    {clear}
                </div>
                {chips.iter().any(is_idle).then(|| view! { <p class="hint">{words::time_alone()}</p> }.into_any())}
            }
            .into_any()
        })
    };
    view! {
        <div class="log-filter">
            {shown} <FilterForm filter />
        </div>
    }
}

fn chip_link(here: Here, chip: &Chip, is_idle: bool) -> AnyView {
    let without = chip.without;
    let label = words::drop_chip(&chip.words);
    view! {
        <a
            class=if is_idle { "chip idle" } else { "chip" }
            href=here.filtered(without)
            aria-label=label.clone()
            title=label
        >
            <bdi>{chip.words.clone()}</bdi>
        </a>
    }
    .into_any()
}

/// A link that drops the whole filter.
pub(super) fn clear_link(here: Here, label: &'static str) -> AnyView {
    view! { <a href=here.filtered(|filter| *filter = Filter::default())>{label}</a> }.into_any()
}

/// In place of results when there are none: because of the filter, or because the log has no requests (yet).
pub(super) fn no_requests(here: Here) -> AnyView {
    use crate::text::logs as page;
    if here.filter().with(|filter| *filter != Filter::default()) {
        return view! {
            <p class="empty" role="status">
                {words::nothing()} " " {words::nothing_hint()} " " {clear_link(here, words::nothing_clear())}
            </p>
        }
        .into_any();
    }
    if here.logs.is_reading() {
        return view! { <p class="empty">{page::no_requests_yet()}</p> }.into_any();
    }
    view! {
        <p class="empty" role="status">
            {page::no_requests()} " " {page::no_requests_hint()} " "
            <a href=here.changed(|query| query.tab = LogsTab::Recognised)>{page::see_recognised()}</a>
        </p>
    }
    .into_any()
}
