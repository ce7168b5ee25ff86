//! All lines of one request, found by its tag; or what stands around a line.

use leptos::prelude::*;

use super::Here;
use super::file_of::FileOf;
use super::found::FoundRequest;
use super::lines::{ask_lines, log_lines, not_yet};
use crate::browser::intl;
use crate::components::{LookUp, Table};
use crate::logs::protocol::{Answer, Line, Lines, Place, TagLines, TagRun, View};
use crate::model::log::Entry;
use crate::model::moment;
use crate::state::boxed::derived;
use crate::text::logs::find as words;

/// What is shown around a line.
const BEFORE: u32 = 20;
const AFTER: u32 = 80;

/// Asks for a tag, unless the address has one, or a place in a file.
#[component]
pub(super) fn FindTab() -> impl IntoView {
    let here = Here::use_();
    let tag = Memo::new(move |_| here.query.with(|query| query.tag.clone()));
    let place = Memo::new(move |_| here.query.with(|query| query.place));
    let look_up = Callback::new(move |typed: String| {
        here.go(here.query.get_untracked().of_request(typed.trim(), None));
    });
    view! {
        <LookUp
            id="log-tag"
            label=words::tag()
            hint=words::tag_hint()
            button=words::find()
            value=derived(move || tag.get())
            on_look_up=look_up
        />
        {move || match (tag.get(), place.get()) {
            (tag, _) if !tag.is_empty() => view! { <ByTag tag place /> }.into_any(),
            (_, Some(place)) => view! { <Around place /> }.into_any(),
            _ => ().into_any(),
        }}
    }
}

#[component]
fn Around(
    /// Where.
    place: Place,
) -> impl IntoView {
    let here = Here::use_();
    let lines = ask_lines(here, place, BEFORE, AFTER);
    let tag = Memo::new(move |_| lines.with(|lines| lines.and_then(tag_of)));
    let to_request = move || {
        let tag = tag.get()?;
        let href = here.changed(|query| *query = query.of_request(&tag, Some(place)));
        Some(view! { <a href=href>{words::all_of(&tag)}</a> }.into_any())
    };
    view! {
        <section aria-labelledby="log-around">
            <h2 id="log-around">{words::around()}</h2>
            <p class="hint">
                <FileOf place /> " " {to_request}
            </p>
            {move || match lines.with(|lines| lines.map(|lines| lines.lines.clone())) {
                None => not_yet(lines),
                Some(lines) if lines.is_empty() => view! { <p class="empty">{words::around_missing()}</p> }.into_any(),
                Some(lines) => log_lines(words::around(), lines, Some(place)),
            }}
        </section>
    }
}

/// The request that the line in the middle belongs to.
fn tag_of(lines: &Lines) -> Option<String> {
    let line = lines.lines.get(usize::try_from(lines.at).ok()?)?;
    Entry::read(&line.text)?.tag.map(std::borrow::Cow::into_owned).filter(|tag| !tag.is_empty())
}

#[component]
fn ByTag(
    /// The tag.
    tag: String,
    /// A line of the request that is meant, when there are several.
    place: Memo<Option<Place>>,
) -> impl IntoView {
    let here = Here::use_();
    let tag = StoredValue::new(tag);
    let found = here.logs.ask(
        move || Some(View::Find { tag: tag.get_value() }),
        |answer| match answer {
            Answer::TagLines(found) => Some(found),
            _ => None,
        },
    );
    // Drawn anew only when it is another request: reading on mostly finds nothing new.
    let chosen = Memo::new(move |_| {
        let place = place.get();
        found.with(|found| found.and_then(|found| choose(found, place).cloned()))
    });
    let count = Memo::new(move |_| found.with(|found| found.map(|found| found.runs.len())));
    let list = move || found.with(|found| found.map(|found| run_table(here, found, tag)));
    view! {
        {move || match count.get() {
            None => not_yet(found),
            Some(0) => nothing(here),
            Some(_) => ().into_any(),
        }}
        {move || (count.get() > Some(1) && chosen.with(Option::is_none))
            .then(|| view! { <p>{words::several()}</p> {list()} }.into_any())}
        {move || chosen.get().map(|run| view! { <FoundRequest run /> }.into_any())}
        {move || found
            .with(|found| found.is_some_and(|found| found.is_cut))
            .then(|| view! { <p class="hint">{words::cut()}</p> }.into_any())}
        {move || (count.get() > Some(1) && chosen.with(Option::is_some))
            .then(|| view! { <details><summary>{words::other()}</summary> {list()}</details> }.into_any())}
    }
}

/// The request that is meant: the one that the line belongs to, or the only one.
fn choose(found: &TagLines, place: Option<Place>) -> Option<&TagRun> {
    let with_place =
        place.and_then(|place| found.runs.iter().find(|run| run.lines.iter().any(|line| line.place == place)));
    with_place.or(match found.runs.as_slice() {
        [one] => Some(one),
        _ => None,
    })
}

fn nothing(here: Here) -> AnyView {
    let words = if here.logs.is_reading() { words::nothing_yet() } else { words::nothing() };
    view! {
        <p class="empty" role="status">
            {words} " " {words::nothing_hint()}
        </p>
    }
    .into_any()
}

fn run_table(here: Here, found: &TagLines, tag: StoredValue<String>) -> AnyView {
    let head = view! {
        <th scope="col">{words::column_from()}</th>
        <th scope="col">{words::column_process()}</th>
        <th scope="col" class="num">
            {words::column_run()}
        </th>
        <th scope="col" class="num">
            {words::column_lines()}
        </th>
        <th scope="col">{words::column_request()}</th>
    }
    .into_any();
    let rows = found.runs.iter().map(|run| run_row(here, run, &tag.get_value())).collect_view();
    view! {
        <Table name=words::runs() head>
            {rows}
        </Table>
    }
    .into_any()
}

fn run_row(here: Here, run: &TagRun, tag: &str) -> AnyView {
    let first = run.lines.first();
    let href = here.changed(|query| *query = query.of_request(tag, first.map(|line| line.place)));
    let time = first.and_then(|line| line.at).map_or_else(|| tag.to_owned(), moment::full);
    let count = intl::number(u64::try_from(run.lines.len()).unwrap_or(u64::MAX));
    view! {
        <tr>
            <th scope="row">
                <a href=href data-row>
                    {time}
                </a>
            </th>
            <td>
                <bdi>{run.process.clone()}</bdi>
            </td>
            <td class="num">{run.run}</td>
            <td class="num">{count}</td>
            <td class="name uri">
                <bdi>{what(&run.lines)}</bdi>
            </td>
        </tr>
    }
    .into_any()
}

/// Method and address, as the line at the end says.
fn what(lines: &[Line]) -> String {
    let of = |line: &Line| {
        let entry = Entry::read_processed(&line.text)?;
        let processed = entry.processed()?;
        Some(format!("{} {}", processed.method, processed.uri))
    };
    lines.iter().rev().find_map(of).unwrap_or_default()
}
