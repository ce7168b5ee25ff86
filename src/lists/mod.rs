//! Lists as data: what the address of a list says, what its columns show, and how it is saved. The page, the table, the
//! phone's cards and the files read one list of columns.
//!
//! A list is a file that implements [`Listed`]; one that Synapse sorts and cuts into pages implements [`Asked`], too.

mod cell;
mod choice;
mod column;
pub mod destinations;
#[cfg(test)]
mod odd_numbers;
mod room;
pub mod room_name;
pub mod rooms;
mod save;
mod selection;
mod state;
pub mod users;

pub use cell::Cell;
pub use choice::{choice_of, shown_columns, with_choice};
pub use column::{Column, Head, Look, Sort};
pub use room::Room;
pub use save::{as_csv, as_json};
pub use selection::Selection;
pub use state::{Choice, Filter, ListAddress, ListState};

use crate::api::capabilities::Capabilities;
use crate::api::{ApiError, Endpoint, Number, OddRow, Row};

/// A list: its parameters, and its columns.
pub trait Listed: 'static {
    /// What a row is made of.
    type Row: 'static;

    /// The name under which the choice of columns is kept, and files are saved.
    const NAME: &'static str;
    /// Synapse's name of what [`Listed::key`] gives.
    const KEY: &'static str;
    /// The parameter of the search.
    const SEARCH: &'static str;
    /// All filters that an address may have.
    const FILTERS: &'static [Filter] = &[];
    /// Parameters of the page around the list, which its links keep.
    const BESIDE: &'static [&'static str] = &[];
    /// Old names of orders that bookmarks may carry, with today's.
    const TWINS: &'static [(&'static str, &'static str)] = &[];
    /// The order that the list begins with, where it is not the first column's.
    const FIRST_ORDER: Option<&'static str> = None;
    /// Synapse ignores filters while it searches, so an address has only one of both.
    const SEARCH_DROPS_FILTERS: bool = false;

    /// The columns in their order. The first names the row.
    fn columns() -> &'static [Column<Self::Row>];

    /// What tells a row from all others.
    fn key(row: &Self::Row) -> &str;
}

/// A list of which Synapse sends one page at a time.
pub trait Asked: Listed {
    /// The endpoint.
    type Ask: Endpoint + Clone + 'static;

    /// The words around it.
    const WORDS: ListWords;

    /// The request for one page, as this server understands it.
    fn ask(state: &ListState, can: Option<&Capabilities>) -> Self::Ask;

    /// The same request in another way, after the server refused it; `None` when it was refused for good.
    fn instead(_ask: &Self::Ask, _refused: &ApiError) -> Option<Self::Ask> {
        None
    }

    /// The rows of an answer, and how many there are on all pages.
    fn rows(answer: <Self::Ask as Endpoint>::Response) -> (Vec<Row<Self::Row>>, Number);

    /// Whether this server can do what a choice of a filter asks for.
    fn offers(_filter: &'static str, _choice: &'static str, _can: Option<&Capabilities>) -> bool {
        true
    }

    /// What is to be said about filters that this server lacks.
    fn lack(_can: Option<&Capabilities>) -> Option<&'static str> {
        None
    }
}

/// The words around a list, as functions, so that a language can come.
#[derive(Clone, Copy)]
pub struct ListWords {
    /// The heading, and the table's name.
    pub title: fn() -> &'static str,
    /// The search field's name.
    pub search_label: fn() -> &'static str,
    /// What may be typed there.
    pub search_hint: fn() -> &'static str,
    /// How many there are, from the number and the same as text.
    pub total: fn(u64, &str) -> String,
}

impl ListWords {
    /// Title, name and hint of the search, and total.
    #[must_use]
    pub const fn new(
        title: fn() -> &'static str,
        search_label: fn() -> &'static str,
        search_hint: fn() -> &'static str,
        total: fn(u64, &str) -> String,
    ) -> Self {
        Self { title, search_label, search_hint, total }
    }
}

/// One row, ready to be drawn or saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A row with a cell for each column.
    Good {
        /// What tells it from all others.
        key: String,
        /// Its cells, in the order of the columns.
        cells: Vec<Cell>,
    },
    /// A row that could not be decoded, as it came.
    Odd(OddRow),
}

/// One page of a list, ready to be drawn or saved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its rows.
    pub lines: Vec<Line>,
    /// All rows that match, on all pages; where the server does not tell, as many as there are at least.
    pub total: u64,
    /// What the server says in place of a total.
    pub odd_total: Option<String>,
}

impl Sheet {
    /// The rows of a list as cells.
    #[must_use]
    pub fn of<L: Listed>(rows: &[Row<L::Row>], total: u64) -> Self {
        let line = |row: &Row<L::Row>| match row {
            Row::Good(row) => Line::Good {
                key: L::key(row).to_owned(),
                cells: L::columns().iter().map(|column| (column.cell)(row)).collect(),
            },
            Row::Odd(odd) => Line::Odd(odd.clone()),
        };
        Self { lines: rows.iter().map(line).collect(), total, odd_total: None }
    }

    /// A page of a list that begins behind this many rows. Without a total, a full page may have another one behind it.
    #[must_use]
    pub fn page<L: Listed>(rows: &[Row<L::Row>], total: &Number, from: u64, limit: u64) -> Self {
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let at_least = if count == 0 { 0 } else { from.saturating_add(count).saturating_add((count >= limit).into()) };
        let odd_total = if total.known().is_some() { None } else { Some(total.plain()) };
        Self { odd_total, ..Self::of::<L>(rows, total.known().unwrap_or(at_least)) }
    }
}

/// The heads of a list's columns.
#[must_use]
pub fn heads<L: Listed>() -> Vec<Head> {
    L::columns().iter().map(|column| column.head).collect()
}

#[cfg(test)]
mod tests {
    use super::{Listed, heads};
    use crate::api::federation::DestinationOrder;
    use crate::api::rooms::RoomOrder;
    use crate::api::users::UserOrder;
    use crate::lists::destinations::Destinations;
    use crate::lists::rooms::Rooms;
    use crate::lists::users::Users;

    fn orders<L: Listed>() -> Vec<&'static str> {
        let mut orders: Vec<_> = heads::<L>().iter().filter_map(|head| head.sort).map(|sort| sort.order).collect();
        orders.sort_unstable();
        orders
    }

    fn known<T: Copy>(all: &[(T, &'static str)]) -> Vec<&'static str> {
        let mut names: Vec<_> = all.iter().map(|(_, name)| *name).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_order_of_the_api_is_one_column() {
        assert_eq!(orders::<Users>(), known(&UserOrder::ALL));
        assert_eq!(orders::<Rooms>(), known(&RoomOrder::ALL));
        assert_eq!(orders::<Destinations>(), known(&DestinationOrder::ALL));
    }

    fn keys_and_names_differ<L: Listed>() {
        let mut keys: Vec<_> = heads::<L>().iter().map(|head| head.key).collect();
        let mut names: Vec<_> = heads::<L>().iter().map(|head| (head.name)()).collect();
        let count = keys.len();
        for list in [&mut keys, &mut names] {
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), count, "{list:?}");
        }
    }

    #[test]
    fn columns_can_be_told_apart() {
        keys_and_names_differ::<Users>();
        keys_and_names_differ::<Rooms>();
        keys_and_names_differ::<Destinations>();
    }

    #[test]
    fn arrows_know_what_synapse_means_by_forwards() {
        for head in heads::<Rooms>() {
            let Some(sort) = head.sort else { continue };
            let (order, _) = RoomOrder::ALL.into_iter().find(|(_, name)| *name == sort.order).unwrap();
            assert_eq!(sort.falling, order.forward_is_descending(), "{}", sort.order);
        }
    }
}
