//! The page: a log to open, or the open log in tabs.

use leptos::prelude::*;

use super::Here;
use super::errors::ErrorsTab;
use super::filter::FilterBar;
use super::find::FindTab;
use super::open::Open;
use super::overview::OverviewTab;
use super::problems::ProblemsTab;
use super::progress::{Progress, Troubles};
use super::recognised::RecognisedTab;
use super::requests::RequestsTab;
use crate::browser::file;
use crate::components::PageHead;
use crate::logs::protocol::{Answer, View};
use crate::route::{LogsQuery, LogsTab};
use crate::state::logs::Logs;
use crate::state::nav::Nav;
use crate::text::logs as words;

/// Opens log files and shows one of the tabs over them. Needs no session, and asks no server anything.
#[component]
pub fn LogsPage() -> impl IntoView {
    let (nav, logs) = (Nav::use_(), Logs::use_());
    let query = Memo::new(move |last: Option<&LogsQuery>| {
        // On the way to another page: keep the last state.
        LogsQuery::of(&nav.page()).or_else(|| last.cloned()).unwrap_or_default()
    });
    let summary = logs.ask(
        || Some(View::Summary),
        |answer| match answer {
            Answer::Summary(summary) => Some(summary),
            _ => None,
        },
    );
    provide_context(Here { nav, logs, query, summary });
    let is_open = Memo::new(move |_| logs.is_open());
    view! {
        <div class="log-page" on:dragover=move |event| event.prevent_default() on:drop=move |event| drop_files(logs, &event)>
            <PageHead title=words::title()>
                {move || {
                    is_open
                        .get()
                        .then(|| {
                            view! {
                                <button type="button" class="button" on:click=move |_| logs.close()>
                                    {words::close()}
                                </button>
                            }
                                .into_any()
                        })
                }}
            </PageHead>
            {move || if is_open.get() { view! { <Opened /> }.into_any() } else { view! { <Open /> }.into_any() }}
        </div>
    }
}

/// Wherever on the page files are dropped, they are opened: a browser would leave the app for them.
fn drop_files(logs: Logs, event: &web_sys::DragEvent) {
    let files = file::all(event);
    if !files.is_empty() {
        event.prevent_default();
        logs.open(files);
    }
}

/// The open log.
#[component]
fn Opened() -> impl IntoView {
    let here = Here::use_();
    let tab = Memo::new(move |_| here.query.with(|query| query.tab));
    let shown = move || match tab.get() {
        LogsTab::Overview => view! { <OverviewTab /> }.into_any(),
        LogsTab::Requests => view! { <RequestsTab /> }.into_any(),
        LogsTab::Problems => view! { <ProblemsTab /> }.into_any(),
        LogsTab::Errors => view! { <ErrorsTab /> }.into_any(),
        LogsTab::Find => view! { <FindTab /> }.into_any(),
        LogsTab::Recognised => view! { <RecognisedTab /> }.into_any(),
    };
    view! {
        <Progress />
        <Troubles />
        <Tabs tab />
        {move || (!matches!(tab.get(), LogsTab::Find | LogsTab::Recognised)).then(|| view! { <FilterBar tab /> }.into_any())}
        <div class="log-tab">{shown}</div>
    }
}

/// Links, as each tab has an address; they keep the filter.
#[component]
fn Tabs(
    /// The tab that is shown.
    tab: Memo<LogsTab>,
) -> impl IntoView {
    let here = Here::use_();
    let link = move |(this, _): (LogsTab, &'static str)| {
        view! {
            <a
                href=move || here.changed(|query| query.tab = this)
                aria-current=move || (tab.get() == this).then_some("page")
            >
                {words::tab(this)}
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="tabs" aria-label=words::tabs()>
            {LogsTab::ALL.map(link).into_iter().collect_view()}
        </nav>
    }
}
