//! The processes that wrote the log, and from when to when each of them ran.

use leptos::prelude::*;

use super::Here;
use crate::components::Table;
use crate::logs::protocol::{Process, Run, Summary};
use crate::model::moment;
use crate::route::LogsTab;
use crate::text::logs::recognised as words;

/// The table: a row a run.
pub(super) fn processes(here: Here, summary: &Summary) -> AnyView {
    let head = view! {
        <th scope="col">{words::column_process()}</th>
        <th scope="col" class="num">
            {words::column_run()}
        </th>
        <th scope="col">{words::column_begins()}</th>
        <th scope="col">{words::column_ends()}</th>
        <th scope="col">{words::column_sign()}</th>
    }
    .into_any();
    let of_process = |process: &Process| {
        process.runs.iter().enumerate().map(|(index, run)| row(here, process, index, run)).collect::<Vec<_>>()
    };
    let rows: Vec<AnyView> = summary.processes.iter().flat_map(of_process).collect();
    let is_empty = rows.is_empty();
    let table = view! {
        <Table name=words::processes() head>
            {rows}
        </Table>
    };
    view! {
        <section aria-labelledby="log-processes">
            <h2 id="log-processes">{words::processes()}</h2>
            <p class="hint">{words::processes_lead()}</p>
            {is_empty.then(|| view! { <p class="empty">{words::no_processes()}</p> }.into_any())}
            <div hidden=is_empty>{table}</div>
        </section>
    }
    .into_any()
}

fn row(here: Here, process: &Process, index: usize, run: &Run) -> AnyView {
    let name = if process.name.is_empty() { words::main_process().to_owned() } else { process.name.clone() };
    let only_it = here.changed(|query| {
        query.tab = LogsTab::Overview;
        query.filter.process.clone_from(&process.name);
    });
    let begins = run.at.map_or_else(|| "–".to_owned(), moment::full);
    let at = here.changed(|query| *query = query.around(run.place));
    view! {
        <tr>
            <th scope="row">
                <a href=only_it data-row>
                    <bdi>{name}</bdi>
                </a>
            </th>
            <td class="num">{index.saturating_add(1)}</td>
            <td>
                <a href=at>{begins}</a>
            </td>
            <td>{run.until.map(moment::full).unwrap_or_default()}</td>
            <td>{words::sign(run.sign)}</td>
        </tr>
    }
    .into_any()
}
