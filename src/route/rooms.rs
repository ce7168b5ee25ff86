//! The state of the rooms list.

use super::query::{DEFAULT_PAGE_SIZE, Pairs};
use crate::api::rooms::RoomOrder;

/// Search, filters, order and page of the rooms list.
///
/// Synapse ignores the two filters for rooms that a search finds, so search and filters exclude each other here too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomsQuery {
    /// Part of name or alias, or a room id.
    pub search_term: String,
    /// Sorted by.
    pub order_by: RoomOrder,
    /// `dir=b`. `f` is descending for some keys: see [`RoomOrder::forward_is_descending`].
    pub backwards: bool,
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page.
    pub limit: u64,
    /// Only rooms (not) in the public directory.
    pub public_rooms: Option<bool>,
    /// Only rooms with(out) no members.
    pub empty_rooms: Option<bool>,
}

impl Default for RoomsQuery {
    fn default() -> Self {
        Self {
            search_term: String::new(),
            order_by: RoomOrder::default(),
            backwards: false,
            from: 0,
            limit: DEFAULT_PAGE_SIZE,
            public_rooms: None,
            empty_rooms: None,
        }
    }
}

impl RoomsQuery {
    /// The list sorted by this column: another click on the same one turns it around. Starts at the first page.
    #[must_use]
    pub fn sorted_by(&self, order: RoomOrder) -> Self {
        Self { order_by: order, backwards: self.order_by == order && !self.backwards, from: 0, ..self.clone() }
    }

    /// The list searched for this; filters give way, for Synapse would ignore them.
    #[must_use]
    pub fn searched(&self, term: &str) -> Self {
        let searching = Self { search_term: term.trim().to_owned(), from: 0, ..self.clone() };
        if searching.search_term.is_empty() {
            return searching;
        }
        Self { public_rooms: None, empty_rooms: None, ..searching }
    }

    /// Whether the rows go from large to small.
    #[must_use]
    pub fn is_descending(&self) -> bool {
        self.order_by.forward_is_descending() != self.backwards
    }

    /// Whether any filter or search hides rooms.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.search_term.is_empty() || self.public_rooms.is_some() || self.empty_rooms.is_some()
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let order = pairs.text("order_by");
        // Deprecated twins that old scripts and bookmarks may carry.
        let order = match order.as_deref() {
            Some("alphabetical") => Some("name"),
            Some("size") => Some("joined_members"),
            other => other,
        };
        let order = RoomOrder::ALL.into_iter().find(|(_, name)| order == Some(*name));
        let search_term = pairs.text("search_term").unwrap_or_default();
        let filters = search_term.is_empty();
        Self {
            search_term,
            order_by: order.map(|(order, _)| order).unwrap_or_default(),
            backwards: pairs.text("dir").as_deref() == Some("b"),
            from: pairs.number("from").unwrap_or(0),
            limit: pairs.limit(),
            public_rooms: pairs.flag("public_rooms").filter(|_| filters),
            empty_rooms: pairs.flag("empty_rooms").filter(|_| filters),
        }
    }

    pub(super) fn write(&self, pairs: &mut Pairs) {
        pairs.push("search_term", &self.search_term);
        if let Some((_, name)) = RoomOrder::ALL.into_iter().find(|(order, _)| *order == self.order_by) {
            pairs.push_unless("name", "order_by", name);
        }
        pairs.push_unless("f", "dir", if self.backwards { "b" } else { "f" });
        pairs.push_unless(0, "from", self.from);
        pairs.push_unless(DEFAULT_PAGE_SIZE, "limit", self.limit);
        pairs.push_flag("public_rooms", self.public_rooms);
        pairs.push_flag("empty_rooms", self.empty_rooms);
    }
}

#[cfg(test)]
mod tests {
    use super::RoomsQuery;
    use crate::api::rooms::RoomOrder;

    #[test]
    fn the_arrow_tells_the_truth() {
        let biggest = RoomsQuery::default().sorted_by(RoomOrder::StateEvents);
        assert!(!biggest.backwards && biggest.is_descending());
        let smallest = biggest.sorted_by(RoomOrder::StateEvents);
        assert!(smallest.backwards && !smallest.is_descending());
        assert!(!RoomsQuery::default().is_descending());
        assert!(RoomsQuery::default().sorted_by(RoomOrder::Name).is_descending());
    }

    #[test]
    fn a_search_drops_the_filters_that_synapse_would_ignore() {
        let filtered = RoomsQuery { public_rooms: Some(true), from: 50, ..RoomsQuery::default() };
        let searched = filtered.searched(" lobby ");
        assert_eq!((searched.search_term.as_str(), searched.public_rooms, searched.from), ("lobby", None, 0));
        assert_eq!(filtered.searched("").public_rooms, Some(true));
    }
}
