//! Below a list: its pages, which columns it shows, and its rows as files.

use std::sync::Arc;

use leptos::prelude::*;

use super::{ListView, Rows, seen};
use crate::components::{Download, PageLinks, Pager, download};
use crate::lists::{Head, ListState, Sheet, as_csv, as_json};
use crate::model::file_name::file_name;
use crate::state::boxed::{derived, drawn};
use crate::text;

/// What the files of a list are called.
#[derive(Clone)]
pub struct Files {
    /// Parts of the name: the server, the list.
    pub name: Vec<String>,
}

/// Pages, columns and files.
#[component]
pub fn ListFoot(
    /// The list.
    view: ListView,
    /// Its rows.
    rows: Rows,
    /// Names of the files of what is shown; none where the page has files of its own.
    #[prop(default = None)]
    files: Option<Files>,
) -> impl IntoView {
    let paged = rows.clone();
    let links = Arc::new(move || {
        let (total, open) = seen(&paged, (0, false), |sheet| (sheet.total, sheet.odd_total.is_some()));
        let links =
            |state: &ListState| PageLinks::new(state.from, state.limit, total, |from| view.href(&state.at(from)));
        PageLinks { open, ..view.state.with(links) }
    });
    let on_limit = Callback::new(move |limit| view.go(&view.state.with_untracked(|state| state.sized(limit))));
    view! {
        <Pager links on_limit />
        <div class="list-foot">
            <Columns view />
            {files.map(|files| downloads(view, &rows, &files))}
        </div>
    }
}

fn downloads(view: ListView, rows: &Rows, files: &Files) -> AnyView {
    let file = |ending, mime, make: fn(&[Head], &str, &Sheet) -> String| {
        let (rows, files) = (rows.clone(), files.clone());
        move || {
            let parts: Vec<&str> = files.name.iter().map(String::as_str).collect();
            let text =
                view.facts.with_value(|facts| seen(&rows, String::new(), |sheet| make(&facts.heads, facts.key, sheet)));
            Download { name: file_name(&parts, ending), mime, text }
        }
    };
    view! {
        {download(text::list::csv(), file("csv", "text/csv", as_csv))}
        {download(text::list::json(), file("json", "application/json", as_json))}
    }
    .into_any()
}

/// Which columns are shown. Without a choice as many as fit.
#[component]
fn Columns(
    /// The list.
    view: ListView,
) -> impl IntoView {
    let heads = view.facts.with_value(|facts| facts.heads.clone());
    let boxes = heads.into_iter().enumerate().skip(1).filter(|(_, head)| !head.acts).map(|(place, head)| {
        let shown = derived(move || view.shown.with(|shown| shown.contains(&place)));
        let toggle = move |_| {
            let now = view.shown.get_untracked();
            let keys = view.facts.with_value(|facts| {
                let chosen = |(at, head): (usize, &Head)| {
                    let on = if at == place { !now.contains(&at) } else { now.contains(&at) };
                    (on && !head.acts).then(|| head.key.to_owned())
                };
                facts.heads.iter().enumerate().filter_map(chosen).collect()
            });
            view.choice.set(Some(keys));
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=move || shown.get() on:change=toggle />
                " "
                {(head.name)()}
            </label>
        }
        .into_any()
    });
    let reset = move || {
        view.choice.with(|chosen| chosen.is_some()).then(|| {
            view! {
                <button type="button" on:click=move |_| view.choice.set(None)>
                    {text::list::columns_that_fit()}
                </button>
            }
            .into_any()
        })
    };
    view! {
        <details class="choose-columns">
            <summary>{text::list::columns()}</summary>
            <fieldset>
                <legend class="visually-hidden">{text::list::columns()}</legend>
                {boxes.collect::<Vec<_>>()}
                {drawn(reset)}
            </fieldset>
        </details>
    }
}
