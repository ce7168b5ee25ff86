//! Which rows an action is meant for. A selection of all that match is the question itself, not a set of ids, so that it
//! reaches what is on no page.

use std::collections::BTreeSet;

use super::state::ListState;

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    None,
    /// These keys.
    Some(BTreeSet<String>),
    /// All rows that this list finds, on all pages.
    AllMatching(ListState),
}

impl Selection {
    /// All that a list finds. Its order and page do not matter.
    #[must_use]
    pub fn all_matching(state: &ListState) -> Self {
        Self::AllMatching(state.at(0))
    }

    /// Takes a row in or out. All that match becomes the rows that were on the page, without that one.
    pub fn toggle(&mut self, key: &str, on_page: &[&str]) {
        let mut keys = match std::mem::take(self) {
            Self::None => BTreeSet::new(),
            Self::Some(keys) => keys,
            Self::AllMatching(_) => on_page.iter().map(|key| (*key).to_owned()).collect(),
        };
        if !keys.remove(key) {
            keys.insert(key.to_owned());
        }
        if !keys.is_empty() {
            *self = Self::Some(keys);
        }
    }

    /// Whether a row of the list in this state is selected.
    #[must_use]
    pub fn has(&self, key: &str, shown: &ListState) -> bool {
        match self {
            Self::None => false,
            Self::Some(keys) => keys.contains(key),
            Self::AllMatching(state) => state.finds_the_same(shown),
        }
    }

    /// How many rows that are, when the list that was asked for has `total`.
    #[must_use]
    pub fn count(&self, total: u64) -> u64 {
        match self {
            Self::None => 0,
            Self::Some(keys) => u64::try_from(keys.len()).unwrap_or(u64::MAX),
            Self::AllMatching(_) => total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::lists::ListAddress;
    use crate::lists::users::Users;

    #[test]
    fn rows_go_in_and_out() {
        let state = ListAddress::of::<Users>().start();
        let mut selection = Selection::default();
        selection.toggle("@a:b", &[]);
        selection.toggle("@c:d", &[]);
        assert!(selection.has("@a:b", &state) && !selection.has("@x:y", &state));
        assert_eq!(selection.count(900), 2);
        selection.toggle("@a:b", &[]);
        selection.toggle("@c:d", &[]);
        assert_eq!(selection, Selection::None);
    }

    #[test]
    fn all_that_match_is_a_question() {
        let address = ListAddress::of::<Users>();
        let state = address.searched(&address.start(), "bot").at(100);
        let mut selection = Selection::all_matching(&state);
        assert!(selection.has("@on-another-page:b", &state.at(0)));
        assert!(!selection.has("@a:b", &address.start()), "another search finds other rows");
        assert_eq!(selection.count(900), 900);
        selection.toggle("@a:b", &["@a:b", "@c:d"]);
        assert_eq!(selection.count(900), 1);
        assert!(selection.has("@c:d", &state));
    }
}
