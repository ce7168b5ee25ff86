//! What a list shows, and the one reader and writer of its addresses. Parameters carry Synapse's own names; what is at
//! its default stands in no address, and what is unknown is ignored.

use super::Listed;
use super::column::Sort;
use crate::model::id;
use crate::route::{DEFAULT_PAGE_SIZE, Pairs};

/// A filter: a choice of few values of a parameter.
#[derive(Clone, Copy)]
pub struct Filter {
    /// The parameter.
    pub name: &'static str,
    /// What is chosen.
    pub label: fn() -> &'static str,
    /// What can be chosen. No filter at all is no value.
    pub choices: &'static [Choice],
}

/// A value of a filter with its words.
pub type Choice = (&'static str, fn() -> &'static str);

impl Filter {
    /// A filter with these choices.
    #[must_use]
    pub const fn new(name: &'static str, label: fn() -> &'static str, choices: &'static [Choice]) -> Self {
        Self { name, label, choices }
    }
}

/// Search, filters, order and page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListState {
    /// What is searched for; empty for nothing.
    pub search: String,
    /// Sorted by.
    pub sort: Sort,
    /// `dir=b`.
    pub backwards: bool,
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page.
    pub limit: u64,
    /// Filters, and what stands beside the list, with their values.
    values: Vec<(&'static str, String)>,
    /// How many kinds of filters come first among them: the others hide no rows.
    filters: usize,
}

impl ListState {
    /// The value of a filter or of what stands beside the list.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, value)| *known == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// The value of a filter that is true or false.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.value(name)?.parse().ok()
    }

    /// With another value; `""` takes it away. Starts at the first page.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut next = self.at(0);
        if let Some((_, place)) = next.values.iter_mut().find(|(known, _)| *known == name) {
            value.clone_into(place);
        }
        next
    }

    /// With another value of what stands beside the list; the page stays.
    #[must_use]
    pub fn beside(&self, name: &str, value: &str) -> Self {
        self.with(name, value).at(self.from)
    }

    /// Sorted by a column: another click on the same one turns it around. Starts at the first page.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        let backwards = if self.sort == sort { !self.backwards } else { sort.begins_backwards };
        Self { sort, backwards, from: 0, ..self.clone() }
    }

    /// Sorted by a column as the first click on it does. Starts at the first page.
    #[must_use]
    pub fn sorted_anew(&self, sort: Sort) -> Self {
        Self { sort, backwards: sort.begins_backwards, from: 0, ..self.clone() }
    }

    /// At another offset.
    #[must_use]
    pub fn at(&self, from: u64) -> Self {
        Self { from, ..self.clone() }
    }

    /// With other pages. Starts at the first.
    #[must_use]
    pub fn sized(&self, limit: u64) -> Self {
        Self { limit, from: 0, ..self.clone() }
    }

    /// The order among those of an endpoint.
    #[must_use]
    pub fn order<T: Copy + Default>(&self, all: &[(T, &'static str)]) -> T {
        all.iter().find(|(_, name)| *name == self.sort.order).map(|(order, _)| *order).unwrap_or_default()
    }

    /// Whether the rows go from large to small.
    #[must_use]
    pub fn is_descending(&self) -> bool {
        self.sort.falling != self.backwards
    }

    /// Whether a search or a filter hides rows.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.search.is_empty() || self.values.iter().take(self.filters).any(|(_, value)| !value.is_empty())
    }

    /// Whether another state of the same list finds the same rows, in whatever order and pages.
    #[must_use]
    pub fn finds_the_same(&self, other: &Self) -> bool {
        self.search == other.search && self.values == other.values
    }
}

/// What an address of one list can say.
#[derive(Clone)]
pub struct ListAddress {
    search: &'static str,
    sorts: Vec<Sort>,
    first_order: Option<&'static str>,
    twins: &'static [(&'static str, &'static str)],
    filters: &'static [Filter],
    beside: &'static [&'static str],
    search_drops_filters: bool,
}

impl ListAddress {
    /// Of this list.
    #[must_use]
    pub fn of<L: Listed>() -> Self {
        Self {
            search: L::SEARCH,
            sorts: L::columns().iter().filter_map(|column| column.head.sort).collect(),
            first_order: L::FIRST_ORDER,
            twins: L::TWINS,
            filters: L::FILTERS,
            beside: L::BESIDE,
            search_drops_filters: L::SEARCH_DROPS_FILTERS,
        }
    }

    /// The order with this name.
    #[must_use]
    pub fn sort(&self, order: &str) -> Option<Sort> {
        self.sorts.iter().find(|sort| sort.order == order).copied()
    }

    /// The order that an address without one means. With `dir=b` alone it is the first column's, as before lists had an
    /// order of their own to begin with: old addresses keep their meaning.
    fn unsaid(&self, backwards: bool) -> Sort {
        let own = self.first_order.filter(|_| !backwards).and_then(|order| self.sort(order));
        let none = Sort { order: "", falling: false, begins_backwards: false };
        own.or(self.sorts.first().copied()).unwrap_or(none)
    }

    /// The list without any parameter.
    #[must_use]
    pub fn start(&self) -> ListState {
        self.read(&Pairs::default())
    }

    /// Reads the parameters of an address.
    #[must_use]
    pub fn read(&self, pairs: &Pairs) -> ListState {
        let order = pairs.text("order_by").unwrap_or_default();
        let order = self.twins.iter().find(|(old, _)| *old == order).map_or(order.as_str(), |(_, new)| new);
        let backwards = pairs.text("dir").as_deref() == Some("b");
        let search = pairs.text(self.search).unwrap_or_default();
        let filtering = search.is_empty() || !self.search_drops_filters;
        let filter = |filter: &Filter| {
            let value = pairs.text(filter.name).filter(|_| filtering);
            let value = value.filter(|value| filter.choices.iter().any(|(known, _)| known == value));
            (filter.name, value.unwrap_or_default())
        };
        let beside = |name: &&'static str| (*name, pairs.text(name).unwrap_or_default());
        ListState {
            search,
            sort: self.sort(order).unwrap_or(self.unsaid(backwards)),
            backwards,
            from: pairs.number("from").unwrap_or(0),
            limit: pairs.limit(),
            values: self.filters.iter().map(filter).chain(self.beside.iter().map(beside)).collect(),
            filters: self.filters.len(),
        }
    }

    /// The parameters of an address.
    #[must_use]
    pub fn write(&self, state: &ListState) -> Pairs {
        let mut pairs = Pairs::default();
        pairs.push(self.search, &state.search);
        pairs.push_unless(self.unsaid(state.backwards).order, "order_by", state.sort.order);
        pairs.push_unless("f", "dir", if state.backwards { "b" } else { "f" });
        pairs.push_unless(0, "from", state.from);
        pairs.push_unless(DEFAULT_PAGE_SIZE, "limit", state.limit);
        for (name, value) in &state.values {
            pairs.push(name, value);
        }
        pairs
    }

    /// The list searched for this. Starts at the first page; filters give way where a search would ignore them.
    #[must_use]
    pub fn searched(&self, state: &ListState, term: &str) -> ListState {
        let mut next = ListState { search: id::search_term(term).to_owned(), ..state.at(0) };
        if self.search_drops_filters && !next.search.is_empty() {
            drop_filters(&mut next);
        }
        next
    }

    /// The list without search and filters. Order, page size and what stands beside it stay.
    #[must_use]
    pub fn cleared(&self, state: &ListState) -> ListState {
        let mut next = ListState { search: String::new(), ..state.at(0) };
        drop_filters(&mut next);
        next
    }
}

fn drop_filters(state: &mut ListState) {
    let filters = state.filters;
    for (_, value) in state.values.iter_mut().take(filters) {
        value.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::ListAddress;
    use crate::lists::Listed;
    use crate::lists::destinations::Destinations;
    use crate::lists::rooms::Rooms;
    use crate::lists::users::Users;
    use crate::route::{Address, Page, Pairs};

    /// What an address says after it was read and written once.
    fn again<L: Listed>(query: &str) -> String {
        let address = ListAddress::of::<L>();
        let pairs = Pairs::parse(query);
        let state = address.read(&pairs);
        let written = address.write(&state);
        assert_eq!(address.read(&written), state, "{query}");
        written.to_query()
    }

    #[test]
    fn every_parameter_round_trips() {
        for query in [
            "?name=a%20b%26c%3Dd%23%25&order_by=last_seen_ts&dir=b&from=100&limit=500&deactivated=true&locked=false&admins=false&guests=false",
            "?order_by=avatar_url",
            "?dir=b",
            "",
        ] {
            assert_eq!(again::<Users>(query.trim_start_matches('?')), query);
        }
        for query in [
            "?search_term=%C3%A9%2F%22&order_by=state_events&dir=b&from=25&limit=25",
            "?public_rooms=true&empty_rooms=false",
        ] {
            assert_eq!(again::<Rooms>(query.trim_start_matches('?')), query);
        }
        let query = "destination=a%3A8448&order_by=failure_ts&dir=b&from=100&limit=100&rooms_of=%5B%3A%3A1%5D%3A8448";
        assert_eq!(again::<Destinations>(query), format!("?{query}"));
    }

    #[test]
    fn what_is_odd_or_unknown_is_ignored() {
        assert_eq!(again::<Users>("order_by=nonsense&dir=z&from=-1&limit=7&deactivated=maybe&color=red"), "");
        assert_eq!(again::<Users>("locked=true&guests=true&admins="), "", "Synapse cannot list these alone");
        assert_eq!(again::<Rooms>("search_term=&order_by=&dir=&from=&limit=&public_rooms=&empty_rooms="), "");
        assert_eq!(again::<Rooms>("order_by=size&dir=f"), "", "a deprecated twin");
        assert_eq!(again::<Rooms>("order_by=alphabetical"), "?order_by=name");
        assert_eq!(again::<Rooms>("search_term=a&public_rooms=true"), "?search_term=a", "Synapse would ignore it");
    }

    #[test]
    fn sorting_turns_around_and_starts_at_the_first_page() {
        let address = ListAddress::of::<Users>();
        let list = address.start().at(100);
        let seen = address.sort("last_seen_ts").unwrap();
        let sorted = list.sorted(seen);
        assert_eq!((sorted.sort, sorted.backwards, sorted.from), (seen, true, 0));
        assert!(!sorted.sorted(seen).backwards);
        assert!(!sorted.sorted(address.sort("name").unwrap()).backwards);
        assert!(sorted.sorted(seen).sorted_anew(seen).backwards);
    }

    #[test]
    fn rooms_begin_with_the_biggest() {
        let address = ListAddress::of::<Rooms>();
        let start = address.start();
        assert_eq!((start.sort.order, start.is_descending()), ("joined_members", true));
        for (query, order, backwards) in [
            ("dir=b", "name", true),
            ("from=50", "joined_members", false),
            ("order_by=size&dir=b", "joined_members", true),
        ] {
            let state = address.read(&Pairs::parse(query));
            assert_eq!((state.sort.order, state.backwards), (order, backwards), "{query}");
        }
        assert_eq!(again::<Rooms>("order_by=name"), "?order_by=name");
        assert_eq!(again::<Rooms>("order_by=name&dir=b"), "?dir=b");
        assert_eq!(again::<Rooms>("order_by=joined_members&dir=b"), "?order_by=joined_members&dir=b");
    }

    #[test]
    fn the_arrow_tells_the_truth() {
        let address = ListAddress::of::<Rooms>();
        let start = address.start().sorted_anew(address.sort("name").unwrap());
        let biggest = start.sorted(address.sort("state_events").unwrap());
        assert!(!biggest.backwards && biggest.is_descending());
        let smallest = biggest.sorted(biggest.sort);
        assert!(smallest.backwards && !smallest.is_descending());
        assert!(!start.is_descending());
        assert!(start.sorted(start.sort).is_descending());
    }

    #[test]
    fn a_search_drops_the_filters_that_synapse_would_ignore() {
        let address = ListAddress::of::<Rooms>();
        let filtered = address.start().with("public_rooms", "true").at(50);
        let searched = address.searched(&filtered, " lobby ");
        assert_eq!((searched.search.as_str(), searched.flag("public_rooms"), searched.from), ("lobby", None, 0));
        assert_eq!(address.searched(&filtered, "").flag("public_rooms"), Some(true));
        let users = ListAddress::of::<Users>();
        let filtered = users.searched(&users.start().with("admins", "true"), "a");
        assert_eq!(filtered.flag("admins"), Some(true), "the users list has both");
    }

    #[test]
    fn clearing_keeps_order_size_and_what_stands_beside() {
        let address = ListAddress::of::<Destinations>();
        let state = address.read(&Pairs::parse("destination=a&order_by=failure_ts&dir=b&from=50&limit=25&rooms_of=b"));
        assert!(state.is_filtered());
        let cleared = address.cleared(&state);
        assert!(!cleared.is_filtered(), "what stands beside the list hides no rows");
        assert_eq!(address.write(&cleared).to_query(), "?order_by=failure_ts&dir=b&limit=25&rooms_of=b");
    }

    #[test]
    fn an_address_leads_to_its_list() {
        let Page::Rooms(pairs) = Address::parse("#/rooms?order_by=state_events&server=hs.example").page else {
            panic!()
        };
        assert_eq!(ListAddress::of::<Rooms>().read(&pairs).sort.order, "state_events");
    }
}
