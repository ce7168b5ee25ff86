//! Reading all destinations, however many.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::untrack;

use crate::api::Row;
use crate::api::federation::{Destination, ListDestinations};
use crate::model::id::ServerName;
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::harvest::{Batch, Harvest, Stage};
use crate::state::sessions::Sessions;

/// Rows a request: 0.7 MB, and most servers have no more. With 100,000 the page shows the first of them at once, and
/// stays responsive while it reads on.
pub(super) const BATCH: u64 = 5_000;

/// All destinations, as far as they have come.
#[derive(Clone, Copy)]
pub(super) struct All {
    /// The rows.
    pub rows: Harvest<Row<Destination>>,
}

impl All {
    /// Begins to read them, by name.
    pub fn read(api: Api) -> Self {
        let last_page: Rc<RefCell<HashSet<ServerName>>> = Rc::default();
        let rows = Harvest::new(move |from| {
            let last_page = last_page.clone();
            let asked = api.call(ListDestinations { from, limit: BATCH, ..ListDestinations::default() });
            async move {
                let page = asked.await?;
                let mut batch = Batch::by_offset(from, page.destinations, page.total.known());
                let names = batch.rows.iter().filter_map(good).map(|row| row.destination.clone()).collect();
                let before = last_page.replace(names);
                // A row that came in while this was read pushes others onto the next page, where they come again.
                if from > 0 {
                    batch.rows.retain(|row| good(row).is_none_or(|row| !before.contains(&row.destination)));
                }
                Ok(batch)
            }
        });
        let state = rows.state();
        let sessions = Sessions::use_();
        effect(move || {
            // Begins it, and goes on after a new sign-in if the old session's end broke it off.
            sessions.track_epoch();
            if untrack(|| state.stage()) != Stage::Stopped {
                state.go_on();
            }
        });
        Self { rows }
    }

    /// Looks at those that could be read, tracked.
    pub fn with_good<R>(self, look: impl FnOnce(&[&Destination]) -> R) -> R {
        self.rows.with(|rows| look(&rows.iter().filter_map(good).collect::<Vec<_>>()))
    }

    /// How many have come, tracked.
    pub fn count(self) -> u64 {
        self.rows.with(|rows| count(rows.iter().filter_map(good)))
    }

    /// How many could not be read, tracked.
    pub fn odd(self) -> u64 {
        self.rows.with(|rows| count(rows.iter().filter(|row| good(row).is_none())))
    }

    /// Whether more are on their way, tracked.
    pub fn is_running(self) -> bool {
        self.rows.state().stage() == Stage::Running
    }

    /// Whether the end was reached, tracked.
    pub fn is_done(self) -> bool {
        self.rows.state().stage() == Stage::Done
    }

    /// Whether fewer have come than there are, tracked.
    pub fn is_short(self) -> bool {
        let total = self.rows.state().progress().total.unwrap_or(0);
        self.rows.with(|rows| count(rows.iter())) < total
    }

    /// For the name of a file: empty when all of them are in it, tracked.
    pub fn mark(self) -> String {
        if self.is_done() && !self.is_short() && self.odd() == 0 {
            return String::new();
        }
        format!("partial-{}-of-{}", self.count(), self.rows.state().progress().total.unwrap_or(0))
    }

    /// Takes in one that was read again.
    pub fn replace(self, now: Destination) {
        self.rows.update(|rows| {
            let same =
                |row: &&mut Row<Destination>| matches!(row, Row::Good(old) if old.destination == now.destination);
            if let Some(row) = rows.iter_mut().find(same) {
                *row = Row::Good(now);
            }
        });
    }
}

fn good(row: &Row<Destination>) -> Option<&Destination> {
    match row {
        Row::Good(destination) => Some(destination),
        Row::Odd(_) => None,
    }
}

fn count(rows: impl Iterator) -> u64 {
    u64::try_from(rows.count()).unwrap_or(u64::MAX)
}
