//! The log explorer: what a log of Synapse tells, read in this browser. One file a tab.

mod chart;
mod endpoints;
mod errors;
mod file_of;
mod filter;
mod filter_form;
mod find;
mod found;
mod issue_report;
mod judged;
mod lines;
mod open;
mod overview;
mod page;
mod problems;
mod processes;
mod progress;
mod recognised;
mod request_time;
mod requests;
mod shares;
mod slow_limit;
mod stuck;

pub use page::LogsPage;

use leptos::prelude::*;

use crate::logs::protocol::{Filter, Summary};
use crate::route::LogsQuery;
use crate::state::logs::{Asked, Logs};
use crate::state::nav::Nav;

/// What all of the page shares.
#[derive(Clone, Copy)]
struct Here {
    nav: Nav,
    logs: Logs,
    /// What the address says.
    query: Memo<LogsQuery>,
    /// What was recognised.
    summary: Asked<Summary>,
}

impl Here {
    /// That of the page that a component runs in.
    fn use_() -> Self {
        expect_context()
    }

    /// A link within the log explorer.
    fn href(self, query: LogsQuery) -> String {
        self.nav.href(query.page())
    }

    /// Goes there; the back button returns.
    fn go(self, query: LogsQuery) {
        self.nav.go(query.page());
    }

    /// What the address says changed, as a link, tracked.
    fn changed(self, change: impl FnOnce(&mut LogsQuery)) -> String {
        let mut query = self.query.get();
        change(&mut query);
        self.href(query)
    }

    /// The same tab with another filter, as a link, tracked.
    fn filtered(self, change: impl FnOnce(&mut Filter)) -> String {
        self.changed(|query| change(&mut query.filter))
    }

    /// Which requests count, as a memo of its own: what is asked depends on nothing else of the address.
    fn filter(self) -> Memo<Filter> {
        Memo::new(move |_| self.query.with(|query| query.filter.clone()))
    }

    /// How long the time is that is looked at, in seconds: that of the filter within that of the log, tracked.
    #[allow(clippy::cast_precision_loss)]
    fn seconds(self) -> Option<f64> {
        let (first, last) = self.summary.with(|summary| summary.and_then(|summary| summary.first.zip(summary.last)))?;
        let (from, to) = self.query.with(|query| (query.filter.from, query.filter.to));
        let ms = to.unwrap_or(last).min(last).saturating_sub(from.unwrap_or(first).max(first));
        (ms > 0).then(|| ms as f64 / 1000.0)
    }
}
