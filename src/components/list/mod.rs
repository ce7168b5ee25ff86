//! A list on a page: search, filters and order above it, the table (or, on a phone, cards), and below it pages, columns
//! and files. All of it reads [`ListView`], so that a page says only what the list is.

mod body;
mod filters;
mod foot;
mod ink;
mod search;
mod sort;

use std::sync::Arc;

use leptos::prelude::*;

use crate::lists::{Head, ListAddress, ListState, Listed, Room, Sheet, heads, shown_columns};
use crate::route::Page;
use crate::state::columns::ColumnChoice;
use crate::state::room::room;

pub use body::ListTable;
pub use filters::{ListFilters, OfferedFilter};
pub use foot::{Files, ListFoot};
pub use search::ListSearch;
pub use sort::ListSort;

/// What does not change while a list is shown.
pub struct ListFacts {
    /// Its addresses.
    pub address: ListAddress,
    /// All of its columns.
    pub heads: Vec<Head>,
    /// Synapse's name of what tells its rows apart.
    pub key: &'static str,
    /// The address of a page.
    link: Arc<dyn Fn(Page) -> String + Send + Sync>,
    /// The page with this state.
    page: Arc<dyn Fn(&ListState) -> Page + Send + Sync>,
    /// Goes to a page; `true`: in place of this one.
    go: Arc<dyn Fn(Page, bool) + Send + Sync>,
}

/// A list, as its parts see it.
#[derive(Clone, Copy)]
pub struct ListView {
    /// The state, from the address.
    pub state: Memo<ListState>,
    /// What does not change.
    pub facts: StoredValue<ListFacts>,
    /// Which columns somebody chose.
    pub choice: ColumnChoice,
    /// The places of the columns that are shown.
    pub shown: Memo<Vec<usize>>,
    /// Rows are cards.
    pub cards: Memo<bool>,
}

/// How a list gets about.
pub struct Ways {
    /// The address of a page.
    pub link: Arc<dyn Fn(Page) -> String + Send + Sync>,
    /// The page with a state of the list.
    pub page: Arc<dyn Fn(&ListState) -> Page + Send + Sync>,
    /// Goes to a page; `true`: in place of this one.
    pub go: Arc<dyn Fn(Page, bool) + Send + Sync>,
}

impl ListView {
    /// A list with its state.
    #[must_use]
    pub fn new<L: Listed>(state: Memo<ListState>, ways: Ways) -> Self {
        Self::of(ListAddress::of::<L>(), heads::<L>(), (L::NAME, L::KEY), state, ways)
    }

    fn of(
        address: ListAddress,
        heads: Vec<Head>,
        (name, key): (&'static str, &'static str),
        state: Memo<ListState>,
        ways: Ways,
    ) -> Self {
        let choice = ColumnChoice::of(name);
        let Ways { link, page, go } = ways;
        let facts = StoredValue::new(ListFacts { address, heads, key, link, page, go });
        let shown = Memo::new(move |_| {
            let room = room();
            choice.with(|chosen| facts.with_value(|facts| shown_columns(&facts.heads, room, chosen)))
        });
        Self { state, facts, choice, shown, cards: Memo::new(|_| room() == Room::Phone) }
    }

    /// The address of the list in another state.
    #[must_use]
    pub fn href(self, state: &ListState) -> String {
        self.facts.with_value(|facts| (facts.link)((facts.page)(state)))
    }

    /// The address of a page.
    #[must_use]
    pub fn link(self, page: &Page) -> String {
        self.facts.with_value(|facts| (facts.link)(page.clone()))
    }

    /// Goes to another state of the list.
    pub fn go(self, state: &ListState) {
        self.lead(state, false);
    }

    /// Goes to another state in place of this one.
    pub fn replace(self, state: &ListState) {
        self.lead(state, true);
    }

    fn lead(self, state: &ListState, replace: bool) {
        let (page, go) = self.facts.with_value(|facts| ((facts.page)(state), facts.go.clone()));
        go(page, replace);
    }
}

/// How the parts of a list look at its rows: tracked, `None` until they have come.
pub type Rows = Arc<dyn Fn(&mut dyn FnMut(Option<&Sheet>)) + Send + Sync>;

/// What is said of the rows, tracked.
fn seen<T>(rows: &Rows, of_nothing: T, look: impl Fn(&Sheet) -> T) -> T {
    let mut found = of_nothing;
    rows(&mut |sheet| {
        if let Some(sheet) = sheet {
            found = look(sheet);
        }
    });
    found
}
