//! Query parameters of addresses.

use crate::model::percent;

/// The page sizes on offer.
pub const PAGE_SIZES: [u64; 4] = [25, 50, 100, 500];

/// The page size without a parameter.
pub const DEFAULT_PAGE_SIZE: u64 = 50;

/// Decoded names and values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// One parameter; none when it is empty.
    #[must_use]
    pub fn one(name: &str, value: &str) -> Self {
        let mut pairs = Self::default();
        pairs.push(name, value);
        pairs
    }

    /// Reads what stands behind the `?`.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, value)| (percent::decode(name), percent::decode(value))).collect())
    }

    /// Those that say something, without one of them.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(key, value)| key != name && !value.is_empty());
        self
    }

    /// A value that is there and not empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone())
    }

    /// All values of a name that can stand there more than once.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(found, value)| found == name && !value.is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// `true` or `false`.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.text(name)?.parse().ok()
    }

    /// The page size, when it is one of those on offer.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.number("limit").filter(|limit| PAGE_SIZES.contains(limit)).unwrap_or(DEFAULT_PAGE_SIZE)
    }

    /// Adds what is not empty.
    pub fn push(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Adds what is not at its default.
    pub fn push_unless<T: PartialEq + ToString>(&mut self, default: T, name: &str, value: T) {
        if value != default {
            self.push(name, &value.to_string());
        }
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// `?name=value&…`, or nothing.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut out = String::new();
        for (name, value) in &self.0 {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.push_str(&percent::encode(value));
        }
        out
    }
}
