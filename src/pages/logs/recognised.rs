//! What was recognised: files, lines, generations, levels, time. The counts of lines add up.

use leptos::prelude::*;

use super::Here;
use super::lines::{WholeEntry, not_yet};
use super::processes::processes;
use crate::browser::{dom, intl};
use crate::components::Table;
use crate::logs::protocol::{FileSummary, Place, Summary};
use crate::model::moment;
use crate::text::logs as page;
use crate::text::logs::recognised as words;

/// How many lines that were not recognised are shown.
const SAMPLES: usize = 10;

/// What was read as what: files, kinds of lines, the log's format, and samples of what was not understood.
#[component]
pub(super) fn RecognisedTab() -> impl IntoView {
    let here = Here::use_();
    let shown = move || {
        let at = here.logs.reading().progress.file;
        here.summary.with(|summary| summary.map(|summary| all(here, summary, at)))
    };
    let places = Memo::new(move |_| {
        here.summary.with(|summary| summary.map(|summary| summary.unrecognised.clone()).unwrap_or_default())
    });
    move || {
        if !here.summary.with(|summary| summary.is_some()) {
            return not_yet(here.summary);
        }
        view! {
            <div aria-busy=move || here.summary.is_waiting().then_some("true")>{shown}</div>
            <Unrecognised places />
        }
        .into_any()
    }
}

fn all(here: Here, summary: &Summary, reading: Option<u32>) -> AnyView {
    let time = match summary.first.zip(summary.last) {
        Some((first, last)) => page::from_to(&moment::full(first), &moment::full(last)),
        None => words::no_time().to_owned(),
    };
    let backwards = (summary.backwards > 0).then(|| {
        let words = words::backwards(summary.backwards, &intl::number(summary.backwards));
        view! { <p class="panel warn">{words}</p> }.into_any()
    });
    let cut = (summary.cut > 0)
        .then(|| view! { <p class="hint">{words::cut(summary.cut, &intl::number(summary.cut))}</p> }.into_any());
    view! {
        <section aria-labelledby="log-files">
            <h2 id="log-files">{words::files()}</h2>
            {files(&summary.files, reading)}
            <p>
                {words::time()} ": " {time} " " <span class="hint">{page::local_times()}</span>
            </p>
            {backwards}
            {cut}
        </section>
        <div class="share-tables">{kinds(summary)} {generations(summary)} {levels(summary)}</div>
        {processes(here, summary)}
    }
    .into_any()
}

fn files(files: &[FileSummary], reading: Option<u32>) -> AnyView {
    let head = view! {
        <th scope="col">{words::column_file()}</th>
        <th scope="col" class="num roomy">
            {words::column_size()}
        </th>
        <th scope="col" class="num">
            {words::column_lines()}
        </th>
        <th scope="col">{words::column_state()}</th>
    }
    .into_any();
    let is_read_now = |index: usize| reading == u32::try_from(index).ok();
    let rows = files.iter().enumerate().map(|(index, file)| file_row(file, is_read_now(index))).collect_view();
    view! {
        <Table name=words::files() head inert=true>
            {rows}
        </Table>
    }
    .into_any()
}

fn file_row(file: &FileSummary, is_read_now: bool) -> AnyView {
    let state = match (&file.trouble, file.is_done, is_read_now) {
        (Some(trouble), ..) => {
            let (title, hint) = page::trouble(trouble);
            let said = page::trouble_words(trouble).map(str::to_owned);
            view! {
                <strong>{title}</strong>
                ". "
                {hint}
                {said.map(|said| view! { " " <q><bdi>{said}</bdi></q> }.into_any())}
            }
            .into_any()
        }
        (None, true, _) => words::read().into_any(),
        (None, false, true) => words::reading().into_any(),
        (None, false, false) if file.lines > 0 => words::not_whole().into_any(),
        (None, false, false) => words::waiting().into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <bdi>{file.name.clone()}</bdi>
                " "
                <span class="hint">{words::packing(file.packing)}</span>
            </th>
            <td class="num roomy">{intl::bytes(file.size)}</td>
            <td class="num">{intl::number(file.lines)}</td>
            <td class="words">{state}</td>
        </tr>
    }
    .into_any()
}

/// A table of names and counts; the last row is the sum.
fn counts(
    id: &'static str,
    (title, column): (&'static str, &'static str),
    lead: &'static str,
    rows: Vec<(&'static str, u64)>,
    total: Option<(&'static str, u64)>,
) -> AnyView {
    let head = view! {
        <th scope="col">{column}</th>
        <th scope="col" class="num">
            {words::column_count()}
        </th>
    }
    .into_any();
    let row = |(name, count): (&'static str, u64)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num">{intl::number(count)}</td>
            </tr>
        }
        .into_any()
    };
    let rows = rows.into_iter().filter(|(_, count)| *count > 0).map(row).collect_view();
    let total = total.map(|(name, count)| {
        view! {
            <tr class="total">
                <th scope="row">{name}</th>
                <td class="num">{intl::number(count)}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <section class="counts" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {(!lead.is_empty()).then(|| view! { <p class="hint">{lead}</p> }.into_any())}
            <Table name=title head>
                {rows} {total}
            </Table>
        </section>
    }
    .into_any()
}

fn kinds(summary: &Summary) -> AnyView {
    let lines = summary.lines;
    let all = summary.files.iter().fold(0_u64, |sum, file| sum.saturating_add(file.lines));
    let rows = vec![
        (words::precise(), lines.precise),
        (words::prefixed(), lines.prefixed),
        (words::terse_json(), lines.terse_json),
        (words::json(), lines.json),
        (words::gcp_json(), lines.gcp_json),
        (words::docker_json(), lines.docker_json),
        (words::bare(), lines.bare),
        (words::continuation(), lines.continuation),
        (words::empty(), lines.empty),
        (words::unrecognised(), lines.unrecognised),
    ];
    counts(
        "log-kinds",
        (words::lines(), words::column_kind()),
        words::lines_lead(),
        rows,
        Some((words::all_lines(), all)),
    )
}

fn generations(summary: &Summary) -> AnyView {
    let [oldest, seconds, sending, newest] = summary.generations;
    let rows = vec![
        (words::generation_newest(), newest),
        (words::generation_sending(), sending),
        (words::generation_seconds(), seconds),
        (words::generation_oldest(), oldest),
    ];
    let all = rows.iter().map(|(_, count)| count).sum();
    let total = Some((words::all_lines(), all));
    counts("log-generations", (words::generations(), words::column_generation()), "", rows, total)
}

fn levels(summary: &Summary) -> AnyView {
    let [debug, info, warning, error, critical] = summary.levels;
    let mut rows =
        vec![("CRITICAL", critical), ("ERROR", error), ("WARNING", warning), ("INFO", info), ("DEBUG", debug)];
    rows.push((words::received(), summary.received));
    let lead = if summary.received == 0 { words::received_none() } else { "" };
    counts("log-levels", (words::levels(), words::column_level()), lead, rows, None)
}

/// Lines that nobody understands, for somebody to look at.
#[component]
fn Unrecognised(
    /// Where some of them are.
    places: Memo<Vec<Place>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = move || {
        open.get().then(|| {
            let excerpt = |place: Place| view! { <WholeEntry place /> }.into_any();
            places.get().into_iter().take(SAMPLES).map(excerpt).collect::<Vec<_>>()
        })
    };
    move || {
        if places.with(Vec::is_empty) {
            return view! { <p class="hint">{words::not_recognised_none()}</p> }.into_any();
        }
        view! {
            <details on:toggle=move |event| open.set(dom::is_open(&event))>
                <summary>{words::not_recognised()}</summary>
                {shown}
            </details>
        }
        .into_any()
    }
}
