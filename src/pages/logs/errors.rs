//! Errors and warnings in groups; each unfolds an example with its traceback.

use leptos::prelude::*;

use super::Here;
use super::filter::clear_link;
use super::lines::{WholeEntry, not_yet};
use crate::browser::{dom, intl};
use crate::components::badge;
use crate::logs::protocol::{Answer, MessageGroup, Messages, View};
use crate::model::moment;
use crate::state::logs::Asked;
use crate::text::logs::errors as words;

/// How many lines of an example are read at most.
const EXAMPLE_LINES: u32 = 200;

/// What makes a group the same while the log is being read.
type Key = (String, String, String);

fn key(group: &MessageGroup) -> Key {
    (group.level.clone(), group.logger.clone(), group.pattern.clone())
}

/// Errors and warnings, grouped by likeness, the most frequent first.
#[component]
pub(super) fn ErrorsTab() -> impl IntoView {
    let here = Here::use_();
    let filter = here.filter();
    let messages = here.logs.ask(
        move || Some(View::Messages(filter.get())),
        |answer| match answer {
            Answer::Messages(messages) => Some(messages),
            _ => None,
        },
    );
    let is_empty = Memo::new(move |_| messages.with(|messages| messages.map(|messages| messages.groups.is_empty())));
    let is_narrowed =
        move || filter.with(|filter| filter.from.is_some() || filter.to.is_some() || !filter.process.is_empty());
    move || match is_empty.get() {
        None => not_yet(messages),
        Some(true) if is_narrowed() => view! {
            <p class="empty" role="status">
                {words::none_of_these()} " " {clear_link(here, words::show_all())}
            </p>
        }
        .into_any(),
        Some(true) => view! {
            <p class="empty" role="status">
                {words::none()}
            </p>
        }
        .into_any(),
        Some(false) => view! { <Groups messages /> }.into_any(),
    }
}

#[component]
fn Groups(
    /// What there is to show.
    messages: Asked<Messages>,
) -> impl IntoView {
    let keys =
        move || messages.with(|messages| messages.map_or_else(Vec::new, |all| all.groups.iter().map(key).collect()));
    let rest = move || {
        messages.with(|messages| {
            let Messages { groups, total, ungrouped, is_whole } = messages?;
            let shown = u64::try_from(groups.len()).unwrap_or(u64::MAX);
            let cut = (shown < *total).then(|| words::shown(&intl::number(shown), &intl::number(*total)));
            let more = (*ungrouped > 0).then(|| words::ungrouped(&intl::number(*ungrouped)));
            let part = (!is_whole).then(|| words::not_whole().to_owned());
            let words = cut.into_iter().chain(more).chain(part).collect::<Vec<_>>().join(" ");
            (!words.is_empty()).then(|| view! { <p class="hint">{words}</p> }.into_any())
        })
    };
    view! {
        <section aria-labelledby="log-errors" aria-busy=move || messages.is_waiting().then_some("true")>
            <h2 id="log-errors">{words::title()}</h2>
            <p class="hint">{words::lead()}</p>
            <ul class="findings messages">
                <For each=keys key=Clone::clone children=move |key| view! { <Group key messages /> } />
            </ul>
            {rest}
        </section>
    }
}

/// One group. What is unfolded stays so while numbers change.
#[component]
fn Group(
    /// Which.
    key: Key,
    /// All of them.
    messages: Asked<Messages>,
) -> impl IntoView {
    let here = Here::use_();
    let group = {
        let wanted = key.clone();
        let find =
            move |messages: &Messages| messages.groups.iter().find(|group| key_of(group) == key_ref(&wanted)).cloned();
        Memo::new(move |_| messages.with(|messages| messages.and_then(&find)))
    };
    let (level, logger, pattern) = key;
    let is_error = level != "WARNING";
    let count = move || group.get().map(|group| words::times(group.count, &intl::number(group.count)));
    let exception = move || group.with(|group| group.as_ref().and_then(|group| group.exception.clone()));
    let time = move || {
        let group = group.get()?;
        let at = |name: &str, at: Option<i64>| at.map(|at| format!("{name} {}", moment::full(at)));
        let ends = [at(words::first(), group.first), at(words::last(), group.last.filter(|_| group.count > 1))];
        Some(ends.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let last = move || {
        let place = group.get()?.last_place;
        Some(view! { <a href=here.changed(|query| *query = query.around(place))>{words::show_last()}</a> }.into_any())
    };
    view! {
        <li class=if is_error { "bad" } else { "warn" }>
            <div class="finding-head">
                <h3>
                    <bdi>{pattern}</bdi>
                </h3>
                {level_badge(&level)}
                <strong>{count}</strong>
            </div>
            {move || exception().map(|exception| view! { <p><code><bdi>{exception}</bdi></code></p> }.into_any())}
            <p class="hint">
                <span class="id">{logger}</span>
                " "
                {time}
                " · "
                {last}
            </p>
            <Example group />
        </li>
    }
}

fn key_of(group: &MessageGroup) -> (&str, &str, &str) {
    (&group.level, &group.logger, &group.pattern)
}

fn key_ref((level, logger, pattern): &Key) -> (&str, &str, &str) {
    (level, logger, pattern)
}

fn level_badge(level: &str) -> AnyView {
    let (name, class) = words::level(level);
    badge(name, class)
}

/// The first of the group with its traceback, read when it is unfolded.
#[component]
fn Example(
    /// The group.
    group: Memo<Option<MessageGroup>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let place = Memo::new(move |_| group.with(|group| group.as_ref().map(|group| group.place)));
    let shown = move || {
        let place = place.get().filter(|_| open.get())?;
        Some(view! { <WholeEntry place after=EXAMPLE_LINES /> }.into_any())
    };
    view! {
        <details on:toggle=move |event| open.set(dom::is_open(&event))>
            <summary>{words::show_first()}</summary>
            {shown}
        </details>
    }
}
